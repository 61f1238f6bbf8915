"""Starts the servers under test on free loopback ports and counts their processor time."""

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    """A loopback port that nobody uses now, below those that the kernel gives to outgoing connections."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def children(pid):
    """The process ids below one process."""
    found = []
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return found
    for task in tasks:
        try:
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                below = [int(word) for word in file.read().split()]
        except OSError:
            continue
        for child in below:
            found += [child] + children(child)
    return found


def cpu_seconds(pids):
    """User and system seconds of processes, all their threads and their children, dead ones included.

    Read from /proc/PID/schedstat of each thread (nanoseconds) where it is there, else from the ticks of
    /proc/PID/stat.
    """
    total = 0.0
    for pid in pids:
        for process in [pid] + children(pid):
            total += _cpu_of(process)
    return total


def _cpu_of(pid):
    try:
        nanoseconds = 0
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
                nanoseconds += int(file.read().split()[0])
        if nanoseconds:
            return nanoseconds / 1e9
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    except OSError:
        return 0.0


class Server:
    """One server process, pinned to one core, with a folder of its own that goes away with it."""

    def __init__(self, name, command, ready, core, environment=None, prepare=None):
        self.name = name
        self.folder = tempfile.mkdtemp(prefix=f"sluice-bench-{name}-")
        if prepare:
            prepare(self.folder)
        self.log = open(os.path.join(self.folder, "log"), "wb")
        words = ["taskset", "-c", str(core)] + [word.replace("@DIR@", self.folder) for word in command]
        self.process = subprocess.Popen(
            words, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})})
        deadline = time.monotonic() + 20
        while not ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                with open(os.path.join(self.folder, "log"), "rb") as file:
                    text = file.read().decode(errors="replace")[-2000:]
                self.stop()
                raise RuntimeError(f"{name} did not start: {text}")
            time.sleep(0.02)

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        """Ends the process, by its id, and removes its folder."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def port_answers(port):
    """A check whether something listens on a loopback port."""
    def check():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0
    return check


def socket_answers(path):
    """A check whether something listens on a Unix socket."""
    def check():
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(path) == 0
    return check
