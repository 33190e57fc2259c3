"""What publishing adds to a report that was approved: the signatures, and the paper."""

import logging
from dataclasses import asdict
from datetime import datetime

from django.utils.timezone import localtime

from aabenraa_plan.refusals import NotPossible
from reports.models import Report, ReportStep, StepKind
from reports.payload.canonical import canonical, sha256_of
from reports.payload.shapes import Signature
from reports.pdf.rendering import PDF_MAKER, NoPaper, pdf_of

logger = logging.getLogger(__name__)
NO_PAPER = "Rapportens PDF kunne ikke laves, så den er ikke udgivet. Prøv igen, eller spørg den, der driver systemet."


def published_content(report: Report, *, by, moment: datetime) -> str:
    """The approved content with every step up to now, as the text that is hashed."""
    steps = ReportStep.objects.of(report).select_related("made_by")
    signed = [signature_of(step) for step in steps if step.kind != StepKind.EDITED]
    now = Signature(StepKind.PUBLISHED.value, StepKind.PUBLISHED.label, str(by), localtime(moment).isoformat(), "")
    return canonical(report.payload | {"signatures": [asdict(each) for each in (*signed, now)]})


def signature_of(step: ReportStep) -> Signature:
    return Signature(
        step.kind, step.get_kind_display(), str(step.made_by), localtime(step.made_at).isoformat(), step.comment
    )


def set_on_paper(report: Report):
    """The PDF of the content, made from nothing but it."""
    try:
        report.pdf = pdf_of(report.payload)
    except NoPaper as why:
        logger.error("The PDF of %s could not be set: %s", report, why)
        raise NotPossible(NO_PAPER) from why
    report.pdf_sha256, report.pdf_maker = sha256_of(report.pdf), PDF_MAKER
