"""The peers: nginx in three roles, Redis, and the gateway itself."""

import atexit
import os
import shutil

from processes import Server, free_port, port_answers, socket_answers

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(os.path.dirname(HERE), "peers")
ROOT = os.path.dirname(os.path.dirname(HERE))
GATEWAY = os.path.join(ROOT, ".build", "release", "sluice")


def nginx(name, template, core, **values):
    """nginx with one of our configurations; returns the server and its port."""
    port = free_port()

    def prepare(folder):
        with open(os.path.join(PEERS, template), encoding="utf-8") as file:
            text = file.read()
        for key, value in {"DIR": folder, "PORT": str(port), **values}.items():
            text = text.replace(f"@{key}@", str(value))
        with open(os.path.join(folder, "nginx.conf"), "w", encoding="utf-8") as file:
            file.write(text)

    server = Server(
        name, ["nginx", "-p", "@DIR@", "-c", "@DIR@/nginx.conf"], port_answers(port), core, prepare=prepare)
    server.port = port
    return server


def redis(core):
    """A private Redis on a Unix socket, without a file of its own: the peers get the same."""
    import tempfile
    folder = tempfile.mkdtemp(prefix="sluice-bench-socket-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = os.path.join(folder, "redis.sock")
    server = Server(
        "redis",
        [
            "redis-server", "--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no",
            "--dir", "@DIR@",
        ],
        socket_answers(path), core)
    server.path = path
    return server


SETTINGS = """keys: {folder}/keys
redis: unix:{redis}
gateway:
  listen: [127.0.0.1:{port}]
  ops: 127.0.0.1:{ops}
  loops: 1
upstreams:
  site:
    servers: [127.0.0.1:{upstream}]
rooms:
  - name: line
    match: [{{path: /line/**}}]
    upstream: site
    mode: always
    rate: 0.001
    capacity: 1
  - name: open
    match: [{{path: /**}}]
    upstream: site
    mode: auto
    rate: 100000
    capacity: 1000000
    session: {{start: 10m, idle: 10m, max: 1h}}
"""


def gateway(redis_server, upstream_port, core, environment=None):
    """Sluice's gateway with one loop, as its users run it; returns the server and its ports."""
    port, ops = free_port(), free_port()

    def prepare(folder):
        with open(os.path.join(folder, "sluice.yaml"), "w", encoding="utf-8") as file:
            file.write(SETTINGS.format(
                folder=folder, redis=redis_server.path, port=port, ops=ops, upstream=upstream_port))

    def ready():
        import urllib.request
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{ops}/readyz", timeout=1).status == 200
        except OSError:
            return False

    server = Server(
        "gateway", [GATEWAY, "gateway", "--config", "@DIR@/sluice.yaml"], ready, core, environment, prepare)
    server.port, server.ops = port, ops
    return server
