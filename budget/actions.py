"""What people decide of a year in progress: closing its months, how a line is forecast and phased. All or nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from aabenraa_plan.audit.recording import updated
from aabenraa_plan.formats import danish_date, danish_number, decimals_in, round_half_up
from aabenraa_plan.refusals import NotPossible
from budget.forecast import Choice, Method
from budget.limits import LARGEST_AMOUNT
from budget.lines import LineKey
from budget.models import MONTH_FIELDS, ArchivedForecast, ClosedMonth, ForecastChoice, Phasing
from budget.months import BookedMonth, months_of
from budget.reporting import LineStatus, year_status
from extracts.models import DataVersion

WHOLE_YEAR = Decimal(100)
PERSON_DECIMALS = 6
EXAMPLE = "eksempeldata"
"""Why the months of invented spending are closed."""


@transaction.atomic
def close_months(*, year: int, through: int, by, today: date, reason: str = "") -> list[ClosedMonth]:
    """Close every open month of the year up to and with that one, and archive the forecast after each.

    A month can be closed once it is over and something is booked in it; the supplementary period also empty.
    """
    moment = DataVersion.raised().moment
    already = set(ClosedMonth.objects.known_at().filter(year=year).values_list("month", flat=True))
    months = [month for month in months_of(year)[:through] if month.number not in already]
    if not months:
        raise NotPossible(f"{BookedMonth(year, through).label.capitalize()} er allerede lukket.")
    refuse_early(months, year_status(year).uploaded, today)
    said = {"made_by": by, "made_at": moment, "reason": reason}
    closed = [ClosedMonth.objects.create(year=year, month=month.number, **said) for month in months]
    for closing in closed:
        archive(closing)
    return closed


def refuse_early(months: list[BookedMonth], uploaded: set[int], today: date):
    for month in months:
        if month.closable_from > today:
            day = danish_date(month.closable_from)
            raise NotPossible(f"{month.label.capitalize()} kan tidligst lukkes den {day}. Intet er lukket.")
        if month.number not in uploaded and not month.is_supplementary:
            raise NotPossible(
                f"Der er ikke bogført noget i {month.label}. Indlæs månedens forbrug, før den lukkes. Intet er lukket."
            )


def archive(closing: ClosedMonth):
    """Keep what every line was expected to end at when the month was closed; what is all booked is no guess."""
    lines = year_status(closing.year, month=closing.month).lines
    guessed = [line for line in lines if line.forecast.amount is not None and line.forecast.method != Method.BOOKED]
    for line in guessed:
        if abs(line.forecast.amount) >= LARGEST_AMOUNT:
            name = f"{line.benefit_type}, {line.title.lower()}"
            raise NotPossible(f"Forventningen til {name} er urimeligt stor. Vælg en anden metode. Intet er lukket.")
    ArchivedForecast.objects.bulk_create(archived(closing, line) for line in guessed)


def archived(closing: ClosedMonth, line: LineStatus) -> ArchivedForecast:
    persons = line.forecast.persons
    return ArchivedForecast(
        closing=closing,
        method=line.forecast.method.value,
        booked=line.spent,
        forecast=line.forecast.amount,
        persons=None if persons is None else round_half_up(persons, PERSON_DECIMALS),
        budget=line.budget,
        invented=line.invented,
        **line.key.columns,
    )


@transaction.atomic
def reopen_month(*, year: int, month: int, by, reason: str) -> ClosedMonth:
    """Open the last closed month of the year again, if that is the one meant; its archived forecast stays."""
    moment = DataVersion.raised().moment
    last = ClosedMonth.objects.known_at().filter(year=year).last()
    if last is None or last.month != month:
        now = f"{last.when.label} er den sidste, der er lukket" if last else f"ingen måned i {year} er lukket"
        raise NotPossible(f"Kun den sidste lukkede måned kan åbnes igen, og {now}. Intet er ændret.")
    last.ended_at, last.ended_by, last.ended_reason = moment, by, reason
    last.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    return last


def reopen_examples(*, by) -> None:
    """Open every month that was closed on invented spending, the last one first."""
    for year in set(ClosedMonth.objects.known_at().filter(reason=EXAMPLE).values_list("year", flat=True)):
        while (last := ClosedMonth.objects.known_at().filter(year=year).last()) and last.reason == EXAMPLE:
            reopen_month(year=year, month=last.month, by=by, reason="Eksempeldata er fjernet")


@transaction.atomic
def choose_forecast(*, year: int, line: LineKey, choice: Choice, by, reason: str = "") -> ForecastChoice:
    """From now on the line is forecast that way; what was chosen before ends and stays to be read."""
    moment = DataVersion.raised().moment
    ForecastChoice.objects.known_at().filter(year=year, **line.columns).update(ended_at=moment, ended_by=by)
    figures = {"method": choice.method.value, "amount": choice.amount, "persons": choice.persons}
    return ForecastChoice.objects.create(
        year=year, made_by=by, made_at=moment, reason=reason, **figures, **line.columns
    )


@transaction.atomic
def withdraw_choice(*, year: int, line: LineKey, by) -> None:
    """The line goes back to the method it would have without anybody's choice."""
    moment = DataVersion.raised().moment
    standing = ForecastChoice.objects.known_at().filter(year=year, **line.columns)
    updated(standing, ended_at=moment, ended_by=by)


@transaction.atomic
def set_phasing(*, year: int, line: LineKey, shares: Sequence[Decimal] | None, by, reason: str = "") -> Phasing | None:
    """Spread the line's year by twelve percentages; `None` goes back to last year's season, or twelfths."""
    if shares is not None and sum(shares) != WHOLE_YEAR:
        given = danish_number(sum(shares), decimals_in(sum(shares)))
        raise NotPossible(f"De tolv måneder giver {given} % tilsammen. De skal give 100 %.")
    moment = DataVersion.raised().moment
    standing = Phasing.objects.known_at().filter(year=year, **line.columns)
    if shares is None:
        updated(standing, ended_at=moment, ended_by=by)
        return None
    standing.update(ended_at=moment, ended_by=by)
    months = dict(zip(MONTH_FIELDS, shares, strict=True))
    return Phasing.objects.create(year=year, made_by=by, made_at=moment, reason=reason, **months, **line.columns)
