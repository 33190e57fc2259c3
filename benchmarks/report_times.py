"""Measures a whole report as PDF, and the committee's front page against an empty page: one process, one database."""

import gc
from statistics import median
from time import perf_counter

from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role
from benchmarks.pages import Reader, WrongPage, logged_in
from benchmarks.report_cases import COLLECT, EMPTY, FIRST_PDF, FRONT, PDF
from reports.models import Report
from reports.payload.collecting import collect
from reports.pdf.rendering import pdf_of


def measure_reports(*, rounds: int) -> dict:
    """Seconds of the newest example report's making, milliseconds of the pages, how large the report is."""
    report = Report.objects.published().filter(plan="bp23").first()
    if report is None:
        raise WrongPage("No report is published, so that there is nothing to measure.")
    payload = collect(report, timezone.now())
    paper, first = timed(lambda: pdf_of(report.payload))
    seconds = {
        COLLECT: median(timed(lambda: collect(report, timezone.now()))[1] for _ in range(rounds)),
        FIRST_PDF: first,
        PDF: median(timed(lambda: pdf_of(report.payload))[1] for _ in range(rounds)),
    }
    goals = sum(len(guidepost["goals"]) for guidepost in payload["guideposts"])
    size = {"goals": goals, "initiatives": len(payload["initiatives"]), "bytes": len(paper)}
    return {"seconds": seconds, "pages": measure_front(rounds), "size": size}


def timed(work) -> tuple:
    began = perf_counter()
    found = work()
    return found, perf_counter() - began


def measure_front(rounds: int) -> dict:
    """In turn, so that a busy moment of the machine meets both."""
    reader = Reader(Role.COMMITTEE.value, logged_in(Role.COMMITTEE))
    addresses = {EMPTY: reverse("empty"), FRONT: reverse("overview")}
    for case, address in addresses.items():
        reader.read(address)
        reader.count(case, address)
    gc.disable()
    try:
        for _ in range(rounds):
            gc.collect()
            for case, address in addresses.items():
                reader.time(case, address)
    finally:
        gc.enable()
    return reader.measured()
