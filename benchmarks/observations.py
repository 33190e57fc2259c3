"""Fills a database with as many observations as asked for: the real reference data and examples, then SQL.

Every indicator gets twenty years of months, quarters and years for as many areas as it takes, the own
municipality and the country first, and each figure at least one earlier version. The rows lie in the order
in which uploads would have brought them, year by year and area beside area, so that one series is spread
over the whole table as it is in real life.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from time import monotonic

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from aabenraa_plan.models import User
from extracts.models import Area, AreaKind, DataVersion, Upload, UploadStatus
from extracts.periods import MONTHS_IN, Kind, Period, first_of, month_number
from targets.models import Indicator, Observation
from targets.spec import OWN_AREA

FILE_NAME = "Figures made for measuring"
YEARS = 20
FEWEST_VERSIONS = 2
SECONDS = 3600
"""A fill that takes longer is given up."""
KINDS = (Kind.MONTH, Kind.QUARTER, Kind.YEAR)

TABLES = (
    "CREATE TEMPORARY TABLE made_area (id bigint PRIMARY KEY)",
    "CREATE TEMPORARY TABLE made_period "
    "(number integer PRIMARY KEY, code varchar(12), period_end date, years_ago integer)",
)
# Values lie between 40 and 75 in the indicator's unit, whole but for shares; shares of persons have their parts.
# A figure that the examples brought stays the current one.
YEAR_OF_ROWS = """
INSERT INTO targets_observation (state, provisional, invented, note, source, upload_id, line, recorded_at,
    superseded_at, indicator_id, area_id, period, period_end, value, numerator, denominator)
SELECT 'value', false, false, '', '', %(upload)s, made.line, %(recorded)s, %(superseded)s,
    made.indicator_id, made.area_id, made.code, made.period_end,
    CASE WHEN made.is_ratio THEN NULL ELSE made.whole * %(one)s + made.tenths * %(one)s / 10 END,
    CASE WHEN made.is_ratio THEN (made.whole * 10 + made.tenths) * %(one)s END,
    CASE WHEN made.is_ratio THEN (1000 + made.tenths) * %(one)s END
FROM (
    SELECT indicator.id AS indicator_id, area.id AS area_id, period.code, period.period_end, period.number AS line,
        indicator.unit = 'percent' AND indicator.derivation = 'ratio' AS is_ratio,
        40 + (indicator.id * 7 + area.id * 3) %% 20 + (period.number * 13 + %(version)s * 5 + area.id) %% 15 AS whole,
        CASE WHEN indicator.unit = 'percent' THEN (period.number + %(version)s) %% 10 ELSE 0 END AS tenths
    FROM made_period period CROSS JOIN targets_indicator indicator CROSS JOIN made_area area
    WHERE period.years_ago = %(years_ago)s
) made
ORDER BY made.period_end, made.line, made.indicator_id, made.area_id
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Shape:
    """How many areas and versions of every figure make up a number of observations."""

    areas: int
    versions: int


def shape_for(size: int, *, series: int, areas: int) -> Shape:
    """As many areas as possible with the fewest versions; more versions where the areas do not suffice."""
    versions = max(FEWEST_VERSIONS, ceil(size / (series * areas)))
    return Shape(min(areas, ceil(size / (series * versions))), versions)


class BrokenOff(Exception):
    """The database is not filled, and says why."""


def fill(size: int, out):
    """Bring an empty database to at least `size` observations; a filled one is left as it is."""
    if not Observation.objects.exists():
        call_command("load_plans", stdout=out)
        call_command("load_examples", stdout=out)
    known = Observation.objects.count()
    if known >= size:
        return
    if Upload.objects.filter(file_name=FILE_NAME).exists():
        raise BrokenOff(f"The fill was broken off at {known} observations. Delete the database and begin again.")
    make_observations(size, out)
    settle()


def make_observations(size: int, out):
    series = periods_of_years(timezone.localdate())
    areas = sorted(Area.objects.all(), key=lambda area: (area.name != OWN_AREA, area.kind == AreaKind.MUNICIPALITY))
    shape = shape_for(size, series=len(series) * Indicator.objects.count(), areas=len(areas))
    make_tables(series, areas[: shape.areas])
    upload = made_upload()
    began, now = monotonic(), timezone.now() - timedelta(days=1)
    unguarded()
    for years_ago in range(YEARS - 1, -1, -1):
        for version in range(1, shape.versions + 1):
            make_year(years_ago, version, shape.versions, upload, now)
        seconds = monotonic() - began
        out.write(f"{YEARS - years_ago} of {YEARS} years filled, {seconds:.0f} s\n")
        out.flush()
        if seconds > SECONDS:
            raise BrokenOff(f"The fill takes more than {SECONDS} s here. Ask for fewer observations.")
    guarded()


def periods_of_years(today) -> list[Period]:
    """Every whole month, quarter and year of the last twenty, before this month."""
    end = month_number(today)
    starts = range(end - YEARS * 12, end)
    return [
        Period(kind, first_of(start))
        for kind in KINDS
        for start in starts
        if start % MONTHS_IN[kind] == 0 and start + MONTHS_IN[kind] <= end
    ]


def make_tables(series: list[Period], areas: list[Area]):
    this_month = month_number(timezone.localdate())
    rows = [
        (
            number,
            period.code,
            connection.ops.adapt_datefield_value(period.end),
            (this_month - month_number(period.end)) // 12,
        )
        for number, period in enumerate(sorted(series), 1)
    ]
    with connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)
        cursor.executemany("INSERT INTO made_area VALUES (%s)", [(area.pk,) for area in areas])
        cursor.executemany("INSERT INTO made_period VALUES (%s, %s, %s, %s)", rows)


def made_upload() -> Upload:
    system = User.objects.system()
    return Upload.objects.create(
        file_name=FILE_NAME,
        size=0,
        status=UploadStatus.COMMITTED,
        uploaded_by=system,
        committed_by=system,
        committed_at=timezone.now() - timedelta(days=1),
    )


def recorded(years_ago: int, version: int, versions: int, now: datetime) -> datetime:
    """When a version of a year's figures came: ten days after the one before it."""
    return now - timedelta(days=365 * years_ago + 10 * (versions - version))


@transaction.atomic
def make_year(years_ago: int, version: int, versions: int, upload: Upload, now: datetime):
    is_newest = version == versions
    moment = connection.ops.adapt_datetimefield_value(recorded(years_ago, version, versions, now))
    closed = connection.ops.adapt_datetimefield_value(recorded(years_ago, version + 1, versions, now))
    values = {
        "upload": upload.pk,
        "years_ago": years_ago,
        "version": version,
        "recorded": moment,
        "superseded": None if is_newest else closed,
        "one": 10 ** Observation._meta.get_field("value").places,
    }
    with connection.cursor() as cursor:
        cursor.execute(YEAR_OF_ROWS, values)
    DataVersion.raised()


def unguarded():
    """Leave out what is true by construction: the look-up of three foreign keys for every row."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")


def guarded():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")


def settle():
    """What the database does of itself in time: statistics, and on PostgreSQL the map of visible rows."""
    in_transaction = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" and not in_transaction else "ANALYZE")
