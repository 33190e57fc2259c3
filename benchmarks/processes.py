"""Measuring in a process of its own, because Django knows one database a process."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def result_of(command: str, options: list[str], address: str, *, key: str = "") -> dict:
    """What a management command of `benchmarks.settings` found in the database at that address.

    With a key of one's own, the sessions it makes are known to a site that has the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": address, "DEBUG": "false"}
        arguments = [sys.executable, "manage.py", command, *options, "--result", str(result)]
        environment = os.environ | settings | {"SECRET_KEY": key or secrets.token_hex()}
        finished = subprocess.run(arguments, cwd=ROOT, env=environment, check=False)
        if finished.returncode:
            sys.exit(finished.returncode)
        return json.loads(result.read_text(encoding="utf-8"))
