"""What a business case adds up to. Pure; kroner, in the case's own sign.

    net = investment + saving − other financing     where + is net cost: a saving is negative, as it is printed
    net = investment + saving + other financing     where + is gain: an investment is negative
    net = the net line itself                       where a document prints nothing else

A sum with a part that is missing is unknown (None), never smaller; so is the sum of a span that an amount told for a
longer one reaches into. A net takes both an investment and a saving in every part of its span: 0 has to be said. Other
financing is what others pay; where no line has any, there is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from initiatives.spans import Span

INVESTMENT, SAVING, FINANCING, NET = "investment", "saving", "financing", "net"
PROMISED, REALISED = "promised", "realised"
SIDES = (PROMISED, REALISED)
GAIN, COST = "gain", "cost"


@dataclass(frozen=True)
class Line:
    """One kind of money from one payer in a span; `key` is where it is kept."""

    span: Span
    kind: str
    payer: str = ""
    name: str = ""
    promised: Decimal | None = None
    realised: Decimal | None = None
    key: int | None = None

    def amount(self, side: str) -> Decimal | None:
        return self.promised if side == PROMISED else self.realised


@dataclass(frozen=True)
class Case:
    sign: str
    lines: tuple[Line, ...]

    @cached_property
    def spans(self) -> list[Span]:
        """Those of the lines, in the order they end."""
        return in_order(line.span for line in self.lines)

    @property
    def whole(self) -> Span:
        """From the first day of the case to its last."""
        return Span(min(span.starts for span in self.spans), self.spans[-1].ends)

    @property
    def kinds(self) -> set[str]:
        return {line.kind for line in self.lines}

    @property
    def is_known_by_kind(self) -> bool:
        """Whether there is more than net lines."""
        return bool(self.kinds - {NET})

    def spans_without(self, kind: str) -> list[Span]:
        """Those in which nothing is said of an investment or a saving, and no net either."""
        return [
            span for span in self.spans if not cover([line for line in self.lines if line.kind in (kind, NET)], span)
        ]

    def told_together(self, kind: str) -> list[Span]:
        """Those for which a kind is told in one amount, while other amounts are told for parts of them."""
        spans = [line.span for line in self.lines if line.kind == kind]
        return in_order(span for span in spans if any(span != part and span.holds(part) for part in self.spans))

    def has(self, side: str) -> bool:
        return any(line.amount(side) is not None for line in self.lines)

    def total(self, kind: str, span: Span, side: str) -> Decimal | None:
        """All of a kind in the span."""
        lines = [line for line in self.lines if line.kind == kind]
        return total_in(span, lines, side, everywhere=kind != FINANCING)

    def net(self, span: Span, side: str, *, with_financing: bool = True) -> Decimal | None:
        lines = [line for line in self.lines if with_financing or line.kind != FINANCING]
        needed = ([line for line in lines if line.kind in (kind, NET)] for kind in (INVESTMENT, SAVING))
        if reaches_out(lines, span) or not all(cover(found, span) for found in needed):
            return None
        return added(times(self.factor(line.kind), line.amount(side)) for line in lines if span.holds(line.span))

    def factor(self, kind: str) -> int:
        return -1 if kind == FINANCING and self.sign == COST else 1

    def cumulative(self, side: str, *, with_financing: bool = True) -> dict[Span, Decimal | None]:
        """The net so far at the end of each span; unknown from the first one that is, or does not join the last."""
        found, so_far, reached = {}, Decimal(0), None
        for span in self.spans:
            joins = reached in (None, span.starts)
            net = self.net(span, side, with_financing=with_financing) if joins else None
            so_far = None if net is None or so_far is None else so_far + net
            found[span], reached = so_far, span.ends
        return found

    def as_gain(self, amount: Decimal) -> Decimal:
        """With + as gain, whichever way the case has it."""
        return amount if self.sign == GAIN else -amount


def in_order(spans: Iterable[Span]) -> list[Span]:
    """As they end; a span that holds several comes after the last of them."""
    return sorted(set(spans), key=lambda span: (span.ends, -span.starts.toordinal()))


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """None where there is none, or one is missing."""
    found = list(amounts)
    return None if not found or None in found else sum(found, Decimal(0))


def times(factor: int, amount: Decimal | None) -> Decimal | None:
    return None if amount is None else factor * amount


def total_in(span: Span, lines: Sequence[Line], side: str, *, everywhere: bool) -> Decimal | None:
    """All that the lines have in the span; `everywhere` where one of them must speak of every day of it."""
    if reaches_out(lines, span) or (everywhere and not cover(lines, span)):
        return None
    return added(line.amount(side) for line in lines if span.holds(line.span))


def reaches_out(lines: Iterable[Line], span: Span) -> bool:
    """Whether an amount is told for a longer time than the span, so that nobody knows how much of it is in it."""
    return any(line.span.meets(span) and not span.holds(line.span) for line in lines)


def cover(lines: Sequence[Line], whole: Span) -> bool:
    """Whether the lines say something of every day of the span."""
    reached = whole.starts
    for line in sorted((line for line in lines if line.span.meets(whole)), key=lambda line: line.span):
        if line.span.starts > reached:
            return False
        reached = max(reached, line.span.ends)
    return reached >= whole.ends


def joined(spans: Sequence[Span]) -> Span | None:
    """The spans that follow one another from the first, as one; None where that is not more than one of them."""
    if not spans:
        return None
    whole = spans[0]
    for span in spans[1:]:
        if span.starts != whole.ends:
            break
        whole = Span(whole.starts, span.ends)
    return whole if whole != spans[0] else None
