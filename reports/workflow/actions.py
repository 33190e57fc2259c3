"""The course of a report: drafted, submitted, returned or approved, published, decided on. Each step is logged."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from aabenraa_plan.formats import listed
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from extracts.periods import Kind, Period
from reports.models import CommitteeDecision, Report, ReportState, ReportStep, StepKind
from reports.payload.canonical import canonical, sha256_of
from reports.payload.collecting import collect
from reports.workflow.missing import goals_without_comment
from reports.workflow.publishing import published_content, set_on_paper
from targets.models import Plan

MOVED_ON = "Rapporten er {state}, så det kan ikke lade sig gøre. Se, hvor den er nået til."
OWN_REPORT = "Du har selv sendt rapporten til godkendelse. En anden skal godkende den."
ANOTHER_CONTENT = "Rapporten er ændret, siden du åbnede siden. Læs den igen, før du godkender."
IN_HAND = "Rapporten for {label} er allerede i gang. Fortsæt med den."
PUBLISHED = "Rapporten for {label} er udgivet. Åbn den igen, hvis den skal rettes."
NOT_OVER = "{label} er ikke slut endnu. Vælg et kvartal, der er."
NOT_ADOPTED = "Planen er ikke vedtaget endnu. En rapport følger op på en vedtaget plan."


def locked(report: Report, *states: ReportState) -> Report:
    """The report as it stands now, nobody else's until the transaction ends; `NotPossible` where it has moved on."""
    found = Report.objects.select_for_update().filter(pk=report.pk).first()
    if found is None:
        raise NotPossible("Rapporten er kasseret, så det kan ikke lade sig gøre.")
    if found.state not in states:
        raise NotPossible(MOVED_ON.format(state=found.get_state_display()))
    return found


def log(report: Report, kind: StepKind, *, by, moment, comment: str = "") -> ReportStep:
    return ReportStep.objects.create(
        plan=report.plan,
        quarter=report.quarter,
        version=report.version,
        kind=kind,
        comment=comment,
        sha256=sha256_of(report.content) if report.content else "",
        made_by=by,
        made_at=moment,
    )


@transaction.atomic
def draft_report(*, plan: Plan, quarter: Period, by, is_example: bool = False) -> Report:
    """The first version of a quarter's report."""
    version = DataVersion.raised()
    if plan.is_draft:
        raise NotPossible(NOT_ADOPTED)
    if quarter.kind != Kind.QUARTER or quarter.end > timezone.localdate(version.moment):
        raise NotPossible(NOT_OVER.format(label=quarter.label))
    known = Report.objects.filter(plan=plan.slug, quarter=quarter.code).order_by("-version").first()
    if known:
        raise NotPossible((PUBLISHED if known.is_published else IN_HAND).format(label=quarter.label))
    report = Report.objects.create(plan=plan.slug, quarter=quarter.code, is_example=is_example)
    log(report, StepKind.DRAFTED, by=by, moment=version.moment)
    return report


@transaction.atomic
def edit_report(
    *,
    report: Report,
    by,
    introduction: str = "",
    meets_on: date | None = None,
    item_number: int | None = None,
    case_number: str = "",
    recommendation: str = "",
) -> Report:
    """The words and the meeting of a report that nobody has submitted; one that was sent back is a draft again."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.DRAFT, ReportState.RETURNED)
    report.introduction, report.recommendation = introduction, recommendation
    report.meets_on, report.item_number, report.case_number = meets_on, item_number, case_number
    report.save()
    log(report, StepKind.EDITED, by=by, moment=moment)
    return report


@transaction.atomic
def discard_report(*, report: Report, by):
    """Throw away what nobody has submitted or approved; its log stays."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.DRAFT, ReportState.RETURNED)
    log(report, StepKind.DISCARDED, by=by, moment=moment)
    report.delete()


@transaction.atomic
def submit_report(*, report: Report, by) -> Report:
    """Freeze what the report says now and ask for approval; `NotPossible` while a comment is missing."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.DRAFT, ReportState.RETURNED)
    payload = collect(report, moment)
    missing = goals_without_comment(payload)
    if missing:
        names = listed([goal["title"] for goal in missing])
        raise NotPossible(f"Der mangler kommentar til mål, der ikke er opfyldt: {names}. Skriv dem først.")
    report.content, report.figures_at = canonical(payload), moment
    report.state, report.submitted_by, report.submitted_at = ReportState.SUBMITTED, by, moment
    report.save()
    log(report, StepKind.SUBMITTED, by=by, moment=moment)
    return report


@transaction.atomic
def return_report(*, report: Report, comment: str, by) -> Report:
    """Send it back to be written on, with the reason; what was submitted stands in the log by its hash."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.SUBMITTED)
    log(report, StepKind.RETURNED, by=by, moment=moment, comment=comment)
    return opened(report, ReportState.RETURNED)


def opened(report: Report, state: ReportState) -> Report:
    """Nobody's signature stands on a report that is written on."""
    report.state, report.content, report.figures_at = state, "", None
    report.submitted_by = report.submitted_at = report.approved_by = report.approved_at = None
    report.save()
    return report


@transaction.atomic
def approve_report(*, report: Report, sha256: str, by) -> Report:
    """By another than submitted it, of exactly the content that was read."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.SUBMITTED)
    if report.submitted_by == by:
        raise NotPossible(OWN_REPORT)
    if sha256_of(report.content) != sha256:
        raise NotPossible(ANOTHER_CONTENT)
    report.state, report.approved_by, report.approved_at = ReportState.APPROVED, by, moment
    report.save()
    log(report, StepKind.APPROVED, by=by, moment=moment)
    return report


@transaction.atomic
def publish_report(*, report: Report, by) -> Report:
    """Sign, hash and set what was approved: from here on nothing of it changes."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.APPROVED)
    report.content = published_content(report, by=by, moment=moment)
    set_on_paper(report)
    report.sha256 = sha256_of(report.content)
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, moment
    report.save()
    log(report, StepKind.PUBLISHED, by=by, moment=moment)
    return report


@transaction.atomic
def reopen_report(*, report: Report, reason: str, by) -> Report:
    """An approved one is a draft again; of a published one a further version begins, and the published one stays."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.APPROVED, ReportState.PUBLISHED)
    log(report, StepKind.REOPENED, by=by, moment=moment, comment=reason)
    if not report.is_published:
        return opened(report, ReportState.DRAFT)
    return next_version(report, reason, by=by, moment=moment)


def next_version(report: Report, reason: str, *, by, moment) -> Report:
    later = Report.objects.filter(plan=report.plan, quarter=report.quarter, version__gt=report.version)
    if later.exists():
        raise NotPossible("Der er allerede en nyere version af rapporten. Fortsæt med den.")
    if not Plan.objects.filter(slug=report.plan).exists():
        raise NotPossible("Planen findes ikke længere, så der kan ikke laves en ny version af rapporten.")
    kept = ("plan", "quarter", "introduction", "meets_on", "item_number", "case_number", "recommendation", "is_example")
    words = {name: getattr(report, name) for name in kept}
    fresh = Report.objects.create(**words, version=report.version + 1, correction=reason)
    log(fresh, StepKind.DRAFTED, by=by, moment=moment, comment=reason)
    return fresh


@transaction.atomic
def record_decision(
    *, report: Report, by, meets_on: date, item_number: int, kind: str, case_number: str = "", text: str = "", reason=""
) -> CommitteeDecision:
    """What the committee decided; a later word ends the one before it, and says why."""
    moment = DataVersion.raised().moment
    report = locked(report, ReportState.PUBLISHED)
    standing = CommitteeDecision.objects.known_at(None).filter(report=report)
    if standing.exists() and not reason:
        raise NotPossible("Der er allerede skrevet en beslutning. Skriv, hvorfor den rettes.")
    standing.update(ended_at=moment, ended_by=by, ended_reason=reason)
    words = {"meets_on": meets_on, "item_number": item_number, "case_number": case_number, "kind": kind, "text": text}
    return CommitteeDecision.objects.create(report=report, reason=reason, made_by=by, made_at=moment, **words)
