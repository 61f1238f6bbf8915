"""One measured burst of load with wrk, on the load core."""

import os
import re
import subprocess
import tempfile

from processes import cpu_seconds


def burst(url, pids, connections, seconds, core, method="GET", headers=None):
    """Runs wrk for some seconds; returns requests, processor seconds of the servers, and what went wrong."""
    script = [f'wrk.method = "{method}"']
    for name, value in (headers or {}).items():
        script.append(f'wrk.headers["{name}"] = "{value}"')
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as file:
        file.write("\n".join(script))
    try:
        before = cpu_seconds(pids)
        text = subprocess.run(
            [
                "taskset", "-c", str(core), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
                "-s", file.name, url,
            ],
            check=True, capture_output=True, text=True).stdout
        spent = cpu_seconds(pids) - before
    finally:
        os.unlink(file.name)
    requests = int(re.search(r"(\d+) requests in", text).group(1))
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: .*", text)
    return {
        "requests": requests,
        "cpu": spent,
        "per_cpu_second": requests / spent if spent else 0.0,
        "refused": int(refused.group(1)) if refused else 0,
        "broken": broken.group(0) if broken else "",
    }
