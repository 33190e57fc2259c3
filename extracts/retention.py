"""What has been kept long enough: files, sign-ins, ended sessions and the worker's results. Figures stay for good.

A deleted file leaves its name, hash, size, who and when; every figure keeps its line. `docs/data-protection.md`
says why each term is as long as it is.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aabenraa_plan.audit.recording import updated
from aabenraa_plan.days import beginning_of
from aabenraa_plan.models import SignIn
from extracts.kinds import REGISTERED
from extracts.models import Upload, UploadStatus, Work

NEVER_SAVED_DAYS = 30
"""A file that was refused or discarded may hold what never should have been sent."""
RESULT_DAYS = 30
SAVED = (UploadStatus.COMMITTED, UploadStatus.REVERTED)


@dataclass(frozen=True)
class Expired:
    """A heap of things past their term, and what deletes it."""

    what: str
    things: QuerySet
    delete: Callable[[], object]


def all_expired(now: datetime) -> list[Expired]:
    books, others = saved_files(now)
    results = DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(days=RESULT_DAYS))
    sign_ins = SignIn.objects.filter(at__lt=months_before(now, settings.RETAIN_SIGN_INS_MONTHS))
    sessions = Session.objects.filter(expire_date__lt=now)
    never_saved = files_never_saved(now)
    return [
        Expired("saved files of budget and spending", books, lambda: delete_saved(books, now)),
        Expired("other saved files", others, lambda: delete_saved(others, now)),
        Expired("files that were never saved", never_saved, lambda: delete_never_saved(never_saved, now)),
        Expired("sign-ins", sign_ins, sign_ins.delete),
        Expired("ended sessions", sessions, sessions.delete),
        Expired("finished tasks of the worker", results, results.delete),
    ]


def kept_files(now: datetime) -> QuerySet[Upload]:
    """Those whose bytes are there and that nobody is working on: a worker that was stopped comes back within days."""
    idle = Q(work=Work.NONE) | Q(progress_at__lt=now - timedelta(days=NEVER_SAVED_DAYS))
    return Upload.objects.filter(idle, content__isnull=False, file_deleted_at=None)


def saved_files(now: datetime) -> tuple[QuerySet[Upload], QuerySet[Upload]]:
    """Those of budget and spending, kept from the end of their year as the books are, and all others."""
    codes = {kind.code for kind in REGISTERED.values() if kind.is_bookkeeping}
    profiles = [profile.code for code in codes for profile in REGISTERED[code].profiles]
    bookkeeping, saved = Q(profile__in=profiles) | Q(profile_version__kind__in=codes), kept_files(now)
    saved = saved.filter(status__in=SAVED)
    books = saved.filter(bookkeeping, committed_at__lt=year_before(now, settings.RETAIN_BOOKKEEPING_MONTHS))
    others = saved.filter(committed_at__lt=months_before(now, settings.RETAIN_UPLOADS_MONTHS))
    return books, others.exclude(pk__in=saved.filter(bookkeeping).values("pk"))


def files_never_saved(now: datetime) -> QuerySet[Upload]:
    """Refused or put aside a month ago, or waiting for somebody or the worker for as long as saved files are kept."""
    turned_down = Q(
        status__in=[UploadStatus.BLOCKED, UploadStatus.DISCARDED],
        uploaded_at__lt=now - timedelta(days=NEVER_SAVED_DAYS),
    )
    waiting = [UploadStatus.READY, UploadStatus.UPLOADED]
    forgotten = Q(status__in=waiting, uploaded_at__lt=months_before(now, settings.RETAIN_UPLOADS_MONTHS))
    return kept_files(now).filter(turned_down | forgotten)


def delete_saved(files: QuerySet[Upload], now: datetime):
    """The bytes and the first lines that were shown of them. Figures, lines, name and hash stay."""
    for upload in list(files.only("pk", "reading")):
        reading = {name: said for name, said in upload.reading.items() if name != "sample"}
        updated(files.filter(pk=upload.pk), content=None, file_deleted_at=now, reading=reading)


def delete_never_saved(files: QuerySet[Upload], now: datetime):
    """With all that was read out of them; nobody is asked to look at them any more."""
    nothing = {"reading": {}, "problems": [], "findings": None, "warned": 0}
    updated(files, content=None, file_deleted_at=now, status=UploadStatus.DISCARDED, work=Work.NONE, **nothing)


def months_before(now: datetime, months: int) -> datetime:
    """The same day of the month so long ago, or the month's last; from the day's beginning."""
    today = timezone.localdate(now)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return beginning_of(date(year, month + 1, day))


def year_before(now: datetime, months: int) -> datetime:
    """The beginning of the year that day lies in: what is older has ended its own year so long ago."""
    return beginning_of(date(timezone.localdate(months_before(now, months)).year, 1, 1))
