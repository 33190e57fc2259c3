"""What the code and the tracked files must not hold; read as text, so that it holds also for what no test runs."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("aabenraa_plan", "extracts", "targets", "budget", "initiatives", "reports")
CODE = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OUTWARD = {
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "ftplib",
    "telnetlib",
    "paramiko",
    "http.client",
    "urllib.request",
}
DANGEROUS = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "xml.etree.ElementTree", "xml.dom", "xml.sax", "yaml"}

# A secret as it would look; each is tried on an example below.
SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "password in an address": r"\b[a-z][a-z0-9+]*://[^\s/:@\"'{}<>]+:[^\s/@\"'{}<>]{6,}@[^\s\"']+",
    "cloud key": r"\bAKIA[0-9A-Z]{16}\b",
    "token of a code host": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})",
    "token of a chat": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "signed token": r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{10,}",
    "value of a secret": r"(?im)^\s*(?:export )?\w*(?:SECRET_KEY|PASSWORD|TOKEN|API_KEY)\s*=\s*[\w+/-]{20,}\s*$",
}
EXAMPLES = {
    "private key": "-----BEGIN RSA PRIVATE" + " KEY-----",
    "password in an address": "postgres://plan:hemmeligt" + "ord@db.example/plan",
    "cloud key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "token of a code host": "ghp_" + "a1" * 18,
    "token of a chat": "xoxb-" + "1234567890-abc",
    "signed token": "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + "." + "c" * 20,
    "value of a secret": "SECRET_KEY=" + "q7" * 20,
}


def tracked() -> list[Path]:
    """Every text file that is in the repository or would go into it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.fail("The files are listed by git, and there is no repository here.")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def text_in(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data[:4000] else data.decode(errors="replace")


@pytest.mark.parametrize("kind", SECRETS)
def test_pattern_finds_a_secret_of_its_kind(kind):
    assert re.search(SECRETS[kind], EXAMPLES[kind])


def test_no_secret_is_in_the_repository():
    texts = {path: text_in(path) for path in tracked()}
    found = [
        f"{path.relative_to(ROOT)}: {kind}"
        for kind, pattern in SECRETS.items()
        for path, text in texts.items()
        if any(":password@" not in hit.group() for hit in re.finditer(pattern, text))
    ]
    assert found == []
    assert not [path for path in texts if path.name == ".env" or path.suffix in (".pem", ".key", ".sqlite3")]


def test_code_and_templates_are_found_to_be_read():
    """Without any, nothing below would ever be amiss."""
    assert len(CODE) > 500
    assert len(TEMPLATES) > 200


@cache
def tree_of(path: Path) -> ast.AST:
    return ast.parse(path.read_text())


def imported(tree: ast.AST) -> set[str]:
    """Every module a file names, and what it takes from them: `from urllib import request` too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_code_of_ours_calls_out_or_reads_dangerous_formats():
    """Calls out: the mail server by Django, the municipality's own sign-in by allauth, and nothing of ours."""
    forbidden = OUTWARD | UNSAFE_MODULES
    found = {str(path.relative_to(ROOT)): imported(tree_of(path)) & forbidden for path in CODE}
    assert {path: names for path, names in found.items() if names} == {}


def calls(name_of) -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in CODE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and name_of(node)
    ]


def test_no_code_of_ours_is_made_from_text_or_passes_by_the_protections():
    assert calls(lambda call: isinstance(call.func, ast.Name) and call.func.id in DANGEROUS) == []
    assert [path for path in CODE if "csrf_exempt" in path.read_text() or "shell=True" in path.read_text()] == []
    assert [path for path in CODE if re.search(r"\.extra\(|RawSQL|\.raw\(", path.read_text())] == []


def test_no_file_that_comes_in_is_kept_on_the_disk():
    """A path made of a name somebody chose, or a folder that a web server hands out, cannot come of it."""
    kept = r"models\.(?:File|Image|FilePath)Field|default_storage"
    assert [path for path in CODE if re.search(kept, path.read_text())] == []


def test_markup_is_called_safe_only_where_every_word_in_it_is_escaped():
    # Drawings of our own; guides and help texts out of our own files, shown without any markup they held.
    known = {"reports/templatetags/reports.py", "aabenraa_plan/help/guides.py", "aabenraa_plan/help/texts.py"}
    assert {str(path.relative_to(ROOT)) for path in CODE if "mark_safe(" in path.read_text()} <= known
    # The drawing of a second step's key, made by the library from the key alone.
    drawn = ROOT / "templates/mfa/totp/activate_form.html"
    marked = {path for path in TEMPLATES if re.search(r"\|\s*safe\b|autoescape off|safeseq", path.read_text())}
    assert marked <= {drawn}
    assert drawn.read_text().count("|safe") == 1 and "totp_svg|safe" in drawn.read_text()


def test_no_page_has_style_script_or_handler_of_its_own():
    # Data in a script of another type is never run.
    inline = r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:"
    assert [str(path.relative_to(ROOT)) for path in TEMPLATES if re.search(inline, path.read_text())] == []


def sql_with_text(call: ast.Call) -> bool:
    """`execute(f"…")` and `execute("…" + x)`: a statement put together where it is run."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return (
        name in ("execute", "executemany") and bool(call.args) and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    )


def test_statements_put_together_as_text_hold_names_of_our_own_tables_only():
    """Each of these has been read: names of tables and columns from the models, and never a value."""
    known = {
        *("extracts/models/versions.py", "extracts/writing.py", "extracts/immutability.py"),
        *("reports/immutability.py", "budget/cases/net_zero.py", "aabenraa_plan/audit/immutability.py"),
        *(f"aabenraa_plan/running/backup/{name}.py" for name in ("contents", "on_postgresql", "on_sqlite")),
    }
    assert set(calls(sql_with_text)) <= known
