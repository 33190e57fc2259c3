"""The data calendar read: which indicators are awaited, by whom promised, and what of each is received."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import F, OuterRef, Subquery

from aabenraa_plan.formats import listed, sort_key
from extracts.calendar import Status, calendar, most_urgent, newest_ended, next_publication, publication_day
from extracts.periods import Kind, Period, first_of, month_number, parse
from targets.datacalendar.table import NO_LONGER, CalendarRow
from targets.derivation import FINER
from targets.models import Derivation, Goal, Indicator, Observation, Target
from targets.spec import OWN_AREA

MONTHS_BACK = 36
"""How far the calendar looks back, in months before the one that is running."""
LONGEST = 12
"""The months of the longest kind of period, whose parts must be known too."""


def calendar_rows(*, today: date, as_of: datetime | None = None) -> list[CalendarRow]:
    """Indicators of goals first, in the plans' order, then supporting ones, then those no longer awaited.

    Three queries, however many indicators. A supporting indicator is there if it ever had a figure, and
    awaited as long as it has had one for a period of the last three years.
    """
    since = first_of(month_number(today) - MONTHS_BACK)
    running, ended = promised(today, as_of)
    received, invented = received_periods(since, as_of)
    indicators = list(Indicator.objects.select_related("responsible").annotate(latest=latest_received(as_of)))
    goals, supporting, closed = [], [], []
    for indicator in indicators:
        known = covered(indicator, received[indicator.pk])
        if indicator.pk in running:
            first = first_after(indicator, max(since, min(goal.plan.start for goal in running[indicator.pk])))
            goals.append(awaited(indicator, used_by(running[indicator.pk]), known, first, today))
        elif indicator.pk in ended:
            closed.append(no_longer(indicator, listed(sorted(ended[indicator.pk]))))
        elif first := first_received(indicator, known, since):
            supporting.append(awaited(indicator, "Støttende", known, first, today))
        elif indicator.latest:
            closed.append(no_longer(indicator, "Støttende"))
    order = list(running)
    goals.sort(key=lambda row: order.index(row.indicator.pk))
    rows = goals + by_name(supporting) + by_name(closed)
    return [replace(row, invented=row.indicator.pk in invented) for row in rows]


def by_name(rows: list[CalendarRow]) -> list[CalendarRow]:
    return sorted(rows, key=lambda row: sort_key(row.indicator.name))


def promised(today: date, as_of: datetime | None) -> tuple[dict[int, list[Goal]], dict[int, set[str]]]:
    """By indicator: the goals of adopted plans that run today, in order; and the titles of plans that have ended."""
    running, ended = defaultdict(list), defaultdict(set)
    for target in in_force(today, as_of):
        plan = target.goal.plan
        if plan.end <= today:
            ended[target.indicator_id].add(plan.title)
        elif target.goal not in running[target.indicator_id]:
            running[target.indicator_id].append(target.goal)
    return running, ended


def in_force(today: date, as_of: datetime | None) -> list[Target]:
    """Of every demand with an indicator in an adopted plan that has begun, the version that judges today."""
    versions = (
        Target.objects.known_at(as_of)
        .filter(goal__plan__is_draft=False, goal__plan__start__lte=today)
        .exclude(valid_from__gt=today)
        .select_related("goal__plan")
        .order_by("goal__plan", F("goal__number").asc(nulls_first=True), "goal", "position", "version")
    )
    demands = groupby(versions, key=lambda target: (target.goal_id, target.position))
    newest = [list(demand)[-1] for _, demand in demands]
    return [target for target in newest if target.indicator_id]


def used_by(goals: list[Goal]) -> str:
    """`Mål 4`, `Mål 1 og 3`, or the title of a goal without a number."""
    numbers = [str(goal.number) for goal in goals if goal.number]
    titles = [goal.title for goal in goals if not goal.number]
    return listed([*titles, *([f"Mål {listed(numbers)}"] if numbers else [])])


def received_periods(since: date, as_of: datetime | None) -> tuple[dict[int, set[Period]], set[int]]:
    """By indicator: the periods with a figure for the own area, a hidden one too; and who has invented ones."""
    earliest = first_of(month_number(since) - LONGEST)
    known = Observation.objects.as_of(as_of).filter(area__name=OWN_AREA, period_end__gt=earliest)
    received, invented = defaultdict(set), set()
    for indicator, code, made_up in known.order_by().values_list("indicator_id", "period", "invented"):
        received[indicator].add(parse(code))
        if made_up:
            invented.add(indicator)
    return received, invented


def latest_received(as_of: datetime | None) -> Subquery:
    known = Observation.objects.as_of(as_of).filter(area__name=OWN_AREA, indicator=OuterRef("pk"))
    return Subquery(known.order_by("-period_end", "-period").values("period")[:1])


def covered(indicator: Indicator, received: set[Period]) -> set[Period]:
    """What is received, and the periods of the usual kind whose every part is, where they may be derived."""
    if indicator.derivation == Derivation.NONE or not received:
        return received
    period, derived = newest_ended(Kind(indicator.frequency), max(received).end), set()
    while period.start >= min(received).start:
        if any(received.issuperset(period.parts(kind)) for kind in FINER.get(period.kind, ())):
            derived.add(period)
        period = period.shifted(-1)
    return received | derived


def first_after(indicator: Indicator, day: date) -> Period:
    """The first period of the indicator's usual kind that ends after the day."""
    return newest_ended(Kind(indicator.frequency), day).shifted(1)


def first_received(indicator: Indicator, known: set[Period], since: date) -> Period | None:
    usual = [period for period in known if period.kind == Kind(indicator.frequency) and period.end > since]
    return min(usual, default=None)


def awaited(indicator: Indicator, uses: str, known: set[Period], first: Period, today: date) -> CalendarRow:
    entries = tuple(calendar(kind=first.kind, lag_days=indicator.lag_days, today=today, received=known, first=first))
    status = most_urgent(entries) or Status.NOT_PUBLISHED
    latest = parse(indicator.latest) if indicator.latest else None
    upcoming = next_awaited(first.kind, indicator.lag_days, known, today)
    return CalendarRow(indicator, uses, status.value, entries, latest, upcoming)


def next_awaited(kind: Kind, lag_days: int | None, known: set[Period], today: date) -> tuple[Period, date] | None:
    """The next period to be published that has not come early, and the day it is."""
    upcoming = next_publication(kind, lag_days, today)
    while upcoming and upcoming[0] in known:
        period = upcoming[0].shifted(1)
        upcoming = period, publication_day(period, lag_days)
    return upcoming


def no_longer(indicator: Indicator, uses: str) -> CalendarRow:
    latest = parse(indicator.latest) if indicator.latest else None
    return CalendarRow(indicator, uses, NO_LONGER, (), latest, None)
