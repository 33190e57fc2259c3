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
from targets.derivation import Figure, derived, figure_of_period, over_span
from targets.flags import Raised, flags_of
from targets.outlook import Prospect, prospect_of
from targets.spec import WORST_FIRST, Figures, NotAssessable, Series, TargetSpec, Verdict


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
        return not_assessed(why, target, period, today)
    found = judged(target, figure, comparand, today, asked=period is not None)
    prospect = None
    if period is None:
        prospect = prospect_of(target, own, figure, comparand, margin=found.margin, needed=found.needed)
    flags = flags_of(target, figure, today=today, comparand=comparand.value, revisions=revisions, asked=period)
    return replace(found, prospect=prospect, flags=flags, versions=figure.versions + comparand.versions)


def assess_versions(
    versions: Sequence[TargetSpec], series: Series, today: date, period: Period | None = None, **options
) -> tuple[int, Assessment]:
    """Judge by the version in force in the judged period: the newest that was valid when the period began.

    `versions` oldest first; returns the position of the one that judged. The first has no start date,
    so it judges everything before the second.
    """
    for position in range(len(versions) - 1, 0, -1):
        target = versions[position]
        found = assess(target, series, today, period, **options)
        began = found.period.start if found.period else today
        if began >= target.valid_from:
            return position, found
    return 0, assess(versions[0], series, today, period, **options)


def not_assessed(why: NotAssessable, target: TargetSpec, asked: Period | None, today: date) -> Assessment:
    figure = why.figure if why.figure and why.figure.exact is not None else None
    found = why.figure.period if why.figure else asked
    flags = flags_of(target, figure, today=today, asked=asked) if figure else ()
    sentence = wording.why_not(why.reason, target, why.figure, asked)
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
        in_time = target.completed_on < target.deadline
        verdict, reason = (Verdict.MET, "done_in_time") if in_time else (Verdict.MISSED, "done_late")
    elif today < target.deadline:
        verdict, reason = Verdict.NOT_DUE, "before_deadline"
    else:
        verdict, reason = Verdict.NO_DATA, "not_recorded"
    return Assessment(verdict, reason, wording.milestone(reason, target))


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
    years = [figure for figure in figures if figure.period.kind in YEAR_LONG] + [figure for figure in rolling if figure]
    newest = max(years, key=lambda figure: figure.period, default=None)
    since = target.baseline_period.end
    if newest and newest.period.end <= since < max(figure.period.end for figure in figures):
        return None
    return newest


def compares_with_a_year(target: TargetSpec) -> bool:
    return target.baseline_period is not None and target.baseline_period.kind in YEAR_LONG


def rolling_year(target: TargetSpec, own: Figures, asked: Period) -> Figure | None:
    """The four quarters ending with a quarter, or with a year's last, as one figure; none across a break."""
    if asked.kind not in (Kind.QUARTER, Kind.YEAR, Kind.ROLLING_YEAR):
        return None
    four_quarters = Period(Kind.ROLLING_YEAR, asked.last_quarter().shifted(-3).start)
    return derived(four_quarters, own, target.derivation, target.breaks)


def figure_over_the_span(target: TargetSpec, own: Figures, today: date, asked: Period | None) -> Figure:
    span = target.span
    if asked and asked != span:
        inside = span.contains(asked)
        verdict = Verdict.NOT_DUE if inside and today < span.end else Verdict.NOT_ENOUGH
        raise NotAssessable(verdict, "part_of_span" if inside else "outside_span", own.get(asked))
    figure = over_span(span, own, target.scope)
    if figure is None and any(span.contains(period) for period in own):
        running = today < span.end
        verdict, reason = (Verdict.NOT_DUE, "span_not_over") if running else (Verdict.NOT_ENOUGH, "parts_missing")
        raise NotAssessable(verdict, reason)
    return usable(figure)


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
