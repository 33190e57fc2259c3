"""The ledger's full-year persons beside the full-time persons of Jobindsats: one query for each of the two facts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from budget.models import BenefitType, LedgerEntry, LineKind
from budget.months import MONTHS, BookedMonth
from extracts.models import Origin, UploadStatus
from extracts.periods import Period
from reports.reconciliation.groups import GROUPS, NOT_COMPARED, Group
from reports.reconciliation.months import Booked, Month, Version, Year, booked_of
from targets.models import Indicator
from targets.series import load_series
from targets.spec import OWN_AREA

VERSION = ("persons", "net", "state", "provisional", "invented", "recorded_at", "superseded_at")
SOURCE = ("upload__origin", "upload__status")


@dataclass(frozen=True)
class Reconciled:
    """A benefit type and the measure point that counts the same people."""

    benefit_type: BenefitType
    group: Group
    indicator: Indicator
    year: Year


def reconciled(year: int, *, today: date, as_of: datetime | None = None) -> list[Reconciled]:
    """The benefit types that can be compared, in the order of `GROUPS`, as known at a moment."""
    types = {each.code: each for each in BenefitType.objects.filter(code__in=GROUPS)}
    codes = [group.indicator for group in GROUPS.values()]
    indicators = {each.code: each for each in Indicator.objects.filter(code__in=codes).prefetch_related("breaks")}
    booked = booked_months(year, as_of)
    series = load_series(indicators.values(), as_of=as_of, areas={OWN_AREA}, today=today)
    found = []
    for code, group in GROUPS.items():
        benefit_type, indicator = types.get(code), indicators.get(group.indicator)
        if benefit_type is None or indicator is None:
            continue
        figures = series[indicator.pk].get(OWN_AREA, {})
        months = months_of(year, booked.get(benefit_type.pk, {}), figures, today)
        found.append(Reconciled(benefit_type, group, indicator, Year(months)))
    return found


def months_of(year: int, booked: dict[str, Booked], figures: dict, today: date) -> list[Month]:
    """The months that have ended, and those that have a figure all the same."""
    calendar = [BookedMonth(year, number).calendar for number in range(1, MONTHS + 1)]
    months = [month_of(period, booked, figures) for period in calendar]
    return [month for month in months if month.period.end <= today or month.booked or month.figure]


def month_of(period: Period, booked: dict[str, Booked], figures: dict) -> Month:
    return Month(
        period=period,
        booked=booked.get(period.code),
        figure=figures.get(period),
        following=booked.get(period.shifted(1).code),
    )


def booked_months(year: int, as_of: datetime | None) -> dict[int, dict[str, Booked]]:
    """By benefit type and month: support of the year and of the January after, from every version; one query."""
    codes = [BookedMonth(year, number).code for number in range(1, MONTHS + 1)] + [BookedMonth(year + 1, 1).code]
    versions = LedgerEntry.objects.recorded_by(as_of).filter(kind=LineKind.SUPPORT, period__in=codes)
    rows = versions.filter(benefit_type__code__in=GROUPS).order_by()
    heaps = defaultdict(lambda: defaultdict(list))
    columns = rows.values_list("benefit_type", "period", *VERSION, *SOURCE)
    for benefit_type, month, *content, recorded_at, superseded_at, origin, status in columns:
        told = origin != Origin.REVERT and status != UploadStatus.REVERTED
        heaps[benefit_type][month].append(Version(*content, localtime(recorded_at), superseded_at, told))
    return {
        benefit_type: {month: booked for month, heap in months.items() if (booked := booked_of(heap, as_of))}
        for benefit_type, months in heaps.items()
    }


def left_out() -> list[tuple[BenefitType, str]]:
    """The benefit types that cannot be compared, and why."""
    return [(each, NOT_COMPARED[each.code]) for each in BenefitType.objects.filter(code__in=NOT_COMPARED)]
