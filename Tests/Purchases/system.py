"""A `sluice up` of the run's own: its settings, its processes by role, and how they are killed."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class System:
    """Starts it, finds its children, kills them by id, and stops it."""

    SERVICES = ["identity", "booking", "payment", "ticket"]

    def __init__(self, binary, settings=""):
        self.binary = str(binary)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-purchases-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.log = self.folder / "up.log"
        self.ports = free_ports(12)
        self.config = self.folder / "sluice.yaml"
        self.config.write_text(self.text(settings))
        self.process = None

    @property
    def base(self):
        return f"http://127.0.0.1:{self.ports[0]}"

    def text(self, settings):
        gateway, ops, *rest = self.ports
        names = ["site", *self.SERVICES]
        services = {
            name: f"listen: 127.0.0.1:{rest[2 * i]}, ops: 127.0.0.1:{rest[2 * i + 1]}"
            for i, name in enumerate(names)
        }
        upstreams = "".join(
            f'  {name}: {{servers: ["127.0.0.1:{rest[2 * i]}"]}}\n' for i, name in enumerate(names)
        )
        lines = "".join(f"  {name}: {{{value}}}\n" for name, value in services.items())
        return (
            f'gateway: {{listen: ["127.0.0.1:{gateway}"], ops: "127.0.0.1:{ops}"}}\n'
            f"upstreams:\n{upstreams}services:\n  base_url: http://127.0.0.1:{gateway}\n{lines}{settings}"
        )

    def start(self, within=120):
        output = open(self.log, "w")
        self.process = subprocess.Popen(
            [self.binary, "up", "--config", str(self.config), "--data", str(self.data)],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
        )
        until = time.monotonic() + within
        while time.monotonic() < until:
            if "\nready\n" in "\n" + self.log.read_text():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        raise RuntimeError("never ready:\n" + self.log.read_text()[-4000:])

    def children(self):
        """The pids of the supervisor's children, by role."""
        roles = {}
        listing = pathlib.Path(f"/proc/{self.process.pid}/task")
        for task in listing.iterdir():
            for pid in (task / "children").read_text().split():
                try:
                    words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                name = os.path.basename(words[0].decode())
                role = words[1].decode() if name == os.path.basename(self.binary) and len(words) > 1 else name
                roles[role.split(":")[0]] = int(pid)
        return roles

    def kill(self, role, number=signal.SIGKILL):
        pid = next((pid for name, pid in self.children().items() if name.startswith(role)), None)
        if pid:
            os.kill(pid, number)
        return pid

    def demo(self):
        return json.loads((self.data / "demo.json").read_text())

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def code(self, contact):
        """The last one-time code to a contact, which a demonstration shows on identity's ops listener."""
        import urllib.parse
        import urllib.request

        port = self.ports[2 + 2 * (1 + self.SERVICES.index("identity")) + 1]
        url = f"http://127.0.0.1:{port}/v1/demo/otp?" + urllib.parse.urlencode({"to": contact})
        for _ in range(20):
            try:
                with urllib.request.urlopen(url, timeout=5) as answer:
                    return json.loads(answer.read())["code"]
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"no code for {contact}")
