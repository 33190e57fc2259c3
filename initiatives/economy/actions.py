"""Everything that changes a business case: made, given lines, promised amounts amended, realised ones written.

All or nothing. An amount is never overwritten: a later one ends it, and it stays to be read. Each change takes
`seen`, the mark of what the person had on the screen (`mark_of`): where somebody else wrote meanwhile `CaseChanged`
is raised and nothing written. What is sent twice by a double click is written once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from aabenraa_plan.audit.recording import updated
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from initiatives.models import BusinessCase, CaseAmount, CaseKind, CaseLine, Initiative, Side
from initiatives.spans import Span

CHANGED = "En anden har skrevet beløb, siden du åbnede siden. Intet er gemt. Se efter, og prøv igen."
CASE_CHANGED = "En anden har rettet økonomien, siden du åbnede siden. Intet er gemt. Se efter, og prøv igen."
HAS_A_CASE = "Indsatsen har allerede en økonomi. Ret den i stedet."
FROM_A_DOCUMENT = "Økonomien er indlæst fra et dokument. Enhed, fortegn og kilde kan ikke rettes her."
SIGN_STANDS = "Der er skrevet beløb, så fortegnet ligger fast: ellers ville de betyde det modsatte."
LINE_EXISTS = "Linjen findes allerede. Ret dens beløb i stedet."
OVERLAPS = "Der er allerede en linje, der ligner, og som dækker en del af perioden. Beløbet ville blive talt to gange."
NET_STANDS_ALONE = (
    "En nettolinje er alle beløb i perioden lagt sammen. Der kan ikke både være en nettolinje og andre linjer."
)
REALISED_STANDS = "Linjen har et realiseret beløb. Tag det tilbage først."
OTHER_LINES = "Linjerne er ikke længere dem, siden viste. Intet er gemt. Åbn siden igen."
CASE_WORDS = ("unit", "sign", "frame", "note", "source")


class CaseChanged(NotPossible):
    """Somebody else wrote after it was shown."""


@dataclass(frozen=True)
class Told:
    """Where an amount is from, and why it is written."""

    source: str
    reason: str = ""


def current_amounts(lines: Iterable[int], side: str) -> dict[int, CaseAmount]:
    """Those that stand now, by line."""
    found = CaseAmount.objects.known_at().filter(line__in=lines, side=side)
    return {each.line_id: each for each in found.select_related("made_by")}


def mark_of(amounts: Mapping[int, CaseAmount]) -> str:
    """A short mark of which versions stand, to see whether they are still those that were shown."""
    return marked(sorted(each.pk for each in amounts.values()))


def case_mark(case: BusinessCase) -> str:
    return marked([BusinessCase._meta.get_field(name).get_prep_value(getattr(case, name)) for name in CASE_WORDS])


def marked(values: list) -> str:
    return sha256(repr(values).encode()).hexdigest()[:20]


@transaction.atomic
def create_case(*, initiative: Initiative, words: dict, by) -> BusinessCase:
    """`words`: unit, sign, frame, note, source. The same sent twice is one."""
    moment = DataVersion.raised().moment
    standing = BusinessCase.objects.filter(initiative=initiative).first()
    if standing is None:
        return BusinessCase.objects.create(initiative=initiative, edited_at=moment, edited_by=by, **words)
    if {name: getattr(standing, name) for name in words} == words:
        return standing
    raise NotPossible(HAS_A_CASE)


@transaction.atomic
def edit_case(*, case: BusinessCase, words: dict, seen: str, by) -> BusinessCase:
    """Other words of a case that was made in the browser."""
    moment = DataVersion.raised().moment
    stored = BusinessCase.objects.get(pk=case.pk)
    if stored.is_from_a_document:
        raise NotPossible(FROM_A_DOCUMENT)
    if all(getattr(stored, name) == value for name, value in words.items()):
        return stored
    if case_mark(stored) != seen:
        raise CaseChanged(CASE_CHANGED)
    if words["sign"] != stored.sign and CaseAmount.objects.filter(line__case=stored).exists():
        raise NotPossible(SIGN_STANDS)
    changed = words | {"edited_at": moment, "edited_by": by}
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(changed))
    return stored


@transaction.atomic
def add_line(*, case: BusinessCase, span: Span, kind: str, payer: str, name: str, amount: Decimal, told: Told, by):
    """A line with what is promised of it; a line that was taken back may be written again."""
    moment = DataVersion.raised().moment
    key = {"starts": span.starts, "ends": span.ends, "kind": kind, "payer": payer, "name": name}
    line = case.lines.filter(**key).first()
    standing = current_amounts([line.pk], Side.PROMISED).get(line.pk) if line else None
    if standing and (standing.amount, standing.source, standing.made_by) == (amount, told.source, by):
        return line
    if standing:
        raise NotPossible(LINE_EXISTS)
    check_others(case, span, kind, payer, name)
    line = line or case.lines.create(**key, position=position_of(case, kind, payer, name))
    write(line.pk, Side.PROMISED, amount, told, by=by, moment=moment)
    return line


def check_others(case: BusinessCase, span: Span, kind: str, payer: str, name: str):
    """No day of a line may be in another of the same payer, kind and name, and none both in a net and in its parts."""
    standing = case.lines.filter(amounts__ended_at=None, starts__lt=span.ends, ends__gt=span.starts)
    if standing.filter(kind=kind, payer=payer, name=name).exists():
        raise NotPossible(OVERLAPS)
    is_net = kind == CaseKind.NET
    if (standing.exclude(kind=kind) if is_net else standing.filter(kind=CaseKind.NET)).exists():
        raise NotPossible(NET_STANDS_ALONE)


def position_of(case: BusinessCase, kind: str, payer: str, name: str) -> int:
    """Beside the other spans of the same line; a new one comes last."""
    same = case.lines.filter(kind=kind, payer=payer, name=name).first()
    return same.position if same else (case.lines.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def amend_promised(*, line: CaseLine, amount: Decimal | None, seen: str, told: Told, by) -> int:
    """Another promise, or none: then the line is no longer in the case. Returns how many amounts changed."""
    moment = DataVersion.raised().moment
    if amount is None and current_amounts([line.pk], Side.REALISED):
        raise NotPossible(REALISED_STANDS)
    return written({line.pk: amount}, Side.PROMISED, seen, told, by=by, moment=moment)


@transaction.atomic
def record_realised(*, case: BusinessCase, amounts: Mapping[int, Decimal | None], seen: str, told: Told, by) -> int:
    """What came of the lines, by line; None takes what was written back. Returns how many amounts changed."""
    moment = DataVersion.raised().moment
    if case.lines.filter(pk__in=amounts).count() != len(amounts):
        raise NotPossible(OTHER_LINES)
    return written(amounts, Side.REALISED, seen, told, by=by, moment=moment)


def written(amounts: Mapping[int, Decimal | None], side: str, seen: str, told: Told, *, by, moment: datetime) -> int:
    """Further versions of those that change, and of no others."""
    standing = current_amounts(amounts, side)
    before = {pk: each.amount for pk, each in standing.items()}
    changed = {pk: amount for pk, amount in amounts.items() if amount != before.get(pk)}
    if changed and mark_of(standing) != seen:
        raise CaseChanged(CHANGED)
    ended = CaseAmount.objects.filter(side=side, ended_at=None)
    ending = {"ended_at": moment, "ended_by": by, "ended_reason": told.reason}
    updated(ended.filter(line__in=[pk for pk, amount in changed.items() if amount is None]), **ending)
    ended.filter(line__in=changed).update(**ending)
    for pk, amount in changed.items():
        if amount is not None:
            write(pk, side, amount, told, by=by, moment=moment)
    return len(changed)


def write(line: int, side: str, amount: Decimal, told: Told, *, by, moment: datetime) -> CaseAmount:
    return CaseAmount.objects.create(
        line_id=line, side=side, amount=amount, source=told.source, reason=told.reason, made_by=by, made_at=moment
    )
