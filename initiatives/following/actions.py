"""Everything people write of an initiative on the way: notes, milestones, promises and what was measured of them.

All or nothing. A note or measurement is never overwritten: a correction is a further wording and ends the one the
person had on the screen; where somebody else ended that meanwhile, `ChangedMeanwhile` is raised and nothing written.
What is sent twice by a double click is written once.
"""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.db import models, transaction
from django.db.models import Max

from aabenraa_plan.audit.recording import updated
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion, Said
from initiatives.following.codes import WRITTEN, is_written_here
from initiatives.models import Initiative, Measurement, Milestone, Note, Promise
from targets.planning.codes import free_slug

JUST_NOW = timedelta(minutes=1)
CHANGED = "En anden har rettet det, siden du åbnede siden. Intet er gemt. Se efter, og prøv igen."
MEASURED_THEN = "Der er allerede målt på den dag. Ret den måling i stedet."
NAME_TAKEN = "Indsatsen har allerede et løfte med det navn. Vælg et andet navn, eller ret det løfte."
PRINTED = "Løftet står i et dokument, så kun dets udgangspunkt og bemærkning kan rettes."
FIXED = "Der er målt på løftet, så kun dets navn, bemærkning og kilde kan rettes."
UNMARKED = ("edited_at", "edited_by", "position")
PROMISE_WORDS = {"name", "note", "source"}
PRINTED_WORDS = {"baseline", "note"}
"""What a document may lack and somebody find out; the rest stands as it is printed."""


class ChangedMeanwhile(NotPossible):
    """Somebody else changed it after it was shown."""


def mark_of(row: models.Model) -> str:
    """A short mark of what a row holds, to see whether it is still what was shown."""
    fields = [field for field in row._meta.concrete_fields if field.name not in UNMARKED]
    held_values = [field.get_prep_value(getattr(row, field.attname)) for field in fields]
    return sha256(repr(held_values).encode()).hexdigest()[:20]


def held(row: models.Model, seen: str, words: dict):
    """The row as it is stored, held until the transaction ends, where that is what was shown or what is wanted."""
    stored = type(row).objects.select_for_update().get(pk=row.pk)
    if mark_of(stored) != seen and any(getattr(stored, name) != value for name, value in words.items()):
        raise ChangedMeanwhile(CHANGED)
    return stored


def ended(word: Said, *, by, moment, reason: str) -> Said:
    """The word, no longer standing; refused where somebody else has ended it already."""
    standing = type(word).objects.select_for_update().filter(pk=word.pk, ended_at=None)
    if not updated(standing, ended_at=moment, ended_by=by, ended_reason=reason):
        raise ChangedMeanwhile(CHANGED)
    return word


@transaction.atomic
def write_note(*, initiative: Initiative, words: dict, by) -> Note:
    """`words`: kind, day, when, text, source."""
    moment = DataVersion.raised().moment
    recent = initiative.notes.filter(**words, made_by=by, made_at__gte=moment - JUST_NOW, ended_at=None)
    return recent.first() or initiative.notes.create(
        **words, code=f"{WRITTEN}{next_number(initiative.notes)}", made_by=by, made_at=moment
    )


def next_number(rows) -> int:
    """One more than there were ever written here; nothing that has a number is deleted."""
    return len(set(rows.filter(code__startswith=WRITTEN).values_list("code", flat=True))) + 1


@transaction.atomic
def correct_note(*, note: Note, words: dict, reason: str, by) -> Note:
    """A further wording of the note, under the same code."""
    moment = DataVersion.raised().moment
    wordings = Note.objects.filter(initiative=note.initiative_id, code=note.code)
    said = words | {"reason": reason, "made_by": by}
    if twin := wordings.filter(**said, made_at__gte=moment - JUST_NOW, ended_at=None).exclude(pk=note.pk).first():
        return twin
    ended(note, by=by, moment=moment, reason=reason)
    return Note.objects.create(initiative_id=note.initiative_id, code=note.code, **said, made_at=moment)


@transaction.atomic
def withdraw(*, word: Note | Measurement, reason: str, by):
    """The word no longer stands; the staff can still read it, with the reason."""
    moment = DataVersion.raised().moment
    twin = type(word).objects.filter(pk=word.pk, ended_by=by, ended_reason=reason).first()
    return twin or ended(word, by=by, moment=moment, reason=reason)


@transaction.atomic
def add_milestone(*, initiative: Initiative, words: dict, by) -> Milestone:
    """`words`: title, due, reached, note, source."""
    moment = DataVersion.raised().moment
    twin = initiative.milestones.filter(**words, edited_by=by, edited_at__gte=moment - JUST_NOW).first()
    code = f"{WRITTEN}{next_number(initiative.milestones)}"
    return twin or initiative.milestones.create(code=code, **words, edited_at=moment, edited_by=by)


@transaction.atomic
def edit_milestone(*, milestone: Milestone, words: dict, seen: str, by) -> Milestone:
    """Other words, or when it was reached; a document's milestone is then left alone by the loader."""
    moment = DataVersion.raised().moment
    milestone = held(milestone, seen, words)
    return rewritten(milestone, words | {"edited_at": moment, "edited_by": by})


def rewritten(row: models.Model, values: dict):
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


@transaction.atomic
def add_promise(*, initiative: Initiative, words: dict, by) -> Promise:
    """`words`: name, rule, value, unit, per, per_unit, baseline, due, note, source. The same one twice is one."""
    moment = DataVersion.raised().moment
    twin = initiative.promises.filter(**words).first()
    if twin:
        return twin
    check_name(initiative, words["name"])
    last = initiative.promises.aggregate(last=Max("position"))["last"] or 0
    taken = initiative.promises.values_list("code", flat=True)
    code = free_slug(f"{WRITTEN}{words['name']}", taken, WRITTEN)
    return initiative.promises.create(code=code, position=last + 1, edited_at=moment, edited_by=by, **words)


def check_name(initiative: Initiative, name: str, but: int | None = None):
    if initiative.promises.filter(name__iexact=name).exclude(pk=but).exists():
        raise NotPossible(NAME_TAKEN)


@transaction.atomic
def edit_promise(*, promise: Promise, words: dict, seen: str, by) -> Promise:
    """Other words of a promise; its figures stand as soon as it has ever been measured.

    Of a document's promise the baseline and the note alone; the loader then leaves it alone.
    """
    moment = DataVersion.raised().moment
    promise = held(promise, seen, words)
    if not is_written_here(promise):
        if not set(words) <= PRINTED_WORDS:
            raise NotPossible(PRINTED)
    elif promise.measurements.exists() and not set(words) <= PROMISE_WORDS:
        raise NotPossible(FIXED)
    else:
        check_name(promise.initiative, words["name"], promise.pk)
    return rewritten(promise, words | {"edited_at": moment, "edited_by": by})


@transaction.atomic
def measure(*, promise: Promise, day: date, value: Decimal, source: str, by) -> Measurement:
    """A figure for a day that has none."""
    moment = DataVersion.raised().moment
    standing = promise.measurements.filter(day=day, ended_at=None).first()
    if standing is None:
        return promise.measurements.create(day=day, value=value, source=source, made_by=by, made_at=moment)
    if (standing.value, standing.source, standing.made_by) == (value, source, by):
        return standing
    raise NotPossible(MEASURED_THEN)


@transaction.atomic
def correct_measurement(*, measurement: Measurement, value: Decimal, source: str, reason: str, by) -> Measurement:
    """A further word on the same day."""
    moment = DataVersion.raised().moment
    said = {"day": measurement.day, "value": value, "source": source, "reason": reason, "made_by": by}
    words = measurement.promise.measurements
    if twin := words.filter(**said, made_at__gte=moment - JUST_NOW, ended_at=None).exclude(pk=measurement.pk).first():
        return twin
    ended(measurement, by=by, moment=moment, reason=reason)
    return words.create(**said, made_at=moment)
