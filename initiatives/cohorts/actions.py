"""Everything that changes a cohort: made and put right in the browser. All or nothing.

Takes `seen`, the mark of what the person had on the screen (`mark_of`): where somebody else has changed the cohort
meanwhile it raises `CohortChanged` and writes nothing.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from aabenraa_plan.formats import danish_date
from aabenraa_plan.refusals import NotPossible
from extracts.lookup import normalised
from extracts.models import DataVersion
from initiatives.models import Cohort, Initiative
from targets.planning.codes import free_slug

JUST_NOW = timedelta(minutes=1)
CHANGED = "En anden har rettet holdet, siden du åbnede siden. Intet er gemt. Se efter, og prøv igen."
NAME_TAKEN = "Indsatsen har allerede et hold med det navn. Vælg et andet navn, eller ret det hold."
PART_OF_A_PART = "Et hold kan ikke være del af et hold, der selv er en del. Vælg helheden."
HAS_PARTS = "Holdet har selv dele og kan derfor ikke være del af et andet hold."
COUNTED_BEFORE = "Der er opgjort udfald for holdet pr. {}. Det kan ikke begynde efter den dag."


class CohortChanged(NotPossible):
    """Somebody else changed the cohort after it was shown."""


@dataclass(frozen=True)
class CohortWords:
    """What a person says of a cohort. `entered_before` is the first day that is too late."""

    name: str
    source: str
    entered_from: date | None = None
    entered_before: date | None = None
    size: int | None = None
    whole: Cohort | None = None
    note: str = ""


def mark_of(cohort: Cohort) -> str:
    """A short mark of what a cohort holds; keyed, because a hidden size could be guessed from a plain one.

    Its own key is in it: a copy of the cohort with a size one knows has another mark.
    """
    held_values = [cohort.pk, *(str(getattr(cohort, field.name)) for field in fields(CohortWords))]
    return salted_hmac("initiatives.cohort", repr(held_values)).hexdigest()[:20]


@transaction.atomic
def create_cohort(*, initiative: Initiative, words: CohortWords, by) -> Cohort:
    """A further cohort, its code made of its name; the same one sent twice by a double click is one."""
    moment = DataVersion.raised().moment
    said = values_of(words)
    twin = initiative.cohorts.filter(**said, edited_by=by, edited_at__gte=moment - JUST_NOW).first()
    if twin:
        return twin
    check(initiative, words)
    code = free_slug(words.name, initiative.cohorts.values_list("code", flat=True), "hold")
    return initiative.cohorts.create(code=code, **said, edited_by=by, edited_at=moment)


@transaction.atomic
def edit_cohort(*, cohort: Cohort, words: CohortWords, seen: str, by) -> Cohort:
    """The cohort with other words; from now on the loader leaves it alone."""
    moment = DataVersion.raised().moment
    stored = Cohort.objects.select_for_update().get(pk=cohort.pk)
    said = values_of(words)
    if all(getattr(stored, name) == value for name, value in said.items()):
        return stored
    if mark_of(stored) != seen:
        raise CohortChanged(CHANGED)
    check(stored.initiative, words, stored)
    for name, value in (said | {"edited_at": moment, "edited_by": by}).items():
        setattr(stored, name, value)
    stored.save()
    return stored


def values_of(words: CohortWords) -> dict:
    return {field.name: getattr(words, field.name) for field in fields(words)}


def check(initiative: Initiative, words: CohortWords, cohort: Cohort | None = None):
    """What would make figures impossible, or a small group one that can be subtracted from cohorts twice removed."""
    others = initiative.cohorts.exclude(pk=cohort.pk) if cohort else initiative.cohorts.all()
    # A file may name a cohort by either, in any case: one name, one cohort.
    taken = {normalised(text) for pair in others.values_list("name", "code") for text in pair}
    if normalised(words.name) in taken:
        raise NotPossible(NAME_TAKEN)
    if words.whole and (words.whole.whole_id or words.whole == cohort):
        raise NotPossible(PART_OF_A_PART)
    if words.whole and cohort and cohort.parts.exists():
        raise NotPossible(HAS_PARTS)
    first = cohort and cohort.outcomes.current().order_by("status_date").values_list("status_date", flat=True).first()
    if first and words.entered_from and words.entered_from > first:
        raise NotPossible(COUNTED_BEFORE.format(danish_date(first)))
