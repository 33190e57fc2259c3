"""Everything that changes an appropriation case: written, granted, taken back, deleted. All or nothing.

Each takes `seen`, the mark of what the person had on the screen (`mark_of`): where somebody else has changed the
case meanwhile it raises `CaseChanged` and writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from aabenraa_plan.audit.recording import parts_rewritten
from aabenraa_plan.formats import danish_number, decimals_in
from aabenraa_plan.refusals import NotPossible
from budget.cases.reporting import Change, changes_of
from budget.lines import LineKey
from budget.models import Appropriation, AppropriationLine, BenefitType, CaseKind, CaseStatus, Programme
from budget.reporting import budgeted, revised
from budget.wording import exact_kroner
from extracts.models import DataVersion

JUST_NOW = timedelta(minutes=1)
MARKED = ("year", "kind", "title", "reason", "case_number", "payer", "status")
MARKED_OF_A_LINE = ("benefit_type_id", "kind", "programme_id", "purpose", "amount", "persons")
CHANGED = "En anden har rettet sagen, siden du åbnede siden. Intet er gemt. Se efter, og prøv igen."
NOT_A_DRAFT = "Sagen er ikke længere en kladde og ligger fast. Intet er ændret."
NOT_GRANTED = "Kun en bevilget sag kan tages tilbage. Intet er ændret."
NOT_YET = "Sagen kan ikke være besluttet på en dag, der ikke er kommet endnu. Intet er ændret."
NO_LINES = "Sagen har ingen linjer. Skriv mindst én, før den bevilges."
TOO_FEW = "{} ville få færre end 0 helårspersoner i det korrigerede budget. Ret linjens helårspersoner."
NOT_ZERO = "Linjerne giver tilsammen {} En omplacering skal gå i nul."
NOT_CAPITAL = "En anlægssag har kun linjer med et formål og ingen ydelse. Ret linjerne."
NOT_OPERATING = "Hver linje i en driftssag skal have en ydelse. Ret linjerne."


class CaseChanged(NotPossible):
    """Somebody else changed the case after it was shown."""


@dataclass(frozen=True)
class CaseText:
    """What a case says beside its lines."""

    year: int
    kind: str
    title: str
    reason: str
    case_number: str = ""
    payer: str = ""


@dataclass(frozen=True)
class CaseLine:
    """A line to be written: on a budget line, or of a capital case with a purpose."""

    amount: Decimal
    benefit_type: BenefitType | None = None
    kind: str = ""
    programme: Programme | None = None
    persons: Decimal | None = None
    purpose: str = ""


def mark_of(case: Appropriation) -> str:
    """A short mark of what a case and its lines hold, to see whether it is still what was shown."""
    held_values = [getattr(case, name) for name in MARKED]
    for line in sorted(case.lines.all(), key=lambda line: line.pk):
        held_values += [getattr(line, name) for name in MARKED_OF_A_LINE]
    return sha256(repr([str(value) for value in held_values]).encode()).hexdigest()[:20]


def lacks_of(kind: str, lines: Sequence[AppropriationLine]) -> list[str]:
    """Why a case of that kind cannot be granted with those lines."""
    if not lines:
        return [NO_LINES]
    total = sum((line.amount for line in lines), Decimal(0))
    lacks = []
    if kind == CaseKind.REALLOCATION and total:
        lacks.append(NOT_ZERO.format(exact_kroner(total, signed=True)))
    if kind == CaseKind.CAPITAL and any(line.benefit_type_id for line in lines):
        lacks.append(NOT_CAPITAL)
    if kind != CaseKind.CAPITAL and not all(line.benefit_type_id for line in lines):
        lacks.append(NOT_OPERATING)
    return lacks


def too_few_persons(case: Appropriation) -> list[str]:
    """The lines that would have fewer than no persons in the revised budget."""
    (adopted, _), granted = budgeted(case.year), changes_of(case.year)
    found = []
    for line in case.lines.exclude(persons=None).select_related("benefit_type"):
        key = LineKey(line.benefit_type_id, line.kind, line.programme_id)
        after = revised(revised(adopted.get(key), granted.get(key)), Change(line.amount, line.persons))
        if after.persons is not None and after.persons < 0:
            found.append(TOO_FEW.format(line.benefit_type))
    return found


def held(case: Appropriation, seen: str) -> Appropriation:
    """The case as it is stored, held until the transaction ends, where that is what was shown."""
    stored = Appropriation.objects.select_for_update().filter(pk=case.pk).first()
    if stored is None or mark_of(stored) != seen:
        raise CaseChanged(CHANGED)
    return stored


def held_draft(case: Appropriation, seen: str) -> Appropriation:
    """Told apart first: what is granted cannot be tried again."""
    if Appropriation.objects.filter(pk=case.pk).exclude(status=CaseStatus.DRAFT).exists():
        raise NotPossible(NOT_A_DRAFT)
    return held(case, seen)


@transaction.atomic
def save_case(
    *, text: CaseText, lines: Sequence[CaseLine], by, case: Appropriation | None = None, seen: str = ""
) -> Appropriation:
    """A new draft, or the draft with other words and lines; a draft need not be whole yet.

    The same draft sent twice by a double click is one draft.
    """
    moment = DataVersion.raised().moment
    is_new = case is None
    case = Appropriation(created_by=by, created_at=moment) if is_new else held_draft(case, seen)
    for name, value in vars(text).items():
        setattr(case, name, value)
    case.save()
    with parts_rewritten(case, "lines", line_told):
        case.lines.all().delete()
        AppropriationLine.objects.bulk_create(AppropriationLine(appropriation=case, **vars(line)) for line in lines)
    twin = twin_of(case) if is_new else None
    if twin:
        case.delete()
    return twin or case


def line_told(line: AppropriationLine) -> str:
    """`Sygedagpenge, forsørgelse, Ordinær: 500.000 kr.`"""
    names = [line.purpose, line.benefit_type, line.get_kind_display(), line.programme]
    said = f"{', '.join(str(name) for name in names if name)}: {exact_kroner(line.amount, signed=True)}"
    if line.persons is None:
        return said
    return f"{said}, {danish_number(line.persons, decimals_in(line.persons))} helårspersoner"


def twin_of(case: Appropriation) -> Appropriation | None:
    """A draft that the same person wrote just before, word for word the same."""
    recent = Appropriation.objects.filter(
        status=CaseStatus.DRAFT, created_by=case.created_by, created_at__gte=case.created_at - JUST_NOW
    )
    return next((each for each in recent.exclude(pk=case.pk) if mark_of(each) == mark_of(case)), None)


@transaction.atomic
def grant_case(*, case: Appropriation, decided_on: date, seen: str, by) -> Appropriation:
    """From now on the case counts in the year's revised budget, and stands."""
    moment = DataVersion.raised().moment
    case = held_draft(case, seen)
    if decided_on > timezone.localdate():
        raise NotPossible(NOT_YET)
    lacks = lacks_of(case.kind, case.lines.all()) + too_few_persons(case)
    if lacks:
        raise NotPossible(" ".join(lacks))
    case.status, case.decided_on = CaseStatus.GRANTED, decided_on
    case.granted_by, case.granted_at = by, moment
    case.save(update_fields=["status", "decided_on", "granted_by", "granted_at"])
    return case


@transaction.atomic
def withdraw_case(*, case: Appropriation, reason: str, by) -> Appropriation:
    """The case no longer counts; it stays to be read, with the reason."""
    moment = DataVersion.raised().moment
    case = Appropriation.objects.select_for_update().get(pk=case.pk)
    if case.status != CaseStatus.GRANTED:
        raise NotPossible(NOT_GRANTED)
    case.status, case.withdrawn_reason = CaseStatus.WITHDRAWN, reason
    case.withdrawn_by, case.withdrawn_at = by, moment
    case.save(update_fields=["status", "withdrawn_reason", "withdrawn_by", "withdrawn_at"])
    return case


@transaction.atomic
def delete_draft(*, case: Appropriation, seen: str):
    """A draft and its lines; nothing else is ever deleted."""
    DataVersion.raised()
    held_draft(case, seen).delete()
