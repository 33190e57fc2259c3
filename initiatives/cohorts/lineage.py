"""Where a count of citizens came from: for those who upload all its versions, for others the one that stands."""

from collections.abc import Iterable
from datetime import datetime

import django_tables2 as tables
from django.conf import settings

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import danish_date, danish_number
from budget.lineage.reporting import VERSION_HEADER, came_from, version_row
from budget.lineage.tables import NUMBER, PersonsColumn, VersionTable
from budget.wording import NO_FIGURE
from extracts.models import State
from initiatives.cohorts.reporting import Figure, cohort_statuses
from initiatives.cohorts.wording import persons_text, why_hidden
from initiatives.models import Outcome

WHOLE = "Antal borgere. Et løfte gælder den dag, der står, eller statusdatoen, hvor der ingen står."


class OutcomeVersionTable(VersionTable):
    persons = tables.Column(verbose_name="Antal borgere", orderable=False, attrs=NUMBER, empty_values=())
    promised = PersonsColumn(verbose_name="Lovet")
    promised_on = tables.Column(verbose_name="Lovet pr.", orderable=False, default=NO_FIGURE)

    class Meta(VersionTable.Meta):
        model = Outcome
        fields = ("persons", "promised", "promised_on")
        sequence = (*fields, "...")

    def render_persons(self, value, record):
        return State(record.state).label if value is None else danish_number(value)

    def render_promised_on(self, value):
        return danish_date(value)


def with_names(outcomes):
    return outcomes.select_related("cohort__initiative", "outcome_type").with_upload()


def versions_of(outcome: Outcome, moment: datetime | None) -> list[Outcome]:
    same = Outcome.objects.filter(**{name: getattr(outcome, name) for name in Outcome.LOOKUP})
    return list(with_names(same.recorded_by(moment)).order_by("-recorded_at"))


def name_of(outcome: Outcome) -> str:
    """`KIK II, start 1. februar 2018: selvforsørgende pr. 31. august 2018`."""
    return f"{outcome.cohort}: {outcome.outcome_type} pr. {danish_date(outcome.status_date)}"


def standing_figure(outcome: Outcome) -> Figure | None:
    """The figure as somebody who may not see small groups sees it; None where another version stands today."""
    rows = cohort_statuses(outcome.cohort.initiative, sees_small=False, moment=None)
    figures = (figure for row in rows for status in row.statuses for figure in status.figures)
    return next((figure for figure in figures if figure.pk == outcome.pk), None)


def facts_of(outcome: Outcome, moment: datetime | None) -> list[tuple[str, str]]:
    count = State(outcome.state).label if outcome.persons is None else persons_text(int(outcome.persons))
    promised = "intet" if outcome.promised is None else promised_text(outcome)
    return [("Antal borgere", count), ("Lovet", promised), *came_from(outcome, moment)]


def promised_text(outcome: Outcome) -> str:
    return f"{danish_number(outcome.promised)} pr. {danish_date(outcome.promised_on or outcome.status_date)}"


def hidden_sentence() -> str:
    return why_hidden(settings.SMALL_GROUP_BELOW).replace("Skjult:", "Antallet er skjult:")


def versions_export(outcome: Outcome, versions: Iterable[Outcome], moment: datetime | None) -> ExportTable:
    header = ("Antal borgere", "Lovet", "Lovet pr.", *VERSION_HEADER)
    return ExportTable("udgaver", name_of(outcome), header, [version_row(each, moment) for each in versions], [WHOLE])
