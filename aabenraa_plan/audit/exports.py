"""The log as a file, so many entries at most."""

from django.db.models import QuerySet
from django.utils import timezone

from aabenraa_plan.audit.reporting import Told
from aabenraa_plan.audit.telling import NOTHING, VERBS, as_change_in_full
from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import danish_number

MOST_ROWS = 10_000
HEADER = ["Dato", "Klokken", "Hvem", "Handling", "Slags", "Hvad", "Ændringer", "Begrundelse", "Handlingens nummer"]
CUT = "Filen har de nyeste {most} af {all} hændelser. Afgræns med en periode, og hent resten i flere filer."


def table_of(entries: QuerySet, *, count: int, sees_small: bool) -> ExportTable:
    rows = [cells(Told(entry, sees_small)) for entry in entries[:MOST_ROWS]]
    notes = [CUT.format(most=danish_number(MOST_ROWS), all=danish_number(count))] if count > MOST_ROWS else []
    return ExportTable("log", "Hændelseslog", HEADER, rows, notes)


def cells(told: Told) -> list:
    entry, changes = told.entry, told.changes
    moment = timezone.localtime(entry.timestamp)
    said = "; ".join(f"{each.word}: {as_change_in_full(each)}" for each in changes if each.new != NOTHING or each.old)
    return [
        *(moment.date(), f"{moment:%H.%M.%S}", told.who, VERBS[entry.action], told.kind, entry.object_repr),
        *(said, told.reason, entry.cid or ""),
    ]
