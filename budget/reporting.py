"""A year's budget beside what is booked and where it ends: one grouped query per fact, merged into lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from budget.cases.reporting import Change, changes_of
from budget.forecast import Booked, Choice, Forecast, Lack, Method, forecast_of
from budget.ledger import Ledger, MonthSum, ledgers
from budget.lines import LINE, LineKey
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
from budget.months import MONTHS, BookedMonth
from budget.phasing import Phase, Shares, phase_of
from budget.variance import Priced, Split, split


@dataclass(frozen=True)
class Adopted(Priced):
    """An adopted line; `invented` where it is made up."""

    invented: bool = False


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
    provisional: bool
    year_is_budgeted: bool

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
    def allowed(self) -> Decimal | None:
        """What may be spent: nothing on a line that a budgeted year has no budget for; None in a year without one."""
        return Decimal(0) if self.budget is None and self.year_is_budgeted else self.budget

    @property
    def deviation(self) -> Decimal | None:
        if self.forecast.amount is None or self.allowed is None:
            return None
        return self.forecast.amount - self.allowed

    @property
    def lacks_a_month(self) -> bool:
        """Whether what is spent is only a part, because a month of it has no figure."""
        open_gap = self.booked.lack == Lack.NOTHING_CLOSED and not all(each.is_whole for each in self.months.values())
        return self.booked.lack == Lack.MONTH_MISSING or open_gap

    @property
    def split(self) -> Split | None:
        """Volume and price; of support only, because nobody counts the persons of an effort."""
        if self.kind != LineKind.SUPPORT or self.deviation is None or self.revised is None:
            return None
        return split(self.revised, self.expected)

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

    @property
    def is_budgeted(self) -> bool:
        return any(line.year_is_budgeted for line in self.lines)

    @property
    def is_final(self) -> bool:
        """Whether the supplementary period is closed: what is booked is the account."""
        return bool(self.month and self.month.is_supplementary)

    @property
    def looks_back(self) -> bool:
        """Whether a later month is closed than the one shown."""
        return bool(self.month) and self.month != self.closed[-1].when


def year_status(
    year: int, *, month: int | None = None, as_of: datetime | None = None, decided_before: date | None = None
) -> YearStatus:
    """The year after its last closed month, or after the given one if that is closed; as known at a moment.

    After an earlier month the spending and the methods are those of that month; the budget is today's (with
    `decided_before` only with the appropriations of before that day), and an own figure that was given after that
    month was closed is left out.
    """
    known = list(ClosedMonth.objects.known_at(as_of).filter(year__in=(year - 1, year)).select_related("made_by"))
    closed = [each for each in known if each.year == year]
    last = max((each.month for each in closed), default=0)
    through = month if month in {each.month for each in closed} else last
    adopted, stated = budgeted(year, as_of)
    ledger, before = ledgers(year, as_of)
    choices = ForecastChoice.objects.known_at(as_of).filter(year=year)
    found = Sources(
        adopted=adopted,
        stated=stated,
        changes=changes_of(year, as_of, decided_before),
        ledger=ledger,
        before=before,
        phasings={each.key: each.shares for each in Phasing.objects.known_at(as_of).filter(year=year)},
        choices={each.key: choice_of(each) for each in choices if was_chosen(each, closed, through)},
        through=through,
        last_year_is_closed=any(each.year < year and each.month >= MONTHS for each in known),
    )
    return YearStatus(
        year=year,
        month=BookedMonth(year, through) if through else None,
        closed=closed,
        uploaded=ledger.uploaded,
        lines=found.lines(),
        stated=stated,
    )


def was_chosen(said: ForecastChoice, closed: list[ClosedMonth], through: int) -> bool:
    """Whether a choice counts in the status after a month: an own figure only if it was there when that was closed."""
    if said.method != Method.OWN or not closed or through == closed[-1].month:
        return True
    return any(each.month == through and said.made_at < each.made_at for each in closed)


def choice_of(said: ForecastChoice) -> Choice:
    return Choice(Method(said.method), said.amount, said.persons)


@dataclass(frozen=True)
class Sources:
    """What a year's lines are made of, each by line."""

    adopted: dict[LineKey, Adopted]
    stated: dict[LineKey, Decimal]
    changes: dict[LineKey, Change]
    ledger: Ledger
    before: Ledger
    phasings: dict[LineKey, list[Decimal]]
    choices: dict[LineKey, Choice]
    through: int
    last_year_is_closed: bool

    def lines(self) -> list[LineStatus]:
        """Every line that has a budget or a booking, in the order of the benefit types."""
        types, programmes = BenefitType.objects.in_bulk(), Programme.objects.in_bulk()
        keys = self.adopted.keys() | self.changes.keys() | self.ledger.sums.keys() | self.stated.keys()
        found = [self.line(key, types[key.benefit_type], programmes[key.programme]) for key in keys]
        return sorted(
            found, key=lambda line: (line.benefit_type.position, line.kind != LineKind.SUPPORT, line.programme.position)
        )

    def line(self, key: LineKey, benefit_type: BenefitType, programme: Programme) -> LineStatus:
        adopted = self.adopted.get(key)
        budget = revised(adopted, self.changes.get(key))
        expects_nothing = budget is not None and not budget.amount
        season = self.before.season(key) if self.last_year_is_closed else None
        booked = self.ledger.booked(key, self.through, expects_nothing=expects_nothing)
        months = self.ledger.months(key)
        return LineStatus(
            benefit_type=benefit_type,
            programme=programme,
            kind=key.kind,
            adopted=adopted,
            revised=budget,
            spent=spent(months, booked, self.through),
            months=months,
            phase=phase_of(self.phasings.get(key), season),
            booked=booked,
            season=season,
            forecast=forecast_of(booked, season, self.choices.get(key)),
            invented=self.is_invented(key, adopted, season),
            provisional=self.ledger.provisional(key, self.through),
            year_is_budgeted=bool(self.adopted or self.changes),
        )

    def is_invented(self, key: LineKey, adopted: Adopted | None, season: Shares | None) -> bool:
        """Whether anything the line's figures rest on is made up."""
        budget_is = adopted is not None and adopted.invented
        return budget_is or self.ledger.invented(key) or (bool(season) and self.before.invented(key))


def revised(adopted: Priced | None, change: Change | None) -> Priced | None:
    """The adopted budget with what was granted since."""
    if change is None:
        return adopted
    if adopted is None:
        return Priced(change.amount, change.persons)
    # Of a line that nobody has said the persons of, more persons say nothing either.
    known = adopted.persons is not None and change.persons is not None
    return Priced(adopted.amount + change.amount, adopted.persons + change.persons if known else adopted.persons)


def spent(months: dict[int, MonthSum], booked: Booked, through: int) -> Decimal | None:
    """Of a line with a gap in it, what is booked all the same."""
    if booked.net:
        return booked.total
    known = [each.net for month, each in months.items() if each.net is not None and (not through or month <= through)]
    return sum(known, Decimal(0)) if known else None


def budgeted(year: int, as_of=None) -> tuple[dict[LineKey, Adopted], dict[LineKey, Decimal]]:
    """The adopted lines with their persons, and the revised amounts that a file states; one query."""
    adopted, stated = {}, {}
    rows = BudgetLine.objects.as_of(as_of).filter(year=year, amount__isnull=False)
    columns = (*LINE, "version", "amount", "persons", "invented")
    for *line, version, amount, persons, invented in rows.order_by().values_list(*columns):
        if version == BudgetVersion.ADOPTED:
            adopted[LineKey(*line)] = Adopted(amount, persons, invented)
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
