"""Measures uploads: one process, one database. Times are medians of rounds in turn, in seconds."""

import io
import resource
from collections import defaultdict
from itertools import islice, product
from statistics import median
from time import perf_counter

import tablib
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from aabenraa_plan.models import Role, User
from benchmarks.upload_cases import AGAIN, COMMIT, LIBRARY, LIBRARY_LINES, PREVIEW, PREVIEW_LINES, RAW
from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import Area, Upload, UploadStatus
from extracts.numbers import parse_number
from extracts.periods import parse
from extracts.writing import prepared_column
from targets.models import Indicator, Observation, Unit

HEADER = ("indikator", "område", "periode", "værdi", "foreløbig", "kilde")
SOURCE = "Made for measuring"
# Rolling years, which every indicator may have whatever its usual period.
PERIODS = [f"{year}MAT{month:02d}" for year in range(2025, 1990, -1) for month in range(12, 0, -1)]


class NotMeasured(Exception):
    """What was to be measured did not happen."""


def lines(count: int, *, version: int = 0) -> list[tuple[str, ...]]:
    """So many lines of our own format: every indicator in every area, month by month back in time.

    Every other figure differs between versions; all lie between 0 and 99,99.
    """
    areas = list(Area.objects.values_list("name", flat=True))
    codes = Indicator.objects.exclude(unit=Unit.RANK).values_list("code", flat=True)
    keys = islice(product(PERIODS, codes, areas), count)
    return [(code, area, period, share(at, version), "nej", SOURCE) for at, (period, code, area) in enumerate(keys)]


def share(at: int, version: int) -> str:
    number = (at * 7919 + (version * 101 if at % 2 else 0)) % 10_000
    return f"{number // 100},{number % 100:02d}"


def as_file(rows: list[tuple[str, ...]]) -> bytes:
    return "".join(";".join(row) + "\n" for row in [HEADER, *rows]).encode()


def measure(*, count: int, rounds: int, out) -> dict:
    """Seconds by case, and the most memory the process had when only uploads had been made in it."""
    by, times = User.objects.system(), defaultdict(list)
    data, again = as_file(lines(count)), as_file(lines(count, version=1))
    empty()
    for turn in range(rounds):
        times[COMMIT].append(committed(data, by, count))
        if turn == 0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        times[AGAIN].append(committed(again, by, count // 2))
        empty()
        times[RAW].append(written_raw(count, by))
        empty()
        out.write(f"round {turn + 1}: " + ", ".join(f"{case} {found[-1]:.2f} s" for case, found in times.items()))
    return {case: median(found) for case, found in times.items()} | {"megabytes": memory}


def committed(data: bytes, by, changed: int) -> float:
    """The seconds of one commit; what the person has looked at before is not counted."""
    upload = receive_upload(data=data, file_name="maaling.csv", by=by)
    seen = preview(upload).digest
    began = perf_counter()
    done = commit_upload(upload=upload, seen=seen, by=by, accepted="Made for measuring")
    took = perf_counter() - began
    if done.new + done.changed != changed:
        raise NotMeasured(f"{done.new + done.changed} figures were written; {changed} were meant to be.")
    return took


def written_raw(count: int, by) -> float:
    """The seconds of writing the same rows, made ready beforehand, into the same table and nothing else."""
    now = timezone.now()
    upload = Upload.objects.create(
        file_name="raw", size=0, status=UploadStatus.COMMITTED, uploaded_by=by, committed_by=by, committed_at=now
    )
    fields = [field for field in Observation._meta.concrete_fields if not field.primary_key]
    as_copied, same = connection.vendor == "postgresql", {"upload_id": upload.pk, "recorded_at": now}
    columns = columns_of(lines(count))
    rows = list(zip(*[prepared_column(field, columns, same, as_copied) for field in fields], strict=False))
    names = ", ".join(field.column for field in fields)
    text = io.StringIO("".join("\t".join(row) + "\n" for row in rows) if as_copied else "")
    began = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        if as_copied:
            cursor.copy_expert(f"COPY targets_observation ({names}) FROM STDIN", text)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO targets_observation ({names}) VALUES ({marks})", rows)
    took = perf_counter() - began
    if Observation.objects.count() != count:
        raise NotMeasured("The raw rows were not written.")
    return took


def columns_of(rows: list[tuple[str, ...]]) -> dict[str, list]:
    """The values that the program would write for the lines."""
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    areas = dict(Area.objects.values_list("name", "pk"))
    codes, names, periods, values, *_ = zip(*rows, strict=True)
    return {
        "line": list(range(2, len(rows) + 2)),
        "indicator_id": [indicators[code] for code in codes],
        "area_id": [areas[name] for name in names],
        "period": list(periods),
        "period_end": [parse(period).end for period in periods],
        "value": [parse_number(value) for value in values],
        "source": [SOURCE] * len(rows),
    }


def empty():
    """Every observation away, past the guards: nothing of this database is kept."""
    with connection.cursor() as cursor:
        whole = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
        cursor.execute(f"{whole} targets_observation")


class ObservationResource(ModelResource):
    """What a project would write that took django-import-export: a field for each column, the rest filled in."""

    indikator = Field("indicator", "indikator", ForeignKeyWidget(Indicator, "code"))
    area = Field("area", "område", ForeignKeyWidget(Area, "name"))
    periode = Field("period", "periode")
    kilde = Field("source", "kilde")

    class Meta:
        model = Observation
        import_id_fields = ("indikator", "area", "periode")
        fields = ("indikator", "area", "periode", "kilde")

    def __init__(self, upload: Upload):
        super().__init__()
        self.upload = upload

    def before_save_instance(self, instance, row, **kwargs):
        instance.value, instance.period_end = parse_number(row["værdi"]), parse(row["periode"]).end
        instance.upload, instance.line, instance.recorded_at = self.upload, 1, timezone.now()


def measure_library() -> dict:
    """Ours and the library's seconds for the same lines, from a file to figures that are stored."""
    by, rows = User.objects.system(), lines(LIBRARY_LINES)
    empty()
    ours = committed(as_file(rows), by, LIBRARY_LINES)
    empty()
    upload = Upload.objects.create(
        file_name="x",
        size=0,
        status=UploadStatus.COMMITTED,
        uploaded_by=by,
        committed_by=by,
        committed_at=timezone.now(),
    )
    dataset, resource_ = tablib.Dataset(*rows, headers=HEADER), ObservationResource(upload)
    began = perf_counter()
    for dry_run in (True, False):
        resource_.import_data(dataset, dry_run=dry_run, raise_errors=True)
    took = perf_counter() - began
    if Observation.objects.count() != LIBRARY_LINES:
        raise NotMeasured("The library did not write the lines.")
    return {COMMIT: ours, LIBRARY: took}


def measure_preview(rounds: int) -> dict:
    """The seconds of the page that shows what a file would change, over figures of which half differ."""
    by, client = User.objects.create_user(username="measure", role=Role.ANALYST), Client()
    client.force_login(by)
    empty()
    committed(as_file(lines(PREVIEW_LINES)), by, PREVIEW_LINES)
    upload = receive_upload(data=as_file(lines(PREVIEW_LINES, version=1)), file_name="maaling.csv", by=by)
    times = []
    for _ in range(rounds):
        began = perf_counter()
        response = client.get(reverse("upload", args=[upload.pk]), secure=True)
        times.append(perf_counter() - began)
        if response.status_code != 200 or f"Gem {PREVIEW_LINES // 2 // 1000}.000 tal" not in response.content.decode():
            raise NotMeasured("The page does not show the preview.")
    return {PREVIEW: median(times)}
