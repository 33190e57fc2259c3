"""A report's payload put together from what is known now; submitting freezes what this returns."""

from dataclasses import asdict
from datetime import datetime

from django.utils.timezone import localtime

from extracts.periods import Period
from reports.comparing.differences import differences
from reports.comparing.wording import summary
from reports.models import Report
from reports.overview import beside_the_plan, gaps, sentence, tiles
from reports.payload import shapes
from reports.payload.gaps import late_figures
from reports.payload.goals import guideposts_of, word_of
from reports.payload.initiatives import initiatives_of
from reports.payload.money import money_of
from reports.payload.sources import files_of, marks_of, sources_of
from targets.models import Plan
from targets.quarterly.ending import assess_plan_at
from targets.reporting import AssessedGoal

BEFORE_PLAN = "Kvartalet ligger før planens start. Rapporten viser, hvor planen begynder."
AFTER_PLAN = "Kvartalet ligger efter planens udløb. Rapporten viser, hvad der kom ud af planen."
NONE_NEWER = "der ikke er indlæst nyere fra før kvartalets udgang"


def collect(report: Report, figures_at: datetime) -> dict:
    """The payload as JSON types, without signatures; `figures_at` is the moment everything is read at."""
    plan = Plan.objects.get(slug=report.plan)
    found = asdict(collected(report, plan, figures_at))
    return found | {"since": since(found, earlier_report(report)), "corrects": since(found, corrected(report))}


def collected(report: Report, plan: Plan, figures_at: datetime) -> shapes.Payload:
    quarter = report.when
    assessed = assess_plan_at(plan, quarter, seen_on=localtime(figures_at).date())
    numbered = [goal for goal in assessed if goal.goal.number]
    guideposts = guideposts_of(plan, quarter, assessed)
    budget, initiatives = money_of(plan, quarter, None), initiatives_of(plan, quarter, None, quarter.end)
    goals = [goal for guidepost in guideposts for goal in guidepost.goals]
    return shapes.Payload(
        schema=shapes.SCHEMA,
        plan=plan_of(plan),
        quarter=quarter_of(quarter),
        version=report.version,
        correction=report.correction,
        is_example=report.is_example,
        figures_at=localtime(figures_at).isoformat(),
        title=f"Opfølgning på {plan.title}, {quarter.label}",
        sentence=sentence(numbered),
        introduction=report.introduction,
        tiles=[shapes.Tile(word_of(tile.standing), tile.count) for tile in tiles(numbered)],
        gaps=[*gaps(numbered), *late_figures(numbered, quarter)],
        marks=[*beside_plan(plan, quarter, numbered), *marks_of(goals, budget, initiatives)],
        guideposts=guideposts,
        budget=budget,
        initiatives=initiatives,
        since=None,
        corrects=None,
        sources=sources_of(goals, budget, initiatives),
        files=files_of(goals, budget),
        meeting=meeting_of(report),
    )


def beside_plan(plan: Plan, quarter: Period, goals: list[AssessedGoal]) -> list[str]:
    """Whether the quarter lies before or after the plan, else which of its figures do."""
    if quarter.end <= plan.start:
        return [BEFORE_PLAN]
    after = [AFTER_PLAN] if quarter.start >= plan.end else []
    return after + beside_the_plan(goals, NONE_NEWER)


def plan_of(plan: Plan) -> shapes.Plan:
    days = plan.start.isoformat(), plan.end.isoformat()
    return shapes.Plan(plan.slug, plan.title, plan.guidepost_word, *days, plan.source)


def quarter_of(quarter: Period) -> shapes.Quarter:
    return shapes.Quarter(quarter.code, quarter.label, quarter.start.isoformat(), quarter.end.isoformat())


def meeting_of(report: Report) -> shapes.Meeting | None:
    if not (report.meets_on or report.recommendation):
        return None
    day = report.meets_on.isoformat() if report.meets_on else ""
    return shapes.Meeting(day, report.item_number, report.case_number, report.recommendation)


def earlier_report(report: Report) -> Report | None:
    """The newest version of the last quarter before this one that a report was published of.

    A real one is not compared with an example, which is taken away some day.
    """
    earlier = Report.objects.published().filter(plan=report.plan, quarter__lt=report.quarter)
    return (earlier if report.is_example else earlier.filter(is_example=False)).first()


def corrected(report: Report) -> Report | None:
    return Report.objects.published().filter(plan=report.plan, quarter=report.quarter).first()


def since(found: dict, earlier: Report | None) -> dict | None:
    """What changed since an earlier report."""
    if earlier is None:
        return None
    changed = differences(earlier.payload, found)
    return {
        "plan": earlier.plan,
        "quarter": earlier.quarter,
        "version": earlier.version,
        "label": earlier.label,
        "published_at": localtime(earlier.published_at).isoformat(),
        "sha256": earlier.sha256,
        "sentences": summary(changed),
        "differences": changed,
    }
