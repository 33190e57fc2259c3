"""A stored target as the pure engine takes it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.utils import timezone

from extracts.periods import parse
from targets.models import Judgement, Path, Target, Unit
from targets.spec import PathPoint, TargetSpec, Word


def exact(number) -> Fraction | None:
    return None if number is None else Fraction(number)


def spec_of(target: Target, today: date | None = None, words: Sequence[Judgement] | None = None) -> TargetSpec:
    """The target's terms with its indicator's, and what makes its verdict of what people have said of the demand.

    `words` are those on every version of it; by default those on this one.
    """
    words = getattr(target, "words", ()) if words is None else words
    return TargetSpec(
        rule=target.rule,
        area=target.area.name,
        limit=exact(target.limit),
        strict=target.strict,
        tolerance=exact(target.tolerance),
        tolerance_kind=target.tolerance_kind,
        scope=target.scope,
        span=parse(target.span) if target.span else None,
        deadline=target.deadline,
        path=target.path,
        path_points=path_of(target),
        baseline=target.baseline,
        baseline_period=parse(target.baseline_period) if target.baseline_period else None,
        baseline_value=exact(target.baseline_value),
        baseline_approximate=target.baseline_approximate,
        comparator=target.comparator.name if target.comparator else None,
        valid_from=target.valid_from,
        **words_of(target, today or timezone.localdate(), words),
        **measure_of(target.indicator),
    )


def measure_of(indicator) -> dict:
    """What the indicator adds; a milestone may have none."""
    if indicator is None:
        return {"unit": Unit.COUNT}
    return {
        "unit": indicator.unit,
        "direction": indicator.direction,
        "derivation": indicator.derivation,
        "breaks": tuple(each.day for each in indicator.breaks.all()),
        "frequency": indicator.frequency,
        "lag_days": indicator.lag_days,
        "is_survey": indicator.is_survey,
    }


def path_of(target: Target) -> tuple[PathPoint, ...]:
    """The path's points in time order; a linear one runs from the baseline to the limit."""
    if target.path == Path.LINEAR:
        start, end = exact(target.baseline_value), exact(target.limit)
        return PathPoint(target.path_start, start), PathPoint(target.deadline, end)
    if target.path != Path.LISTED:
        return ()
    milestones = target.path_points.all() if target.pk else getattr(target, "proposed_points", ())
    points = [PathPoint(parse(point.period).end, exact(point.value)) for point in milestones]
    return tuple(sorted(points, key=lambda point: point.day))


def words_of(target: Target, today: date, words: Sequence[Judgement]) -> dict:
    """The newest standing word on a demand that is judged in words, and the day a milestone was done."""
    said = [word for word in words if word.expires_on is None or today < word.expires_on]
    done = next((word.done_on for word in said if word.done_on), target.completed_on)
    if target.rule != "narrative" or not said:
        return {"completed_on": done}
    return {"completed_on": done, "word": word_of(max(said, key=lambda word: word.made_at))}


def word_of(judgement: Judgement) -> Word:
    day = timezone.localdate(judgement.made_at)
    period = parse(judgement.period) if judgement.period else None
    return Word(judgement.verdict, judgement.reason, str(judgement.made_by), day, period)
