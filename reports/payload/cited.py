"""Which sources and files a year's money rests on: the adopted lines, and what is booked up to the status month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localtime

from budget.lines import LINE
from budget.models import BudgetLine, BudgetVersion, LedgerEntry
from budget.months import month_of, months_of
from budget.reporting import YearStatus
from extracts.models import Upload
from reports.payload.shapes import File, Source

UNNAMED = "Kilden er ikke oplyst"
COLUMNS = ("source", "upload", "invented", *LINE)


@dataclass(frozen=True)
class Cited:
    """A line's figures of one source and file, with the code of the newest of their periods."""

    source: str
    upload: int
    invented: bool
    line: tuple
    newest: str


def cited(status: YearStatus, moment: datetime | None) -> tuple[list[Source], list[File]]:
    """Three queries, however many figures."""
    year, through = status.year, status.month.number if status.month else 0
    lines = BudgetLine.objects.as_of(moment).filter(year=year, version=BudgetVersion.ADOPTED, amount__isnull=False)
    months = [month.code for month in months_of(year)[:through]]
    entries = LedgerEntry.objects.as_of(moment).filter(period__in=months)
    adopted = [(*row, str(year)) for row in lines.order_by().values_list(*COLUMNS)]
    booked = entries.order_by().values_list(*COLUMNS).annotate(Max("period"))
    found = [
        Cited(source, upload, invented, tuple(line), newest)
        for source, upload, invented, *line, newest in (*adopted, *booked)
    ]
    return sources_in(found), files_of_uploads({each.upload for each in found})


def sources_in(found: Iterable[Cited]) -> list[Source]:
    """Each source once, with how many lines it says something of."""
    by_name: dict[str, list[Cited]] = {}
    for each in sorted(found, key=lambda each: (each.newest, each.source)):
        by_name.setdefault(each.source, []).append(each)
    return [source_of(name, rows) for name, rows in by_name.items()]


def source_of(name: str, rows: Sequence[Cited]) -> Source:
    newest = max(each.newest for each in rows)
    label = month_of(newest).label if "M" in newest else newest
    return Source(name or UNNAMED, len({each.line for each in rows}), label, any(each.invented for each in rows))


def files_of_uploads(keys: set[int]) -> list[File]:
    uploads = Upload.objects.light().select_related("uploaded_by").filter(pk__in=keys).order_by("committed_at", "pk")
    return [
        File(each.file_name, str(each.uploaded_by), localtime(each.committed_at).isoformat(), each.sha256)
        for each in uploads
    ]
