"""The sentences and titles that say what a business case promised and what came of it. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from initiatives.economy.case import INVESTMENT, PROMISED, REALISED, SAVING, Case
from initiatives.economy.payback import ONE_DAY, Outcome, Payback, payback_of
from initiatives.economy.wording import gain_or_cost, millions, month_name, through, when

NO_REALISED = "Der er ikke skrevet realiserede beløb endnu."
NOT_WHOLE = "De realiserede beløb er ikke hele, så de kan ikke lægges sammen."
WHEN_UNKNOWN = "det kan ikke regnes ud, hvornår pengene er tjent hjem"


@dataclass(frozen=True)
class Lead:
    """`frame` is what was set aside in all, as the source prints it."""

    case: Case
    frame: Decimal | None

    @cached_property
    def promised(self) -> Payback:
        return payback_of(self.case, PROMISED)

    @cached_property
    def realised(self) -> Payback:
        return payback_of(self.case, REALISED)

    @property
    def sentence(self) -> str:
        """`Oplægget ventede at investere 60,6 mio. kr. og have pengene tjent hjem i slutningen af maj 2022. …`"""
        if not self.case.lines:
            return f"Der er sat {millions(self.frame)} af." if self.frame else ""
        return f"{self.promised_sentence} {self.realised_sentence}"

    @property
    def invested(self) -> str:
        """What was set aside, else what the lines invest; "" where neither is known."""
        amount = self.case.total(INVESTMENT, self.case.whole, PROMISED) if self.frame is None else self.frame
        return millions(abs(amount)) if amount else ""

    @property
    def promised_sentence(self) -> str:
        if self.promised.outcome == Outcome.UNKNOWN:
            return self.unknown_sentence
        if self.promised.outcome == Outcome.HOME:
            investing = f"investere {self.invested} og " if self.invested else ""
            return f"Oplægget ventede at {investing}have pengene tjent hjem {when(self.promised.day)}."
        set_aside = f"Der blev sat {self.invested} af. " if self.invested else ""
        return f"{set_aside}{self.net_sentence(self.promised, 'var der lovet')}"

    @property
    def unknown_sentence(self) -> str:
        spans = self.case.spans
        over = f" for {spans[0].label}" if len(spans) == 1 else ""
        set_aside = f"Der er sat {self.invested} af{over}. " if self.invested else ""
        missing = "besparelse" if SAVING not in self.case.kinds else "netto for de første perioder"
        return f"{set_aside}Kilderne oplyser ingen {missing}, så {WHEN_UNKNOWN}."

    @property
    def realised_sentence(self) -> str:
        if not self.case.has(REALISED):
            return NO_REALISED
        if self.realised.outcome == Outcome.UNKNOWN:
            return NOT_WHOLE
        if self.realised.until == self.promised.until and self.promised.outcome != Outcome.HOME:
            return ended(f"Det blev {gain_or_cost(self.realised.net)}")
        return self.net_sentence(self.realised, "er der realiseret")

    @staticmethod
    def net_sentence(payback: Payback, said: str) -> str:
        """`Til og med maj 2018 var der lovet en nettoudgift på 22,7 mio. kr.`"""
        return ended(f"Til og med {month_name(payback.until)} {said} {gain_or_cost(payback.net)}")

    @property
    def finding(self) -> str:
        """The title of the chart and the table."""
        if self.realised.outcome != Outcome.UNKNOWN:
            return self.realised_finding
        if self.promised.outcome == Outcome.HOME:
            return f"Pengene ventedes tjent hjem {when(self.promised.day)}"
        if self.promised.outcome == Outcome.NOT_HOME:
            return f"Pengene ventedes ikke tjent hjem {through(self.promised.until)}"
        if self.promised.outcome == Outcome.NEVER_OUT:
            return f"Der ventedes ikke noget minus {through(self.promised.until)}"
        return WHEN_UNKNOWN.capitalize()

    @property
    def realised_finding(self) -> str:
        promised = self.promised_by_then
        beside = "" if promised is None else f", hvor der var lovet {gain_or_cost(promised)}"
        return f"Realiseret {through(self.realised.until)}: {gain_or_cost(self.realised.net)}{beside}"

    @property
    def promised_by_then(self) -> Decimal | None:
        """The promised net so far, with + as gain, on the last day that the realised one is known for."""
        totals = self.case.cumulative(PROMISED).items()
        found = [total for span, total in totals if span.ends - ONE_DAY == self.realised.until]
        return None if None in found or not found else self.case.as_gain(found[0])


def ended(sentence: str) -> str:
    """With one full stop: `mio. kr.` has its own."""
    return sentence if sentence.endswith(".") else f"{sentence}."
