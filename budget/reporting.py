"""A year's budget beside what is booked and where it ends: one grouped query per fact, merged into lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from budget.cases.reporting import Change, changes_of
from budget.forecast import Booked, Choice, Forecast, Method, forecast_of
from budget.ledger import LINE, Ledger, MonthSum, ledgers
from budget.lines import LineKey
from budget.models import (
    BenefitType,
    BudgetLine,
    BudgetVersion,
    ClosedMonth,
    ForecastChoice,
    LineKind,
    Phasing,
    Programme,
)
from budget.months import BookedMonth
from budget.phasing import Phase, Shares, phase_of
from budget.standing import Standing, standing
from budget.variance import Priced, Split, split


@dataclass(frozen=True)
class LineStatus:
    """One line of a year. `spent` is what is booked in the months up to the status month, or in all where none is
    closed; None where nothing was ever booked. Kroner, net; + is overspending."""

    benefit_type: BenefitType
    programme: Programme
    kind: str
    adopted: Priced | None
    revised: Priced | None
    spent: Decimal | None
    months: dict[int, MonthSum]
    phase: Phase
    booked: Booked
    season: Shares | None
    forecast: Forecast
    invented: bool

    @property
    def key(self) -> LineKey:
        return LineKey(self.benefit_type.pk, self.kind, self.programme.pk)

    @property
    def title(self) -> str:
        """`Forsørgelse`, `Indsats`, `Indsats, KIK II`."""
        kind = LineKind(self.kind).label.capitalize()
        return kind if self.programme.code == Programme.ORDINARY else f"{kind}, {self.programme}"

    @property
    def budget(self) -> Decimal | None:
        return self.revised.amount if self.revised else None

    @property
    def expected(self) -> Priced | None:
        """The forecast as an amount for a number of persons."""
        found = self.forecast
        return None if found.amount is None else Priced(found.amount, found.persons)

    @property
    def deviation(self) -> Decimal | None:
        if self.forecast.amount is None or self.budget is None:
            return None
        return self.forecast.amount - self.budget

    @property
    def split(self) -> Split | None:
        """Volume and price; of support only, because nobody counts the persons of an effort."""
        if self.kind != LineKind.SUPPORT or self.deviation is None:
            return None
        return split(self.revised, self.expected)

    @property
    def standing(self) -> Standing:
        return standing(self.budget, self.forecast.amount)

    def forecast_by(self, method: Method) -> Forecast:
        """What another method would say."""
        return forecast_of(self.booked, self.season, Choice(method))


@dataclass(frozen=True)
class YearStatus:
    """A year as it stood after a closed month; `month` is None where none is closed."""

    year: int
    month: BookedMonth | None
    closed: list[ClosedMonth]
    uploaded: set[int]
    lines: list[LineStatus]
    stated: dict[LineKey, Decimal]
    """The revised budget as a file has it, where one was uploaded."""

    @property
    def support(self) -> list[LineStatus]:
        return [line for line in self.lines if line.kind == LineKind.SUPPORT]

    @property
    def effort(self) -> list[LineStatus]:
        return [line for line in self.lines if line.kind == LineKind.EFFORT]

    @property
    def invented(self) -> bool:
        return any(line.invented for line in self.lines)

    def line(self, key: LineKey) -> LineStatus | None:
        return next((line for line in self.lines if line.key == key), None)


def year_status(year: int, *, month: int | None = None, as_of: datetime | None = None) -> YearStatus:
    """The year after its last closed month, or after the given one if that is closed; as known at a moment."""
    closed = list(ClosedMonth.objects.known_at(as_of).filter(year=year).select_related("made_by"))
    numbers = [each.month for each in closed]
    through = month if month in numbers else max(numbers, default=0)
    adopted, stated = budgeted(year, as_of)
    ledger, before = ledgers(year, as_of)
    found = Sources(
        adopted=adopted,
        changes=changes_of(year, as_of),
        ledger=ledger,
        before=before,
        phasings={each.key: each.shares for each in Phasing.objects.known_at(as_of).filter(year=year)},
        choices={each.key: choice_of(each) for each in ForecastChoice.objects.known_at(as_of).filter(year=year)},
        through=through,
    )
    return YearStatus(
        year=year,
        month=BookedMonth(year, through) if through else None,
        closed=closed,
        uploaded=ledger.uploaded,
        lines=found.lines(),
        stated=stated,
    )


def choice_of(said: ForecastChoice) -> Choice:
    return Choice(Method(said.method), said.amount, said.persons)


@dataclass(frozen=True)
class Sources:
    """What a year's lines are made of, each by line."""

    adopted: dict[LineKey, Priced]
    changes: dict[LineKey, Change]
    ledger: Ledger
    before: Ledger
    phasings: dict[LineKey, list[Decimal]]
    choices: dict[LineKey, Choice]
    through: int

    def lines(self) -> list[LineStatus]:
        """Every line that has a budget or a booking, in the order of the benefit types."""
        types, programmes = BenefitType.objects.in_bulk(), Programme.objects.in_bulk()
        keys = self.adopted.keys() | self.changes.keys() | self.ledger.sums.keys()
        found = [self.line(key, types[key.benefit_type], programmes[key.programme]) for key in keys]
        return sorted(
            found, key=lambda line: (line.benefit_type.position, line.kind != LineKind.SUPPORT, line.programme.position)
        )

    def line(self, key: LineKey, benefit_type: BenefitType, programme: Programme) -> LineStatus:
        season, booked = self.before.season(key), self.ledger.booked(key, self.through)
        months = self.ledger.months(key)
        return LineStatus(
            benefit_type=benefit_type,
            programme=programme,
            kind=key.kind,
            adopted=self.adopted.get(key),
            revised=revised(self.adopted.get(key), self.changes.get(key)),
            spent=spent(months, booked, self.through),
            months=months,
            phase=phase_of(self.phasings.get(key), season),
            booked=booked,
            season=season,
            forecast=forecast_of(booked, season, self.choices.get(key)),
            invented=self.ledger.invented(key) or (bool(season) and self.before.invented(key)),
        )


def revised(adopted: Priced | None, change: Change | None) -> Priced | None:
    """The adopted budget with what was granted since."""
    if change is None:
        return adopted
    if adopted is None:
        return Priced(change.amount, change.persons)
    persons = adopted.persons
    if change.persons:
        persons = (persons or Decimal(0)) + change.persons
    return Priced(adopted.amount + change.amount, persons)


def spent(months: dict[int, MonthSum], booked: Booked, through: int) -> Decimal | None:
    """Of a line with a gap in it, what is booked all the same."""
    if booked.net:
        return booked.total
    known = [each.net for month, each in months.items() if each.net is not None and (not through or month <= through)]
    return sum(known, Decimal(0)) if known else None


def budgeted(year: int, as_of=None) -> tuple[dict[LineKey, Priced], dict[LineKey, Decimal]]:
    """The adopted lines with their persons, and the revised amounts that a file states; one query."""
    adopted, stated = {}, {}
    rows = BudgetLine.objects.as_of(as_of).filter(year=year, amount__isnull=False)
    for *line, version, amount, persons in rows.order_by().values_list(*LINE, "version", "amount", "persons"):
        if version == BudgetVersion.ADOPTED:
            adopted[LineKey(*line)] = Priced(amount, persons)
        else:
            stated[LineKey(*line)] = amount
    return adopted, stated


def budget_years(as_of=None) -> list[int]:
    """The years that have a budget, newest first."""
    years = BudgetLine.objects.as_of(as_of).filter(version=BudgetVersion.ADOPTED)
    return sorted(set(years.order_by().values_list("year", flat=True)), reverse=True)


def added(amounts: Iterable[Decimal | Fraction | None]) -> Decimal | Fraction | None:
    """The sum of the amounts there are; None where there are none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known[1:], known[0]) if known else None


def added_if_all(amounts: Iterable[Decimal | Fraction | None]) -> Decimal | Fraction | None:
    """The sum; None where one is missing, because a part would be taken for the whole."""
    amounts = list(amounts)
    return None if None in amounts else added(amounts)
