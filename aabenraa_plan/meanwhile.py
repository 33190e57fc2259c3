"""Two people at one thing: who saves last is told what was saved after their page was shown, and loses no text.

A page carries a mark of what it shows, as `seen`; saving compares it with what stands by then, under a lock.
"""

from collections.abc import Callable
from hashlib import sha256

from django.db import models, transaction
from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_moment
from aabenraa_plan.refusals import NotPossible

NOTHING = "0"
SAVED = "{who} gemte «{what}» {when}, efter at du åbnede siden."
TAKEN_BACK = "En anden har taget det tilbage, der stod her, efter at du åbnede siden."
YOURS = "Dit er ikke gemt, men står her endnu. Gem igen, hvis det skal gælde i stedet."


class ChangedMeanwhile(NotPossible):
    """Somebody else was first; the text says who, and what stands now."""


def mark_of(row: models.Model | None, *names: str) -> str:
    """Tells a row from the one before it; with names, also by what those fields of it hold."""
    if row is None:
        return NOTHING
    held = [row.pk, *(getattr(row, name) for name in names)]
    return sha256(repr(held).encode()).hexdigest()[:20]


def told_of(word: models.Model | None, what: str, reader) -> str:
    """Of a word that has its author and its moment."""
    if word is None:
        return f"{TAKEN_BACK} {YOURS}"
    who, when = "Du" if word.made_by == reader else word.made_by, danish_moment(localtime(word.made_at))
    return f"{SAVED.format(who=who, what=what, when=when)} {YOURS}"


@transaction.atomic
def unless_changed(*, standing: Callable, seen: str | None, told: Callable, act: Callable, names=(), **what):
    """Do it where what stands is still what was `seen`; else `ChangedMeanwhile` with what is `told` of it.

    `standing` finds what stands and holds it until the transaction ends. None was seen where no page was shown.
    """
    now = standing()
    if seen is not None and seen != mark_of(now, *names):
        raise ChangedMeanwhile(told(now))
    return act(**what)
