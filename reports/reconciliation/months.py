"""Full-year persons of the ledger beside full-time persons of Jobindsats, month by month. Pure.

The ledger counts by posting date, Jobindsats by event date. Nothing is derived across a missing month: an average
is over the months that both have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from extracts.periods import Period
from targets.derivation import Figure


class Version(NamedTuple):
    """A version of a ledger entry; `told` where a file brought it that was not taken back."""

    persons: Decimal | None
    net: Decimal | None
    state: str
    provisional: bool
    invented: bool
    recorded_at: datetime
    superseded_at: datetime | None
    told: bool

    def stands(self, moment: datetime | None) -> bool:
        if self.state == "withdrawn":
            return False
        if moment is None:
            return self.superseded_at is None
        return self.recorded_at <= moment and (self.superseded_at is None or self.superseded_at > moment)


@dataclass(frozen=True)
class Sums:
    """Over all accounts of a month; None where no account says it, or one says that its figure is missing."""

    persons: Decimal | None
    net: Decimal | None

    @classmethod
    def of(cls, versions: Sequence[Version]) -> "Sums":
        if any(each.state != "value" for each in versions):
            return cls(None, None)
        return cls(added(each.persons for each in versions), added(each.net for each in versions))


@dataclass(frozen=True)
class Booked:
    """A month of the ledger as it stands, and as it was when it was first recorded."""

    now: Sums
    first: Sums
    first_at: datetime | None
    provisional: bool
    invented: bool

    @property
    def late_persons(self) -> Decimal | None:
        return less(self.now.persons, self.first.persons)

    @property
    def late_net(self) -> Decimal | None:
        return less(self.now.net, self.first.net)


def booked_of(versions: Sequence[Version], moment: datetime | None = None) -> Booked | None:
    """All versions of a month's entries as known at a moment; None where nothing stands.

    An invented figure is no earlier version of a real one, nor the other way round.
    """
    current = [each for each in versions if each.stands(moment)]
    if not current:
        return None
    like = {each.invented for each in current}
    told = [each for each in versions if each.told and each.invented in like]
    first_at = min((each.recorded_at for each in told), default=None)
    first = [each for each in told if first_at and each.stands(first_at)]
    return Booked(
        now=Sums.of(current),
        first=Sums.of(first),
        first_at=first_at,
        provisional=any(each.provisional for each in current),
        invented=any(each.invented for each in current),
    )


@dataclass(frozen=True)
class Month:
    """`following` is the ledger of the month after."""

    period: Period
    booked: Booked | None
    figure: Figure | None
    following: Booked | None = None

    @property
    def finance(self) -> Decimal | None:
        return self.booked.now.persons if self.booked else None

    @property
    def jobindsats(self) -> Fraction | None:
        return self.figure.exact if self.figure else None

    @property
    def difference(self) -> Fraction | None:
        """+ is more persons in the ledger."""
        return fraction_less(self.finance, self.jobindsats)

    @property
    def lagged(self) -> Fraction | None:
        """The difference where the ledger is read one month later."""
        return fraction_less(self.following.now.persons if self.following else None, self.jobindsats)

    @property
    def percent(self) -> Fraction | None:
        return percent_of(self.difference, self.jobindsats)

    @property
    def invented(self) -> bool:
        return any(each.invented for each in (self.booked, self.figure) if each)

    @property
    def provisional(self) -> bool:
        return any(each.provisional for each in (self.booked, self.figure) if each)


@dataclass(frozen=True)
class Year:
    """A benefit type's months; those that nobody can have figures for yet are not among them."""

    months: list[Month]

    @cached_property
    def both(self) -> list[Month]:
        return [month for month in self.months if month.difference is not None]

    @cached_property
    def shown(self) -> list[Month]:
        """Those that at least one side says something of."""
        return [month for month in self.months if month.booked or month.figure]

    @property
    def finance(self) -> Fraction | None:
        return mean(month.finance for month in self.both)

    @property
    def jobindsats(self) -> Fraction | None:
        return mean(month.jobindsats for month in self.both)

    @property
    def difference(self) -> Fraction | None:
        return mean(month.difference for month in self.both)

    @property
    def percent(self) -> Fraction | None:
        return percent_of(self.difference, self.jobindsats)

    @cached_property
    def with_following(self) -> list[Month]:
        return [month for month in self.both if month.lagged is not None]

    @property
    def apart(self) -> Fraction | None:
        """How far apart a month is on average, without sign, over those whose next month is known too."""
        return mean(abs(month.difference) for month in self.with_following)

    @property
    def apart_lagged(self) -> Fraction | None:
        return mean(abs(month.lagged) for month in self.with_following)

    @property
    def late(self) -> list[Month]:
        """The months that were changed after they were first recorded."""
        return [month for month in self.months if month.booked and (month.booked.late_net or month.booked.late_persons)]

    @property
    def invented(self) -> bool:
        return any(month.invented for month in self.months)


def added(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known else None


def less(after: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if after is None or before is None else after - before


def fraction_less(finance: Decimal | None, jobindsats: Fraction | None) -> Fraction | None:
    return None if finance is None or jobindsats is None else Fraction(finance) - jobindsats


def mean(numbers: Iterable[Decimal | Fraction]) -> Fraction | None:
    found = [Fraction(number) for number in numbers]
    return sum(found) / len(found) if found else None


def percent_of(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return part * 100 / whole if part is not None and whole else None
