"""A `sluice up` of the run's own: its settings, its processes by role, and how they are killed."""

import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile
import time


def free_ports(count):
    """Loopback ports that nobody uses now.

    They lie below those that the kernel gives to outgoing connections: one of those could be somebody's by
    the time its server starts.
    """
    ports, candidate = [], random.randrange(12_000, 30_000)
    while len(ports) < count:
        candidate = candidate + 1 if candidate < 31_999 else 12_000
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
        ports.append(candidate)
    return ports


class System:
    """Starts it, finds its children, kills them by id, and stops it."""

    SERVICES = ["identity", "booking", "payment", "ticket"]
    ROUTES = {
        "identity": ["/api/accounts", "/api/sessions", "/api/otp", "/api/tokens", "/api/identity"],
        "booking": ["/api/stations", "/api/trips", "/api/holds", "/api/orders", "/api/waitlist"],
        "payment": ["/api/payments", "/pay"],
        "ticket": ["/api/tickets"],
    }

    def __init__(self, binary, settings="", keys=None):
        """`settings` are further parts of the file, `keys` further keys of a service, by its name."""
        self.binary = str(pathlib.Path(binary).resolve())
        # A process' own name has 15 characters at most.
        self.program = pathlib.Path(self.binary).name[:15]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-purchases-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.log = self.folder / "up.log"
        self.ports = free_ports(12)
        self.config = self.folder / "sluice.yaml"
        self.config.write_text(self.text(settings, keys or {}))
        self.process = None

    @property
    def base(self):
        return f"http://127.0.0.1:{self.ports[0]}"

    def text(self, settings, keys):
        gateway, ops, *rest = self.ports
        names = ["site", *self.SERVICES]
        services = {
            name: f"listen: 127.0.0.1:{rest[2 * i]}, ops: 127.0.0.1:{rest[2 * i + 1]}"
            for i, name in enumerate(names)
        }
        upstreams = "".join(
            f'  {name}: {{servers: ["127.0.0.1:{rest[2 * i]}"]}}\n' for i, name in enumerate(names)
        )
        services["identity"] += ", demo: true"
        services["payment"] += ", demo: true"
        for name, value in keys.items():
            services[name] += f", {value}"
        lines = "".join(f"  {name}: {{{value}}}\n" for name, value in services.items())
        routes = "".join(
            f"  - {{path: {path}/**, upstream: {name}}}\n"
            for name, paths in self.ROUTES.items()
            for path in paths
        )
        return (
            f'gateway: {{listen: ["127.0.0.1:{gateway}"], ops: "127.0.0.1:{ops}"}}\n'
            f"upstreams:\n{upstreams}routes:\n{routes}"
            f"services:\n  base_url: http://127.0.0.1:{gateway}\n{lines}{settings}"
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
        """The pids of the supervisor's children, by role: a service's name, `postgres`, `redis-server`."""
        roles = {}
        listing = pathlib.Path(f"/proc/{self.process.pid}/task")
        for task in listing.iterdir():
            for pid in (task / "children").read_text().split():
                try:
                    # Servers rewrite their command line, never their name.
                    name = pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
                    words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                roles[words[1].decode() if name == self.program and len(words) > 1 else name] = int(pid)
        return roles

    def kill(self, role, number=signal.SIGKILL):
        pid = self.children().get(role)
        if pid:
            os.kill(pid, number)
        return pid

    def freeze(self, role, seconds):
        """Stops a server with all its processes for a while, as a machine that hangs does."""
        pid = self.kill(role, signal.SIGSTOP)
        if not pid:
            return False
        everyone = [pid]
        try:
            everyone += map(int, pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
            for process in everyone:
                os.kill(process, signal.SIGSTOP)
            time.sleep(seconds)
        finally:
            for process in everyone:
                try:
                    os.kill(process, signal.SIGCONT)
                except ProcessLookupError:
                    pass
        return True

    def audit(self, *flags):
        """What `sluice audit` says: its exit code and its text."""
        command = [self.binary, "audit", "--config", str(self.config), "--data", str(self.data), *flags]
        run = subprocess.run(command, capture_output=True, text=True)
        return run.returncode, run.stdout + run.stderr

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
