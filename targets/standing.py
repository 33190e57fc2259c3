"""The one word a reader sees for how a target stands: its verdict, or its outlook while the deadline is ahead. Pure."""

from dataclasses import dataclass

from targets.assessment import Assessment
from targets.outlook import Outlook
from targets.outlook_wording import OUTLOOK_WORDS
from targets.spec import Verdict
from targets.wording import VERDICT_WORDS

TRUER_WORDS = {"deadline_figure_missing": "mangler tal fra fristen"}
SYMBOLS = {
    Verdict.MET: "✔",
    Verdict.NEAR: "●",
    Verdict.MISSED: "✖",
    Verdict.NO_DATA: "–",
    Verdict.NOT_ENOUGH: "?",
    Verdict.NOT_DUE: "▷",
    Verdict.NARRATIVE: "¶",
    Outlook.ON_TRACK: "▲",
    Outlook.AT_RISK: "◆",
    Outlook.OFF_TRACK: "▼",
    Outlook.CANNOT_SAY: "?",
}
ORDER = [
    Verdict.MET,
    Verdict.NEAR,
    Verdict.MISSED,
    Outlook.ON_TRACK,
    Outlook.AT_RISK,
    Outlook.OFF_TRACK,
    Verdict.NOT_DUE,
    Verdict.NOT_ENOUGH,
    Verdict.NO_DATA,
    Verdict.NARRATIVE,
]
"""As counts of goals are shown."""


@dataclass(frozen=True)
class Standing:
    """A code (a verdict's or an outlook's), its shape and its word, with a capital."""

    code: str
    symbol: str
    word: str


def standing(code: Verdict | Outlook, reason: str = "") -> Standing:
    """Some reasons have a truer word than the verdict's own."""
    word = TRUER_WORDS.get(reason) or (VERDICT_WORDS | OUTLOOK_WORDS)[code]
    return Standing(code.value, SYMBOLS[code], word.capitalize())


def code_of(found: Assessment) -> Verdict | Outlook:
    """The outlook where the target is not due and it can be said; else the verdict as it is shown."""
    speaks = found.verdict == Verdict.NOT_DUE and found.prospect and found.prospect.outlook != Outlook.CANNOT_SAY
    return found.prospect.outlook if speaks else shown_verdict(found)


def shown_verdict(found: Assessment) -> Verdict:
    """Once the deadline has passed, *not due* would be untrue: what is missing is the figure."""
    return Verdict.NO_DATA if found.reason == "deadline_figure_missing" else found.verdict


def standing_of(found: Assessment) -> Standing:
    return standing(code_of(found), found.reason)


def verdict_standing(found: Assessment) -> Standing:
    """The verdict alone, for where the outlook stands beside it."""
    return standing(shown_verdict(found), found.reason)
