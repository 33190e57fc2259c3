"""A stored target as the pure engine takes it."""

from datetime import date
from fractions import Fraction

from django.utils import timezone

from extracts.periods import parse
from targets.models import Path, Target, Unit
from targets.spec import PathPoint, TargetSpec, Word


def exact(number) -> Fraction | None:
    return None if number is None else Fraction(number)


def spec_of(target: Target, today: date | None = None) -> TargetSpec:
    """The target's terms with its indicator's, and what people have said of it that makes its verdict."""
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
        **words_of(target, today or timezone.localdate()),
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
    if target.path != Path.LISTED or target.pk is None:
        return ()
    points = [PathPoint(parse(point.period).end, exact(point.value)) for point in target.path_points.all()]
    return tuple(sorted(points, key=lambda point: point.day))


def words_of(target: Target, today: date) -> dict:
    """The newest standing word on a target that is judged in words, and the day a milestone was done."""
    said = [word for word in getattr(target, "words", []) if word.expires_on is None or today < word.expires_on]
    done = next((word.done_on for word in said if word.done_on), target.completed_on)
    if target.rule != "narrative" or not said:
        return {"completed_on": done}
    newest = max(said, key=lambda word: word.made_at)
    day = timezone.localdate(newest.made_at)
    period = parse(newest.period) if newest.period else None
    return {"completed_on": done, "word": Word(newest.verdict, newest.reason, str(newest.made_by), day, period)}
