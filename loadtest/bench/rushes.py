"""One run of `sluice rush` against a sale, with what it cost each process."""

import json
import os
import resource
import subprocess
import tempfile


def rush(sale, *flags):
    """Runs it; returns its report, with `cpu`: microseconds of each process for each answer."""
    with tempfile.NamedTemporaryFile(suffix=".json", delete=False) as file:
        path = file.name
    command = [
        sale.binary, "rush", "--target", sale.target, "--codes", sale.codes, "--report", path,
        *map(str, flags)]
    before, own = sale.cpu(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, text=True, timeout=900)
    after, mine = sale.cpu(), resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
    except ValueError as error:
        raise RuntimeError(f"no report: {run.stdout}{run.stderr}") from error
    finally:
        os.unlink(path)
    spent = {role: after[role] - before.get(role, 0.0) for role in after}
    spent["generator"] = mine.ru_utime + mine.ru_stime - own.ru_utime - own.ru_stime
    answered = max(1, report["answered"])
    report["cpu"] = {role: 1e6 * seconds / answered for role, seconds in spent.items()}
    report["output"] = run.stdout
    return report
