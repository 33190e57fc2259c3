"""Is a target kept? Pure: a target, the figures, today → a verdict, a signed margin, a sentence.

Every rule becomes a comparand and an operator. The margin is signed, positive is good, in the
indicator's own unit; it is never a ratio, so a reduction is not mistaken for a failure and a
limit of zero is no trouble. Everything is compared as exact fractions and rounded only to show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor

from extracts.periods import YEAR_LONG, Kind, Period
from targets import wording
from targets.comparands import Comparand, comparand_for
from targets.derivation import Figure, figure_of_period, over_span
from targets.flags import Raised, flags_of
from targets.outlook import Prospect, prospect_of
from targets.spec import AGAINST_BASELINE, WORST_FIRST, Figures, NotAssessable, Series, TargetSpec, Verdict


@dataclass(frozen=True)
class Assessment:
    """The answer. `value`, `comparand` and `margin` in the indicator's unit; `needed` in whole persons."""

    verdict: Verdict
    reason: str
    sentence: str
    period: Period | None = None
    figure: Figure | None = None
    comparand: Fraction | None = None
    margin: Fraction | None = None
    needed: int | None = None
    prospect: Prospect | None = None
    """The outlook of a target with a deadline that is still ahead of its figure."""
    flags: tuple[Raised, ...] = ()
    versions: tuple[int, ...] = ()
    """The stored figures the verdict rests on: the judged one's and the comparand's."""

    @property
    def outlook(self) -> str | None:
        return self.prospect.outlook.value if self.prospect else None

    @property
    def value(self) -> Fraction | None:
        return self.figure.exact if self.figure else None


def worst(verdicts) -> Verdict:
    """The one word for a goal with several targets."""
    return min(verdicts, key=WORST_FIRST.index)


def assess(
    target: TargetSpec,
    series: Series,
    today: date,
    period: Period | None = None,
    revisions: Sequence[Fraction] = (),
) -> Assessment:
    """Judge the target on a period's figure, by default the latest one with a figure.

    Never raises for missing or unusable figures: they are verdicts of their own
    (`no_data`, `not_enough`), each with its reason code. `revisions` are the sizes of past
    changes of the series' figures, for the flag that it is too close to call.
    """
    if target.rule == "narrative":
        return assessed_in_words(target)
    if target.rule == "milestone":
        return assessed_milestone(target, today)
    own = series.get(target.area, {})
    try:
        figure = judged_figure(target, own, today, period)
        comparand = comparand_for(target, series, figure)
    except NotAssessable as why:
        return not_assessed(why, target, own, period, today)
    found = judged(target, figure, comparand, today, asked=period is not None)
    prospect = None
    if period is None:
        prospect = prospect_of(target, own, figure, comparand, today=today, margin=found.margin, needed=found.needed)
    limit = {"comparand": comparand.value, "revisions": revisions}
    flags = flags_of(target, figure, today=today, asked=period, known=own, **limit)
    return replace(found, prospect=prospect, flags=flags, versions=figure.versions + comparand.versions)


def assess_versions(
    versions: Sequence[TargetSpec], series: Series, today: date, period: Period | None = None, **options
) -> tuple[int, Assessment]:
    """Judge by the version in force in the judged period: the newest that was valid when the period began.

    `versions` oldest first; returns the position of the one that judged. The first has no start date,
    so it judges everything before the second. No version judges a period that began under the next one.
    """
    until = date.max
    for position in range(len(versions) - 1, -1, -1):
        target = versions[position]
        found = assess(target, series, today, period, **options)
        if period is None and began(found, period, today) >= until:
            found = assess(target, begun_before(until, series, target.area), today, **options)
        if position == 0 or began(found, period, today) >= target.valid_from:
            break
        until = target.valid_from
    return position, found


def began(found: Assessment, asked: Period | None, today: date) -> date:
    """The first day of the judged period; where no figure was judged, of the asked one, else today."""
    period = found.period if found.figure or not asked else asked
    return period.start if period else today


def begun_before(day: date, series: Series, area: str) -> Series:
    """The series with only the periods of the area's own figures that began before the day."""
    own = series.get(area, {})
    return {**series, area: {period: figure for period, figure in own.items() if period.start < day}}


def not_assessed(why: NotAssessable, target: TargetSpec, own: Figures, asked: Period | None, today: date) -> Assessment:
    figure = why.figure if why.figure and why.figure.exact is not None else None
    found = why.figure.period if why.figure else asked
    flags = flags_of(target, figure, today=today, asked=asked, known=own) if figure else ()
    sentence = wording.why_not(why.reason, target, why.figure, asked, today)
    versions = figure.versions if figure else ()
    return Assessment(why.verdict, why.reason, sentence, found, figure, flags=flags, versions=versions)


def assessed_in_words(target: TargetSpec) -> Assessment:
    """A person's dated word is the verdict; without one it is only known that there will be one."""
    if target.word is None:
        return Assessment(Verdict.NARRATIVE, "in_words", wording.NARRATIVE)
    return Assessment(Verdict(target.word.verdict), "in_words", wording.in_words(target.word), target.word.period)


def assessed_milestone(target: TargetSpec, today: date) -> Assessment:
    """Done in time: met; done late: missed. Silence after the deadline is no data, not a failure."""
    if target.completed_on is not None:
        verdict = done_by(target.completed_on, target.deadline)
        reason = "done_in_time" if verdict == Verdict.MET else "done_late"
    elif today < target.deadline:
        verdict, reason = Verdict.NOT_DUE, "before_deadline"
    else:
        verdict, reason = Verdict.NO_DATA, "not_recorded"
    return Assessment(verdict, reason, wording.milestone(reason, target))


def done_by(day: date, deadline: date) -> Verdict:
    return Verdict.MET if day < deadline else Verdict.MISSED


def judged_figure(target: TargetSpec, own: Figures, today: date, asked: Period | None) -> Figure:
    """The figure the verdict is about; `NotAssessable` where there is none that can be used."""
    if target.scope != "each":
        return figure_over_the_span(target, own, today, asked)
    if asked is None:
        return usable(latest(target, own))
    figure = figure_of_period(asked, own, target.derivation, target.breaks)
    if compares_with_a_year(target) and not (figure and figure.period.kind in YEAR_LONG):
        figure = rolling_year(target, own, asked) or figure
    return usable(figure)


def usable(figure: Figure | None) -> Figure:
    if figure is None or figure.state == "withdrawn":
        raise NotAssessable(Verdict.NO_DATA, "no_figure")
    if figure.state != "value":
        raise NotAssessable(Verdict.NOT_ENOUGH, figure.state, figure)
    if figure.exact is None:
        raise NotAssessable(Verdict.NOT_ENOUGH, "zero_denominator", figure)
    return figure


def latest(target: TargetSpec, own: Figures) -> Figure | None:
    """The newest period with a figure, up to the deadline where one there is; else the newest that says why not."""
    with_figure = [figure for figure in own.values() if figure.state == "value"]
    if target.deadline:
        with_figure = [figure for figure in with_figure if figure.period.end <= target.deadline] or with_figure
    newest = max(with_figure or own.values(), key=lambda figure: figure.period, default=None)
    return newest_year(target, own, with_figure) or newest if compares_with_a_year(target) else newest


def newest_year(target: TargetSpec, own: Figures, figures: list[Figure]) -> Figure | None:
    """The newest year or four quarters; None where only newer quarters could tell of the time since the baseline."""
    rolling = [rolling_year(target, own, figure.period) for figure in figures]
    years = [figure for figure in figures if figure.period.kind in YEAR_LONG]
    years += [figure for figure in rolling if figure and figure.state == "value"]
    newest = max(years, key=lambda figure: figure.period, default=None)
    since = target.baseline_period.end
    if newest and newest.period.end <= since < max(figure.period.end for figure in figures):
        return None
    return newest


def compares_with_a_year(target: TargetSpec) -> bool:
    """Only a rule against a baseline does; elsewhere a baseline is but the start of a path."""
    period = target.baseline_period if target.rule in AGAINST_BASELINE else None
    return period is not None and period.kind in YEAR_LONG


def rolling_year(target: TargetSpec, own: Figures, asked: Period) -> Figure | None:
    """The four quarters ending with a quarter, or with a year's last, as one figure; none made across a break."""
    if asked.kind not in (Kind.QUARTER, Kind.YEAR, Kind.ROLLING_YEAR):
        return None
    four_quarters = Period(Kind.ROLLING_YEAR, asked.last_quarter().shifted(-3).start)
    return figure_of_period(four_quarters, own, target.derivation, target.breaks)


def figure_over_the_span(target: TargetSpec, own: Figures, today: date, asked: Period | None) -> Figure:
    span = target.span
    if asked and asked != span:
        inside = span.contains(asked)
        verdict = Verdict.NOT_DUE if inside and today < span.end else Verdict.NOT_ENOUGH
        raise NotAssessable(verdict, "part_of_span" if inside else "outside_span", own.get(asked))
    figure = over_span(span, own, target.scope, target.breaks)
    if figure is None and any(span.contains(period) for period in own):
        raise NotAssessable(*why_no_span(target, today))
    return usable(figure)


def why_no_span(target: TargetSpec, today: date) -> tuple[Verdict, str]:
    if today < target.span.end:
        return Verdict.NOT_DUE, "span_not_over"
    if target.scope == "end":
        return Verdict.NOT_ENOUGH, "end_missing"
    broken = any(target.span.start < day < target.span.end for day in target.breaks)
    return Verdict.NOT_ENOUGH, "break_inside" if broken else "parts_missing"


def judged(target: TargetSpec, figure: Figure, comparand: Comparand, today: date, *, asked: bool) -> Assessment:
    """Compare exactly: on the limit is met, unless it is strict; before the deadline, short of it is not due."""
    margin = signed_margin(target, figure, comparand)
    tolerance = Fraction(0) if target.rule == "close_to" else target.slack(comparand.value)
    if margin > 0 or (margin == 0 and not comparand.strict):
        verdict, reason = Verdict.MET, "inside_limit"
    elif target.deadline and figure.period.end < target.deadline:
        overdue = today >= target.deadline and not asked
        verdict, reason = Verdict.NOT_DUE, "deadline_figure_missing" if overdue else "before_deadline"
    elif tolerance and -margin <= tolerance:
        verdict, reason = Verdict.NEAR, "inside_tolerance"
    else:
        verdict, reason = Verdict.MISSED, "outside_limit"
    needed = None if target.rule == "close_to" else persons_needed(target, figure, comparand)
    bare = Assessment(verdict, reason, "", figure.period, figure, comparand.value, margin, needed)
    return replace(bare, sentence=wording.judged(bare, target, comparand))


def signed_margin(target: TargetSpec, figure: Figure, comparand: Comparand) -> Fraction:
    if target.rule == "close_to":
        return target.slack(comparand.value) - abs(figure.exact - comparand.value)
    distance = figure.exact - comparand.value
    return distance if comparand.higher else -distance


def persons_needed(target: TargetSpec, figure: Figure, comparand: Comparand) -> int | None:
    """How many more (or fewer) persons would have met the target, the group's size unchanged.

    For a ratio of persons from its numerator; for a count of persons from the count; else None.
    """
    if figure.is_ratio:
        count = Fraction(figure.numerator)
        limit = comparand.value * Fraction(figure.denominator) / figure.factor
    elif target.unit == "persons":
        count, limit = figure.exact, comparand.value
    else:
        return None
    gap = limit - count if comparand.higher else count - limit
    whole = floor(gap) + 1 if comparand.strict else ceil(gap)
    return max(0, whole)
