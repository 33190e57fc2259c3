"""A report's forms as a browser sends them, and the report they are tried on."""

from django.urls import reverse

from extracts.periods import parse
from reports.models import Report
from reports.workflow.actions import draft_report
from reports.workflow.meanwhile import mark_of
from targets.models import Plan

WORDS = {
    "introduction": "Flere fleksjobbere er ledige.",
    "recommendation": "Udvalget tager opfølgningen til efterretning.",
    "meets_on": "2023-12-04",
    "item_number": "112",
    "case_number": "22/38279",
}
CPR = "Ring til 0101701234 om sagen."
CPR_SAID = "Teksten lignede et CPR-nummer og er slettet."


def drafted(by) -> Report:
    """The report of the third quarter of 2023: in the reference figures goal 2 is missed, and nothing is said of it."""
    return draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q3"), by=by)


def where(name: str, report: Report) -> str:
    return reverse(name, args=[report.plan, report.quarter, report.version])


def send(client, name: str, report: Report, *, seen: str | None = None, **words):
    """Send a step's form as the page has it now, or as it was when somebody looked; the page it leads to."""
    return client.post(where(name, report), {"seen": mark_of(report) if seen is None else seen, **words}, follow=True)


def told(answer) -> str:
    """What a redirect will say on the page it leads to."""
    return " ".join(str(message) for message in answer.wsgi_request._messages)
