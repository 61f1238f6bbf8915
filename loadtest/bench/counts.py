"""What a poll and an idle connection cost, counted and not timed: system calls, allocations, memory."""

import atexit
import os
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def head(port, path, headers):
    """The bytes of one request."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"] + [f"{k}: {v}" for k, v in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def read_answer(connection):
    """Reads one answer with a Content-Length; returns its status."""
    data = connection.recv(65536)
    start, _, body = data.partition(b"\r\n\r\n")
    length = int(re.search(rb"content-length: *(\d+)", start, re.I).group(1))
    while len(body) < length:
        body += connection.recv(65536)
    return int(start[9:12])


def polls(port, path, headers, number):
    """Sends so many polls one after the other on one kept connection."""
    request = head(port, path, headers)
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(number):
            connection.sendall(request)
            status = read_answer(connection)
            if status != 200:
                raise RuntimeError(f"a poll got {status}")


def polls_for(port, path, headers, seconds, depth):
    """Sends polls for so many seconds, `depth` of them at a time; returns how many were answered."""
    request, mark, number = head(port, path, headers), b"HTTP/1.1 200 OK\r\n", 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            connection.sendall(request * depth)
            answered, rest = 0, b""
            while answered < depth:
                data = connection.recv(1 << 20)
                if not data:
                    raise RuntimeError("the gateway closed")
                # Heads are counted, since the lengths of answers differ; one may be split between two reads.
                rest += data
                answered += rest.count(mark)
                rest = rest[-(len(mark) - 1):]
            number += depth
    return number


def system_calls(pid, port, path, headers, number=5000):
    """System calls a poll by name, counted with strace; those of the ticks in the background are left out."""
    with tempfile.NamedTemporaryFile("r", suffix=".strace") as file:
        tracer = subprocess.Popen(
            ["strace", "-c", "-f", "-qq", "-o", file.name, "-p", str(pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_traced(pid, tracer)
        polls(port, path, headers, number)
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)
        text = file.read()
    counts = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) >= 5 and words[3].isdigit() and words[-1] != "total":
            each = int(words[3]) / number
            if each >= 0.2:
                counts[words[-1]] = round(each, 1)
    return counts


def _wait_traced(pid, tracer):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if tracer.poll() is not None:
            raise RuntimeError("strace may not trace here")
        traced = 0
        tasks = os.listdir(f"/proc/{pid}/task")
        for task in tasks:
            with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as file:
                traced += "TracerPid:\t0\n" not in file.read()
        if traced == len(tasks):
            return
        time.sleep(0.02)
    raise RuntimeError("strace did not attach")


class AllocationCounter:
    """The library that counts allocations, and the file that it counts in."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="sluice-bench-count-")
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.library = os.path.join(self.folder, "allocations.so")
        self.file = os.path.join(self.folder, "count")
        compiler = next(c for c in ("cc", "clang", "gcc") if _found(c))
        subprocess.run(
            [compiler, "-O2", "-shared", "-fPIC", "-o", self.library, os.path.join(HERE, "allocations.c")],
            check=True, capture_output=True)

    @property
    def environment(self):
        return {"LD_PRELOAD": self.library, "SLUICE_ALLOCATIONS": self.file}

    def count(self):
        with open(self.file, "rb") as file:
            return struct.unpack("L", file.read(8))[0]

    def each_poll(self, port, path, headers, seconds=4):
        """Allocations that one poll more costs: the slope between few and many polls in the same time.

        The loop's ticks allocate by time, and more of them when it is busy than when it rests, so an idle
        span is no fair background.
        """
        few, many = [self._during(port, path, headers, seconds, depth) for depth in (1, 32)]
        return (many[1] - few[1]) / (many[0] - few[0]), many[0] / few[0]

    def _during(self, port, path, headers, seconds, depth):
        before = self.count()
        return polls_for(port, path, headers, seconds, depth), self.count() - before


def _found(program):
    return subprocess.run(["which", program], capture_output=True, check=False).returncode == 0


def memory(pid):
    """Bytes of memory that a process holds."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return int(re.search(r"^Rss: +(\d+)", file.read(), re.M).group(1)) * 1024


def idle_connections(pid, port, path, headers, number=9000):
    """Bytes of process memory for each of so many idle kept connections that have asked once."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, number + 500), hard))
    polls(port, path, headers, 5000)
    time.sleep(1)
    before = memory(pid)
    request, connections = head(port, path, headers), []
    try:
        for _ in range(number):
            connection = socket.create_connection(("127.0.0.1", port), timeout=10)
            connections.append(connection)
            connection.sendall(request)
            if read_answer(connection) != 200:
                raise RuntimeError("an idle connection was refused")
        time.sleep(2)
        after = memory(pid)
    finally:
        for connection in connections:
            connection.close()
    return (after - before) / number
