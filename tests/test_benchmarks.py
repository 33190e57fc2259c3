"""The measuring itself: what is filled, what is measured, what is complained of. No times are tested."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from benchmarks.cases import CASES, CHANGED, SAVING, UNCHANGED
from benchmarks.compared import Compared, one_table
from benchmarks.observations import BrokenOff, Shape, fill, periods_of_years, shape_for
from benchmarks.overview import Row, complaints
from benchmarks.overview import compared as overview_compared
from benchmarks.pages import measure
from benchmarks.report_times import measure_reports
from benchmarks.reports import compared as reports_compared
from benchmarks.reports import complaints as report_complaints
from benchmarks.uploads import Row as UploadRow
from benchmarks.uploads import Small, against_library, against_raw, preview_page
from extracts.models import Upload
from extracts.periods import parse
from targets.models import Indicator, Observation

pytestmark = pytest.mark.embedded


def row(figures=3000, *, ms=(2, 2.6, 6, 40, 40), queries=(2, 4, 9, 9, 12), rounds=60):
    numbers = zip(CASES, ms, queries, strict=True)
    cases = {case: {"ms": time, "queries": count, "rounds": rounds} for case, time, count in numbers}
    return Row("SQLite 3", figures, "leder", cases)


def test_ratios_on_their_limits_are_no_complaint():
    # 2.6 / 2 = 1.3 and 6 / 2 = 3; the last two are reported, not judged.
    assert complaints([row()]) == []


@pytest.mark.parametrize(("ms", "case"), [((2, 2.7, 6, 6, 6), UNCHANGED), ((2, 2, 6.1, 6, 6), CHANGED)])
def test_ratio_above_its_limit_is_named(ms, case):
    [complaint] = complaints([row(ms=ms)])
    assert f"leder: {case} takes" in complaint


def test_too_few_rounds_are_no_verdict():
    [complaint] = complaints([row(rounds=59)])
    assert "unchanged was measured 59 times; 60 needed" in complaint


def test_more_queries_with_more_figures_are_named():
    [complaint] = complaints([row(), row(10_000_000, queries=(2, 4, 10, 9, 12))])
    assert "10 000 000 figures" in complaint


def test_shape_takes_more_versions_only_where_the_areas_do_not_suffice():
    # 2 versions x 1000 series x 50 areas = 100 thousand; a million needs ten versions of every area.
    assert shape_for(100_000, series=1000, areas=100) == Shape(areas=50, versions=2)
    assert shape_for(1_000_000, series=1000, areas=100) == Shape(areas=100, versions=10)


def test_periods_are_twenty_whole_years():
    # 240 months, and the quarters and years wholly inside November 2006 to October 2026: 79 and 19.
    periods = periods_of_years(parse("2026M11").start)
    assert (len(periods), len(set(periods))) == (240 + 79 + 19, 240 + 79 + 19)
    assert {parse("2006M11"), parse("2026M10"), parse("2026Q3"), parse("2007")} <= set(periods)
    assert not {parse("2006M10"), parse("2026M11"), parse("2026Q4"), parse("2006")} & set(periods)


@pytest.mark.django_db
def test_fill_leaves_one_current_figure_a_key_and_earlier_versions_of_it():
    fill(Observation.objects.count() + 1, StringIO())
    codes = [period.code for period in periods_of_years(timezone.localdate())]
    own = Observation.objects.filter(indicator__code="fleksjobledighed", area__name="Aabenraa")
    made = own.filter(period__in=codes)
    assert made.current().count() == len(codes)
    assert made.exclude(superseded_at=None).count() == len(codes)
    assert Observation.objects.count() >= 2 * Indicator.objects.count() * len(codes)
    printed = own.current().get(period="2020M05")
    assert printed.value == Decimal("11.6")  # the plan's own figure stays the current one


@pytest.mark.django_db
def test_half_filled_database_is_refused(analyst):
    Upload.objects.create(file_name="Figures made for measuring", size=0, status="blocked", uploaded_by=analyst)
    with pytest.raises(BrokenOff, match="broken off"):
        fill(10_000, StringIO())


@pytest.mark.long
@pytest.mark.django_db
def test_every_case_is_measured_for_every_reader(settings):
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "benchmarks"]
    settings.ROOT_URLCONF = "benchmarks.empty_page"
    found = measure(rounds=1, changes=1, seconds=60)
    assert set(found) == {"leder", "godkender"}
    for cases in found.values():
        assert set(cases) == {*CASES, SAVING}
        assert {case["rounds"] for case in cases.values()} == {1}


def reports_measured(*, collected=0.5, first=2.5, front=2.6, rounds=60) -> dict:
    pages = {"empty": {"ms": 2, "rounds": 60, "queries": 2}, "front": {"ms": front, "rounds": rounds, "queries": 3}}
    seconds = {"collect": collected, "first PDF": first, "PDF": 0.1}
    return {"database": "SQLite 3", "seconds": seconds, "pages": pages, "size": {}}


def test_report_on_its_limits_is_no_complaint():
    # 0.5 + 2.5 = 3 s; 2.6 / 2 = 1.3.
    assert report_complaints([reports_measured()]) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": 2.6}, "a report takes 3.1 s as PDF; at most 3."),
        ({"front": 2.7}, "the front page takes 1.35 times the empty page; at most 1.3."),
        ({"rounds": 59}, "the front page was measured 59 times; 60 needed."),
    ],
)
def test_report_above_a_limit_is_named(changes, said):
    assert report_complaints([reports_measured(**changes)]) == [f"SQLite 3: {said}"]


@pytest.mark.long
@pytest.mark.django_db
def test_reports_are_measured_on_the_example(settings):
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "benchmarks"]
    settings.ROOT_URLCONF = "benchmarks.empty_page"
    call_command("load_examples", stdout=StringIO())
    found = measure_reports(rounds=1)
    assert set(found["seconds"]) == {"collect", "first PDF", "PDF"}
    assert found["size"]["goals"] == 17
    assert {case: page["rounds"] for case, page in found["pages"].items()} == {"empty": 1, "front": 1}


def test_one_table_shows_ours_beside_floor_and_peer():
    page = Compared("Overview", "SQLite 3", "ms", 2.6, "at most 1.3", 2.0, "empty page")
    file = Compared("Saving", "SQLite 3", "s", 0.5, "at most 1/50", peer=50.0, peer_is="library")
    alone = Compared("Report", "SQLite 3", "s", 0.33, "at most 3 s")
    assert one_table([page, file, alone])[2:] == [
        "| Overview | SQLite 3 | 2.6 ms | 2.0 ms (empty page) |  | 1.30 | at most 1.3 |",
        "| Saving | SQLite 3 | 0.50 s |  | 50.00 s (library) | 0.010 | at most 1/50 |",
        "| Report | SQLite 3 | 0.33 s |  |  |  | at most 3 s |",
    ]


def test_every_judged_case_stands_in_the_one_table():
    assert [each.what for each in overview_compared(row())] == [
        "Overview, unchanged, 3 000 figures, leder",
        "Overview, changed, 3 000 figures, leder",
    ]
    assert [each.ours for each in reports_compared(reports_measured())] == [3.0, 2.6]
    saved = UploadRow("PostgreSQL 15", "postgresql", 100_000, {"raw": 2.0, "commit": 3.0, "again": 6.0}, 200)
    assert (against_raw(saved).ratio, against_raw(saved).floor_is) == (1.5, "COPY")
    small = Small("SQLite 3", {"library": 40.0, "commit": 0.4}, preview=0.7)
    assert against_library(small).ratio == 0.01
    assert preview_page(small).ours == 0.7
