"""`make run`: the site and the worker for large files, side by side; when one ends, so does the other."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

MANAGE = (sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py"))
PATIENCE = 10
"""Seconds that a process may take to end."""


def main(port: str):
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    commands = ["db_worker", "--no-reload"], ["runserver", "--noreload", f"127.0.0.1:{port}"]
    processes = [subprocess.Popen([*MANAGE, *command]) for command in commands]
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    ended = [process.returncode for process in processes if process.returncode is not None]
    for process in processes:
        stop(process)
    sys.exit(max(ended, default=0))


def stop(process: subprocess.Popen):
    process.terminate()
    try:
        process.wait(PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()


if __name__ == "__main__":
    main(os.environ.get("PORT", "8000"))
