"""The reports: the list, one version to read, its PDF, and the JSON that its hash is of."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.as_of import PARAMETER, AsOf
from aabenraa_plan.exports import FORMAT, download
from reports.listing import published_by_plan, reports_in_hand
from reports.models import Report
from reports.payload.reading import payload_of
from reports.payload.tables import tables_of
from reports.report_page import report_page

STANDS_STILL = "En rapport kan ikke vises med tal fra en anden dag. Den viser de tal, den blev lavet med."


@requires(Action.READ)
@require_GET
def reports(request):
    stands_still(request)
    hand = reports_in_hand() if may(request.user, Action.BROWSE) else []
    return render(request, "reports/reports.html", {"groups": published_by_plan(), "hand": hand})


@requires(Action.READ)
@require_GET
def report(request, plan, quarter, version):
    """A published one is read by everyone, and says the same for ever; one in hand is the staff's."""
    stands_still(request)
    found = readable(request.user, plan, quarter, version)
    if found is None:
        return not_here(request, plan, quarter)
    payload = payload_of(found)
    tables = tables_of(payload) if FORMAT in request.GET else []
    if file := download(request, file_name(found), tables):
        return file
    return render(request, "reports/report.html", report_page(found, payload, staff=may(request.user, Action.BROWSE)))


@requires(Action.READ)
@require_GET
def report_pdf(request, plan, quarter, version):
    return kept_file(request, plan, quarter, version, "pdf")


@requires(Action.READ)
@require_GET
def report_json(request, plan, quarter, version):
    return kept_file(request, plan, quarter, version, "json")


def kept_file(request, plan: str, quarter: str, version: int, kind: str) -> HttpResponse:
    """The bytes as they were kept, so that their SHA-256 can be checked; only a published report has them."""
    found = readable(request.user, plan, quarter, version)
    if found is None or not found.is_published:
        return not_here(request, plan, quarter, draft=found)
    content_type = {"pdf": "application/pdf", "json": "application/json"}[kind]
    response = HttpResponse(bytes(found.pdf) if kind == "pdf" else found.content.encode(), content_type=content_type)
    name = f"{file_name(found)}.{kind}"
    response.headers["Content-Disposition"] = content_disposition_header(kind == "json", name)
    return response


def stands_still(request):
    """A report does not look back: the wish is taken out of the address, and the reader is told."""
    if request.as_of.moment:
        messages.info(request, STANDS_STILL)
        request.as_of, request.GET = AsOf(), request.GET.copy()
        del request.GET[PARAMETER]


def readable(user, plan: str, quarter: str, version: int) -> Report | None:
    """The report, where the user may read it: whether another is on its way is not told."""
    found = Report.objects.filter(plan=plan, quarter=quarter, version=version)
    found = found.select_related("submitted_by", "approved_by", "published_by").first()
    return found if found and (found.is_published or may(user, Action.BROWSE)) else None


def not_here(request, plan: str, quarter: str, draft: Report | None = None) -> HttpResponse:
    """404, with the way on: what has been published of the quarter."""
    instead = Report.objects.published().light().filter(plan=plan, quarter=quarter)
    return render(request, "reports/not_here.html", {"instead": instead, "draft": draft}, status=404)


def file_name(report: Report) -> str:
    return f"rapport-{report.plan}-{report.quarter}-v{report.version}"
