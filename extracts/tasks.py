"""What the worker does with large files: check, commit, revert. Its progress is written for the page to show."""

import traceback
from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from aabenraa_plan.access import Action, may
from aabenraa_plan.audit.acting import acting
from aabenraa_plan.audit.recording import updated
from aabenraa_plan.models import User
from extracts.actions import (
    NotCommittable,
    PreviewOutdated,
    WarningsUnanswered,
    commit_upload,
    note_findings,
    preview,
)
from extracts.examining import Examined
from extracts.known_profiles import kind_of
from extracts.models import Upload, UploadStatus, Work
from extracts.problems import error
from extracts.reverting import revert_upload

CHANGES_KEPT = 200
"""How many of a large file's changes its page shows."""
BROKEN = "Filen kunne ikke tjekkes på grund af en fejl i programmet. Giv besked til administratoren."
OUTDATED = "Nogen har gemt andre tal i mellemtiden, så filen er tjekket igen. Gennemse ændringerne. Intet er gemt."
MEANWHILE = "Filen er gemt, kasseret eller ændret imens. Intet er gjort. Gennemse den igen."
NOT_ALLOWED = "Den, der bad om det, må ikke længere indlæse udtræk. Intet er gjort."
BEGUN = 1
NOT_DONE = "Det lykkedes ikke på grund af en fejl i programmet. Intet er ændret. Prøv igen."


class MayNot(Exception):
    """The person who asked may no longer do it."""


class WorkFailed(Exception):
    """Something in the program went wrong; the message says where."""


@task()
def check(pk: int):
    upload = Upload.objects.get(pk=pk)
    if upload.work != Work.CHECK:
        return
    teller(pk)(BEGUN)
    with acting(upload.uploaded_by):
        checked(pk, upload)


def checked(pk: int, upload: Upload):
    try:
        examined = preview(upload, tell=teller(pk))
        note_findings(upload, examined)
        upload.findings = findings_of(upload, examined)
    except Exception as problem:
        upload.problems, upload.status, upload.work = [error(BROKEN).as_dict()], UploadStatus.BLOCKED, Work.NONE
        raise WorkFailed("".join(traceback.format_tb(problem.__traceback__))) from None
    finally:
        # Discarded while it was checked, it stays discarded.
        updated(Upload.objects.filter(pk=pk, work=Work.CHECK), **values_of(upload))


def values_of(upload: Upload) -> dict:
    names = ("profile", "profile_version", "table", "reading", "problems", "warned", "new", "changed", "unchanged")
    return {name: getattr(upload, name) for name in (*names, "status", "work", "findings", "content", "sha256")}


def teller(pk: int) -> Callable[[int], None]:
    def tell(percent: int):
        Upload.objects.filter(pk=pk).update(progress=percent, progress_at=timezone.now())

    return tell


def findings_of(upload: Upload, examined: Examined) -> dict | None:
    """What the page of a large file shows without looking through it again."""
    if not upload.profile or examined.blocked:
        return None
    kind, diff = kind_of(upload), examined.diff
    rows = [asdict(row) for row in kind.change_rows(diff.writes[:CHANGES_KEPT])]
    return {"digest": examined.digest, "effects": kind.effect(diff), "changes": rows}


@task()
def commit(pk: int, seen: str, accepted: str, by: int):
    def act(upload: Upload):
        user = allowed(by)
        with acting(user):
            commit_upload(upload=upload, seen=seen, by=user, accepted=accepted)

    worked(pk, Work.COMMIT, act)


@task()
def revert(pk: int, by: int):
    def act(upload: Upload):
        user = allowed(by)
        with acting(user):
            revert_upload(upload=upload, by=user)

    worked(pk, Work.REVERT, act)


def worked(pk: int, work: Work, act: Callable[[Upload], None]):
    """Do it, unless it is done already; where it could not be done, the page says so and offers it again."""
    upload = Upload.objects.get(pk=pk)
    if upload.work != work:
        return
    teller(pk)(BEGUN)
    try:
        act(upload)
    except PreviewOutdated:
        again = Upload.objects.filter(pk=pk, work=work, status=UploadStatus.READY)
        if updated(again, status=UploadStatus.UPLOADED, work=Work.CHECK):
            check.call(pk=pk)
            say(pk, OUTDATED)
    except (NotCommittable, WarningsUnanswered):
        say(pk, MEANWHILE, done_with=work)
    except MayNot:
        say(pk, NOT_ALLOWED, done_with=work)
    except Exception as problem:
        say(pk, NOT_DONE, done_with=work)
        # Where it happened, but not its message, which is stored with the task: it could quote the file.
        raise WorkFailed("".join(traceback.format_tb(problem.__traceback__))) from None


@transaction.atomic
def say(pk: int, message: str, *, done_with: Work = Work.NONE):
    """Leave a word for the page; what was asked for is no longer waited for, unless something else is by now."""
    upload = Upload.objects.select_for_update().get(pk=pk)
    upload.findings = (upload.findings or {}) | {"said": message}
    upload.work = Work.NONE if upload.work == done_with else upload.work
    upload.save(update_fields=["findings", "work"])


def allowed(pk: int) -> User:
    """The person who asked, if they still may."""
    user = User.objects.get(pk=pk)
    if not may(user, Action.UPLOAD):
        raise MayNot
    return user


WORKS = {Work.CHECK: check, Work.COMMIT: commit, Work.REVERT: revert}
