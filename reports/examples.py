"""The example reports: published by nobody's hand, and marked so wherever they show."""

from django.db import transaction
from django.utils import timezone

from aabenraa_plan.audit.acting import acting
from aabenraa_plan.audit.recording import updated
from aabenraa_plan.models import User
from extracts.models import DataVersion
from extracts.periods import Period, parse
from reports.models import Report, ReportStep, StepKind
from reports.payload.canonical import sha256_of
from reports.payload.collecting import collect
from reports.workflow.actions import approve_report, draft_report, edit_report, log, publish_report, submit_report
from reports.workflow.missing import goals_without_comment
from targets.models import Comment, Goal, Plan
from targets.words import write_comment

EXAMPLES = (("bp21", "2020Q2"), ("bp23", "2023Q2"), ("bp23", "2023Q3"))
WRITER, APPROVER = "eksempel-leder", "eksempel-godkender"
"""Accounts that nobody can log in to: four eyes are needed, even of an example."""
MARK = "Eksempeltekst."
INTRODUCTION = f"{MARK} Her skriver lederen med få ord, hvad kvartalet har budt på."
RECOMMENDATION = f"{MARK} At udvalget tager rapporten til orientering."
WHY = f"{MARK} Her skriver lederen, hvad der er årsagen."
NEXT_STEP = f"{MARK} Her skriver lederen, hvad jobcentret gør nu, og hvornår det er gjort."


def publish_examples() -> list[Report]:
    """Each once: one that was removed does not come back."""
    return [
        publish_example(Plan.objects.get(slug=slug), parse(quarter))
        for slug, quarter in EXAMPLES
        if not ReportStep.objects.filter(plan=slug, quarter=quarter).exists()
    ]


@transaction.atomic
def publish_example(plan: Plan, quarter: Period) -> Report:
    writer, approver = User.objects.system(WRITER), User.objects.system(APPROVER)
    with acting(writer):
        report = draft_report(plan=plan, quarter=quarter, by=writer, is_example=True)
        report = edit_report(report=report, introduction=INTRODUCTION, recommendation=RECOMMENDATION, by=writer)
        comment_on(report, plan, by=writer)
        report = submit_report(report=report, by=writer)
    with acting(approver):
        report = approve_report(report=report, sha256=sha256_of(report.content), by=approver)
        return publish_report(report=report, by=approver)


def comment_on(report: Report, plan: Plan, *, by: User):
    """A comment that says it is an example on each goal that needs one."""
    goals = {goal.code: goal for goal in Goal.objects.filter(plan=plan)}
    for missed in goals_without_comment(collect(report, timezone.now())):
        texts = {"happened": f"{MARK} {missed['sentence']}", "why": WHY, "next_step": NEXT_STEP}
        write_comment(goal=goals[missed["code"]], quarter=report.when, texts=texts, seen=None, by=by)


@transaction.atomic
def remove_examples(*, by: User) -> int:
    """Take the example reports and the comments of their writer away; the log of the reports stays."""
    moment = DataVersion.raised().moment
    updated(Comment.objects.filter(made_by__username=WRITER, ended_at=None), ended_at=moment)
    examples = Report.objects.filter(is_example=True)
    count = examples.count()
    for report in examples:
        log(report, StepKind.DISCARDED, by=by, moment=moment)
    examples.delete()
    return count
