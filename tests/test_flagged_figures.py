"""The flags of stored figures: what the database adds to the pure rules."""

from datetime import date, timedelta

import pytest

from extracts.reverting import revert_upload
from targets.models import Indicator, Plan
from targets.reporting import assess_plan

# Fleksjobledighed is published 75 days after the month, and its newest month is provisional by nature.
OUT = date(2026, 12, 20)  # September 2026 is out since 15 December, October not yet
pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


EXAMPLE_AND_REAL = (("12,4", "eksempeldata"), ("12,0", "x"))


def flags(code, *, today=OUT, plan="bp23", **options):
    goals = assess_plan(Plan.objects.get(slug=plan), today=today, **options)
    [row] = [row for goal in goals if goal.goal.code == code for row in goal.targets]
    return [raised.flag.value for raised in row.assessment.flags]


def month(number, value):
    return f"fleksjobledighed;Aabenraa;2026M{number:02d};{value};;;;;x"


def test_newest_published_month_is_provisional_by_nature(load):
    load(month(9, "12"))
    assert flags("2") == ["provisional", "awaiting_source"]


def test_older_month_is_final_but_stale(load):
    load(month(8, "12"))
    assert flags("2", today=date(2027, 1, 10)) == ["stale"]


def test_indicator_whose_source_never_changes_figures_is_not_provisional(load):
    Indicator.objects.filter(code="fleksjobledighed").update(newest_is_provisional=False)
    load(month(9, "12"))
    assert flags("2") == ["awaiting_source"]


def test_figure_closer_to_the_limit_than_its_usual_revision_is_too_close_to_call(load, receive, commit):
    # Eight months are each corrected by 0,4; the ninth stands 0,2 from the limit of 10.
    load(*[month(number, "12,0") for number in range(1, 9)], month(9, "10,2"))
    assert "too_close" not in flags("2")
    corrected = commit(receive(*[month(number, "11,6") for number in range(1, 9)]), accepted="Rettelser")
    assert "too_close" in flags("2")
    assert "too_close" not in flags("2", as_of=corrected.committed_at - timedelta.resolution)


def test_seven_revisions_are_too_few_to_call_anything_too_close(load, receive, commit):
    load(*[month(number, "12,0") for number in range(1, 9)], month(9, "10,2"))
    commit(receive(*[month(number, "11,6") for number in range(1, 8)]), accepted="Rettelser")
    assert "too_close" not in flags("2")


def test_figure_taken_back_is_no_revision(load, analyst):
    load(*[month(number, "12,0") for number in range(1, 9)], month(9, "10,2"))
    for _ in range(2):
        revert_upload(upload=load(month(10, "12,4")), by=analyst)
    assert "too_close" not in flags("2")


def test_upload_taken_back_and_example_figures_replaced_are_no_revisions(load, receive, commit, analyst):
    example, real = (
        f"fleksjobledighed;Aabenraa;2026M{{:02d}};{value};;;;;{source}" for value, source in EXAMPLE_AND_REAL
    )
    load(*[example.format(number) for number in range(1, 5)])
    load(*[real.format(number) for number in range(1, 9)], month(9, "10,2"))
    mistaken = commit(receive(*[month(number, "13,0") for number in range(5, 9)]), accepted="x")
    revert_upload(upload=mistaken, by=analyst)
    # Twelve changes, of which the source made none.
    assert "too_close" not in flags("2")


def test_small_share_within_chance_of_its_limit_is_too_close_to_call(load):
    # 68 of 80 is 85 %, exactly on the limit of the survey; 60 of 80 = 75 % is outside its 95 % interval
    # (10 points against 1,96 · √(0,85 · 0,15 / 80) = 7,8).
    load("borgertilfredshed;Aabenraa;2025;;68;80;;;x")
    assert "too_close" in flags("16")
    load("borgertilfredshed;Aabenraa;2025;;60;80;;;x")
    assert "too_close" not in flags("16")
