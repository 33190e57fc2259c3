"""`manage.py import_extract FILE… FOLDER…`: the same check, preview and commit as in the browser."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from aabenraa_plan.access import Action, may
from aabenraa_plan.audit.acting import acting
from aabenraa_plan.models import User
from extracts.actions import commit_examined, keep_upload, refuse_upload
from extracts.cpr import masked
from extracts.examining import Examined, Tell, examine, silent
from extracts.kinds import shipped
from extracts.models import DataVersion, Upload, UploadStatus
from extracts.problems import Severity, has_warnings
from extracts.reading import too_large

BLOCKED, WRONG_USE = 1, 2
IN_A_FOLDER = (".csv", ".txt", ".xlsx")
UNATTENDED = "Indlæst fra kommandolinjen, hvor advarsler meldes og ikke standser."


class Command(BaseCommand):
    help = "Check files and commit them. Exit 0: committed or nothing new. 1: at least one blocked. 2: wrong use."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="files, or folders of them, by name")
        parser.add_argument("--profile", choices=sorted(shipped()), help="default: recognised from the columns")
        parser.add_argument("--dry-run", action="store_true", help="check and compare, write nothing")
        parser.add_argument("--json", action="store_true", help="print a list with one object per file")
        parser.add_argument("--by", metavar="USER", help="username that stands as uploader (default: system)")
        parser.add_argument("--strict", action="store_true", help="warnings block too")

    def handle(self, *args, files, **options):
        user = None if options["dry_run"] else self.user(options["by"])
        paths = [path for given in files for path in files_at(given)]
        how = {name: options[name] for name in ("dry_run", "strict")} | {"profile": options["profile"] or ""}
        results = []
        with progress_bar(paths, hidden=options["json"]) as told_of:
            for path in paths:
                tell = told_of(path)
                with acting(user):
                    results.append(imported(path, by=user, tell=tell, **how))
                tell(100)
        self.stdout.write(as_json(results) if options["json"] else "\n".join(map(as_text, results)))
        if any(result["status"] == "blocked" for result in results):
            raise SystemExit(BLOCKED)

    def user(self, username):
        if not username:
            return User.objects.system()
        user = User.objects.filter(username=username).first()
        if not user or not may(user, Action.UPLOAD):
            raise CommandError(f"There is no user {username!r} who may upload.", returncode=WRONG_USE)
        return user


def files_at(given: Path) -> list[Path]:
    """The file itself, or the extracts in the folder in the order of their names, so that the newest comes last."""
    if given.is_file():
        return [given]
    if not given.is_dir():
        raise CommandError(f"{given} is neither a file nor a folder.", returncode=WRONG_USE)
    found = sorted(path for path in given.iterdir() if path.suffix.lower() in IN_A_FOLDER and path.is_file())
    if not found:
        raise CommandError(f"{given} holds no file that ends in {', '.join(IN_A_FOLDER)}.", returncode=WRONG_USE)
    return found


@contextmanager
def progress_bar(paths: list[Path], *, hidden: bool) -> Iterator:
    """A bar over the bytes of all files, on a terminal only; yields who tells it how far a file is."""
    sizes = {path: path.stat().st_size for path in paths}
    # `None` hides it where nobody looks at a terminal.
    with tqdm(total=sum(sizes.values()), unit="B", unit_scale=True, disable=hidden or None, leave=False) as bar:

        def told_of(path: Path) -> Tell:
            before = bar.n

            def tell(percent: int):
                bar.update(before + sizes[path] * percent // 100 - bar.n)

            bar.set_description(name_of(path)[:30])
            return tell

        yield told_of


def imported(path: Path, **how) -> dict:
    """One file; what goes wrong with it does not keep the next ones out."""
    try:
        return import_file(path, **how)
    except OSError as problem:
        message = f"Filen kan ikke læses: {problem.strerror}."
        return result(path, "blocked", errors=[{"line": None, "column": "", "text": "", "message": message}])


@transaction.atomic
def import_file(path: Path, *, profile: str, dry_run: bool, strict: bool, by, tell: Tell = silent) -> dict:
    """One file, all or nothing; the result as `--json` prints it."""
    size = path.stat().st_size
    if size > settings.MAX_UPLOAD_BYTES:
        message = too_large(size, settings.MAX_UPLOAD_BYTES)
        upload = None if dry_run else refuse_upload(file_name=name_of(path), size=size, message=message, by=by)
        problem = {"line": None, "column": "", "text": "", "message": message}
        return result(path, "blocked", errors=[problem], upload=upload)
    if not dry_run:
        # Nobody may commit between this look and the commit: there is no one here to look again.
        DataVersion.locked()
    data = path.read_bytes()
    examined = examine(data, profile=profile, tell=tell)
    blocked = examined.blocked or (strict and has_warnings(examined.problems))
    if not blocked and not examined.diff.writes:
        return result(path, "unchanged", examined, upload=committed_before(data))
    if dry_run:
        return result(path, "blocked" if blocked else "would_commit", examined)
    upload = keep_upload(examined, data=data, file_name=name_of(path), by=by, strict=strict)
    if not blocked:
        commit_examined(upload, examined, by=by, accepted=UNATTENDED if has_warnings(examined.problems) else "")
    return result(path, "blocked" if blocked else "committed", examined, upload=upload)


def name_of(path: Path) -> str:
    """The file's name as text that can be stored, whatever bytes the file system has in it."""
    return os.fsencode(path.name).decode(errors="replace")


def committed_before(data: bytes) -> Upload | None:
    return Upload.objects.filter(sha256=hashlib.sha256(data).hexdigest(), status=UploadStatus.COMMITTED).first()


def result(path: Path, status: str, examined: Examined | None = None, *, errors=None, upload=None) -> dict:
    found = {"error": list(errors or []), "warning": [], "notice": []}
    for problem in examined.problems if examined else []:
        entry = problem.as_dict()
        found[entry.pop("severity")].append(entry)
    diff = examined.diff if examined else None
    return {
        "file": masked(name_of(path)),
        "status": status,
        "new": len(diff.new) if diff else 0,
        "changed": len(diff.changed) if diff else 0,
        "unchanged": len(diff.unchanged) if diff else 0,
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "notices": found[Severity.NOTICE],
        "upload": upload.pk if upload else None,
    }


def as_json(results: list[dict]) -> str:
    return json.dumps(results, ensure_ascii=False, indent=2)


def as_text(outcome: dict) -> str:
    words = {
        "committed": "gemt",
        "unchanged": "intet nyt",
        "would_commit": "ville blive gemt",
        "blocked": "afvist, intet er ændret",
    }
    counts = f"{outcome['new']} nye, {outcome['changed']} ændrede, {outcome['unchanged']} uændrede"
    lines = [f"{outcome['file']}: {words[outcome['status']]} ({counts})"]
    kinds = {"fejl": "errors", "advarsel": "warnings", "bemærk": "notices"}
    for word, problems in ((word, outcome[name]) for word, name in kinds.items()):
        lines += [f"  {word}: {place(problem)}{problem['message']}" for problem in problems]
    return "\n".join(lines)


def place(problem: dict) -> str:
    parts = [f"linje {problem['line']}" if problem["line"] else "", problem["column"]]
    found = f" «{problem['text']}»" if problem["text"] else ""
    where = ", ".join(part for part in parts if part)
    return f"{where}{found}: " if where or found else ""
