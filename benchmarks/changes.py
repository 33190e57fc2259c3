"""Real changes between two views: figures of the plan's own indicators, uploaded and saved as anyone would."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from extracts.actions import commit_upload, preview, receive_upload
from extracts.periods import year
from targets.maalepunkter import as_maalepunkter
from targets.models import Observation, Plan, Target

WHY = "Changed to measure the pages"
SMALL = 10
FIRST_VALUE = Decimal(40)


class Refused(Exception):
    """A change could not be made."""


@dataclass
class Figure:
    """One figure in two variants, as rows of our own format; the one that `turns` points at is saved next."""

    variants: tuple[dict, dict]
    turns: int = 1

    def turned(self) -> dict:
        self.turns += 1
        return self.variants[(self.turns - 1) % 2]


def figures_of(plan: Plan) -> list[Figure]:
    """The newest figure that each indicator of the plan is judged by; a first one where there is none."""
    targets = Target.objects.filter(goal__plan=plan, indicator__isnull=False).select_related("indicator", "area")
    by_indicator = {target.indicator_id: target for target in targets.order_by("goal__number", "position")}
    return [figure_of(target) for target in by_indicator.values()]


def figure_of(target: Target) -> Figure:
    current = Observation.objects.current().filter(indicator=target.indicator, area=target.area, state="value")
    newest = max(current, key=lambda observation: observation.when, default=None)
    period = newest.when if newest else year(timezone.localdate().year - 1)
    key = {"indicator": target.indicator.code, "area": target.area.name, "period": period.code}
    if newest and newest.numerator is not None:
        parts = {"denominator": newest.denominator}
        return Figure(tuple(key | parts | {"numerator": number} for number in pair(newest.numerator)))
    return Figure(tuple(key | {"value": number} for number in pair(newest.value if newest else FIRST_VALUE)))


def pair(number: Decimal) -> tuple[Decimal, Decimal]:
    """The number, and one that nobody could take for it but is still a possible figure of any unit."""
    return number, number + 1 if number < SMALL else number - number // 5


def commit(figures: list[Figure], *, by):
    """Save a file with a line for each figure, every one of them other than what is known."""
    data = as_maalepunkter([figure.turned() for figure in figures])
    upload = receive_upload(data=data, file_name="maaling.csv", by=by)
    if upload.errors:
        raise Refused(f"The figures for measuring were refused: {upload.errors}")
    saved = commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted=WHY)
    if saved.new + saved.changed != len(figures):
        raise Refused("Not every figure was changed, so nothing can be measured right after a change.")
