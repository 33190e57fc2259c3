"""`make audit`: known weaknesses of the packages we use, asked of the public databases from a throw-away environment.

Exit 0: every package was looked up and none has a known weakness · 1: some have · 2: the databases were not reached.
A package that was not looked up is never counted as a good one.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOL = "pip-audit==2.10.1"
FINE, WEAK, NOT_ASKED = 0, 1, 2


def said(*command: str, path: str = "") -> str:
    """What it printed. Its exit code is not asked: both tools end alike for a weakness and for no answer."""
    environment = os.environ | {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return finished.stdout


def read(text: str) -> dict:
    try:
        return json.loads(text)
    except ValueError:
        return {}


def python_packages(folder: Path) -> dict:
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    subprocess.run([programs / "pip", "install", "--quiet", "--disable-pip-version-check", TOOL], check=True)
    options = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
    return read(said(str(programs / "pip-audit"), "-r", "requirements.txt", "-r", "requirements-dev.txt", *options))


def python_verdict(found: dict) -> tuple[int, list[str]]:
    packages = found.get("dependencies", [])
    weak = [each for each in packages if each.get("vulns")]
    not_asked = [each for each in packages if "skip_reason" in each]
    lines = [
        f"{each['name']} {each.get('version', '')}: {', '.join(one['id'] for one in each['vulns'])}" for each in weak
    ]
    if not packages or not_asked:
        count = len(not_asked) or "all"
        lines.append(f"Python: {count} packages could not be looked up: the database was not reached.")
    else:
        lines.append(f"Python: {len(packages)} packages were looked up.")
    return WEAK if weak else NOT_ASKED if not packages or not_asked else FINE, lines


def npm_verdict(found: dict) -> tuple[int, list[str]]:
    if "vulnerabilities" not in found:
        return NOT_ASKED, ["npm: the packages could not be looked up: the database was not reached."]
    lines = [f"{name}: {each['severity']}" for name, each in found["vulnerabilities"].items()]
    count = found.get("metadata", {}).get("dependencies", {}).get("total", 0)
    return WEAK if lines else FINE, [*lines, f"npm: {count} packages were looked up."]


def main():
    with tempfile.TemporaryDirectory() as folder:
        verdicts = [python_verdict(python_packages(Path(folder)))]
    verdicts.append(npm_verdict(read(said("npm", "audit", "--json", path=str(Path(sys.executable).parent)))))
    for _, lines in verdicts:
        print("\n".join(lines))
    ends = {end for end, _ in verdicts}
    sys.exit(WEAK if WEAK in ends else NOT_ASKED if NOT_ASKED in ends else FINE)


if __name__ == "__main__":
    main()
