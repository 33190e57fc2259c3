"""An entry of the log in Danish: one sentence, and its changes as old → new. Reads the database for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from aabenraa_plan.audit.words import REASONS, kind_of_thing, word_for
from aabenraa_plan.formats import counted, danish_date, danish_moment, danish_number, decimals_in, listed

NOTHING, HIDDEN = "intet", "skjult"
PROGRAM = "Systemet"
TOLD = "told"
VERBS = {0: "oprettede", 1: "ændrede", 2: "slettede", 3: "så"}
DETAILS = ("sha256", "pdf_sha256", "pdf_maker", "figures_at")
"""Told on the entry's own page, and too long for a sentence."""
MOST_IN_A_SENTENCE, LONGEST_IN_A_SENTENCE = 3, 80
COUNTS = {"new": ("nyt tal", "nye tal"), "changed": ("ændret tal", "ændrede tal"), "unchanged": ("uændret", "uændrede")}


@dataclass(frozen=True)
class Change:
    name: str
    word: str
    old: str
    new: str
    hidden: bool = False


def who_of(entry) -> str:
    return str(entry.actor) if entry.actor_id else PROGRAM


def kind_of(entry) -> str:
    model = entry.content_type.model_class()
    return kind_of_thing(model) if model else entry.content_type.model


def changes_of(entry, *, sees_small: bool) -> list[Change]:
    """Each change of a field; of a thing that was made or deleted only what it said."""
    model, found = entry.content_type.model_class(), []
    hidden = () if sees_small else getattr(model, "LOG_HIDES", ())
    for name, pair in in_order(model, entry.changes or {}):
        word = word_for(model, name) if model else name
        if name in hidden:
            found.append(Change(name, word, HIDDEN, HIDDEN, hidden=True))
        elif isinstance(pair, dict):
            found.append(linked(name, word, pair))
        elif any(value not in (None, "") for value in pair):
            old, new = (text_of(model, name, value) for value in pair)
            found.append(Change(name, word, old, new))
    return found


def in_order(model, changes: dict) -> list[tuple]:
    """As the model has its fields."""
    names = [field.name for field in model._meta.get_fields()] if model else []
    return sorted(changes.items(), key=lambda each: names.index(each[0]) if each[0] in names else len(names))


def linked(name: str, word: str, link: dict) -> Change:
    """What was added to, or taken out of, a list of links."""
    things = listed(list(map(str, link["objects"])))
    return Change(name, word, NOTHING, things) if link["operation"] == "add" else Change(name, word, things, NOTHING)


def text_of(model, name: str, value) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    try:
        return field_text(model._meta.get_field(name), value)
    except (AttributeError, FieldDoesNotExist, ValueError, InvalidOperation):
        return str(value)


def field_text(field: models.Field, value) -> str:
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(value).replace(tzinfo=UTC)
        return danish_moment(timezone.localtime(moment))
    if isinstance(field, models.DateField):
        return danish_date(date.fromisoformat(value))
    if isinstance(field, models.PositiveSmallIntegerField):
        return str(value)
    if hasattr(field, "places") or isinstance(field, models.IntegerField):
        number = Decimal(str(value))
        return danish_number(number, decimals_in(number))
    return str(value)


def reason_of(entry, changes: Sequence[Change]) -> str:
    """Why, as it was said: in a field of the thing, or beside it."""
    written = [each.new for each in changes if each.name in REASONS and each.new != NOTHING]
    return (written or [(entry.additional_data or {}).get("reason", "")])[0]


def counts_of(entry) -> str:
    """`12 nye tal, 3 ændrede tal og 0 uændrede`, of a file."""
    said = entry.additional_data or {}
    return listed([counted(said[name], *words) for name, words in COUNTS.items() if name in said])


def sentence_of(entry, *, sees_small: bool) -> str:
    """`Leder ændrede krav «Unge i uddannelse»: grænse 60 → 62. Begrundelse: Ny aftale.`"""
    who, changes = who_of(entry), changes_of(entry, sees_small=sees_small)
    told = next((each.new for each in changes if each.name == TOLD), "")
    if told:
        return f"{who}: {told}"
    said = f"{who} {VERBS[entry.action]} {kind_of(entry)} «{entry.object_repr}»"
    if entry.action == entry.Action.UPDATE:
        said += in_short([each for each in changes if each.name not in (*REASONS, *DETAILS)])
    counts, reason = counts_of(entry), reason_of(entry, changes)
    return f"{ended(said)}{counts and f' {counts.capitalize()}.'}{reason and f' Begrundelse: {ended(reason)}'}"


def in_short(changes: Sequence[Change]) -> str:
    shown = [f"{each.word} {as_change(each)}" for each in changes[:MOST_IN_A_SENTENCE]]
    more = len(changes) - len(shown)
    if more:
        shown.append(counted(more, "felt mere", "felter mere"))
    return f": {listed(shown)}" if shown else ""


def as_change(change: Change) -> str:
    return HIDDEN if change.hidden else f"{shortened(change.old)} → {shortened(change.new)}"


def as_change_in_full(change: Change) -> str:
    return HIDDEN if change.hidden else f"{change.old} → {change.new}"


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_IN_A_SENTENCE else f"{line[: LONGEST_IN_A_SENTENCE - 1].rstrip()}…"


def ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
