"""`manage.py import_extract FILE…`: the same check, preview and commit as in the browser."""

import hashlib
import json
import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from aabenraa_plan.models import User
from extracts.actions import Examined, commit_upload, examine, keep_upload, refuse_upload
from extracts.cpr import masked
from extracts.kinds import profiles
from extracts.models import DataVersion, Upload, UploadStatus
from extracts.problems import Severity
from extracts.reading import too_large

BLOCKED, WRONG_USE = 1, 2
UNATTENDED = "Indlæst fra kommandolinjen, hvor advarsler meldes og ikke standser."


class Command(BaseCommand):
    help = "Check files and commit them. Exit 0: committed or nothing new. 1: at least one blocked. 2: wrong use."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--profile", choices=sorted(profiles()), help="default: recognised from the columns")
        parser.add_argument("--dry-run", action="store_true", help="check and compare, write nothing")
        parser.add_argument("--json", action="store_true", help="print a list with one object per file")
        parser.add_argument("--by", metavar="USER", help="username that stands as uploader (default: system)")
        parser.add_argument("--strict", action="store_true", help="warnings block too")

    def handle(self, *args, files, **options):
        user = None if options["dry_run"] else self.user(options["by"])
        for path in files:
            if not path.is_file():
                raise CommandError(f"{path} is not a file.", returncode=WRONG_USE)
        how = {name: options[name] for name in ("profile", "dry_run", "strict")}
        results = [import_file(path, by=user, **how) for path in files]
        self.stdout.write(as_json(results) if options["json"] else "\n".join(map(as_text, results)))
        if any(result["status"] == "blocked" for result in results):
            raise SystemExit(BLOCKED)

    def user(self, username):
        if not username:
            return User.objects.system()
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist:
            raise CommandError(f"There is no user {username!r}.", returncode=WRONG_USE) from None


@transaction.atomic
def import_file(path: Path, *, profile, dry_run: bool, strict: bool, by) -> dict:
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
    examined = examine(data, profile=profile)
    blocked = examined.blocked or (strict and bool(examined.problems))
    if not blocked and not examined.diff.writes:
        return result(path, "unchanged", examined, upload=committed_before(data))
    if dry_run:
        return result(path, "blocked" if blocked else "would_commit", examined)
    upload = keep_upload(examined, data=data, file_name=name_of(path), by=by, strict=strict)
    if not blocked:
        commit_upload(upload=upload, seen=examined.diff.digest, by=by, accepted=UNATTENDED)
    return result(path, "blocked" if blocked else "committed", examined, upload=upload)


def name_of(path: Path) -> str:
    """The file's name as text that can be stored, whatever bytes the file system has in it."""
    return os.fsencode(path.name).decode(errors="replace")


def committed_before(data: bytes) -> Upload | None:
    return Upload.objects.filter(sha256=hashlib.sha256(data).hexdigest(), status=UploadStatus.COMMITTED).first()


def result(path: Path, status: str, examined: Examined | None = None, *, errors=None, upload=None) -> dict:
    found = {"error": list(errors or []), "warning": []}
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
    for word, problems in (("fejl", outcome["errors"]), ("advarsel", outcome["warnings"])):
        lines += [f"  {word}: {place(problem)}{problem['message']}" for problem in problems]
    return "\n".join(lines)


def place(problem: dict) -> str:
    parts = [f"linje {problem['line']}" if problem["line"] else "", problem["column"]]
    found = f" «{problem['text']}»" if problem["text"] else ""
    where = ", ".join(part for part in parts if part)
    return f"{where}{found}: " if where or found else ""
