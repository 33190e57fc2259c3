"""What the figures of a run were measured on: no name of the machine, no paths."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path


def described(databases: list[str], command: str) -> list[str]:
    """Lines of Markdown for the head of a table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    programs = [f"Python {platform.python_version()}", f"Django {version('django')}", *dict.fromkeys(databases)]
    return [
        f"- Date: {date.today().isoformat()}",
        f"- Machine: {processor()}, {os.cpu_count()} cores, {memory:.0f} GB memory; {', '.join(programs)}",
        f"- Busy: {os.getloadavg()[2]:.1f} processes at a time in the last quarter of an hour (this one alone is 1)",
        f"- Command: `{command}`",
    ]


def processor() -> str:
    """The processor's model, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
