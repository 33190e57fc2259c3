"""How a milestone stands: reached, open or past its deadline with nothing said. Pure."""

from datetime import date

from extracts.periods import Period
from targets.spec import Verdict
from targets.standing import SYMBOLS, Standing

REACHED, LATE = "Nået", "Nået efter fristen"
OVERDUE = "Fristen er gået, ikke oplyst om nået"
OPEN = "Ikke nået endnu"


def standing_of(due: Period | None, reached: Period | None, today: date) -> Standing:
    """Reached late only where the whole period it was reached in is after the deadline; not to know is no failure."""
    if reached and reached.start <= today:
        late = due is not None and reached.start >= due.end
        return shown(Verdict.MISSED, LATE) if late else shown(Verdict.MET, REACHED)
    if due and due.end <= today:
        return shown(Verdict.NO_DATA, OVERDUE)
    return shown(Verdict.NOT_DUE, OPEN)


def shown(verdict: Verdict, word: str) -> Standing:
    return Standing(verdict.value, SYMBOLS[verdict], word)
