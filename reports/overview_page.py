"""The overview as finished text, kept under the data version: written once after each change, read many times."""

from datetime import date

from django.template.loader import render_to_string

from aabenraa_plan.as_of import AsOf
from aabenraa_plan.kept import kept, kept_here
from extracts.stamp import stamp_of
from reports.due.tasks import all_report_tasks, plan_to_report
from reports.in_force import NO_PLAN, plan_in_force
from reports.overview import overview_of
from reports.plan_budget import plan_budget
from targets.datacalendar.tasks import Tasks, all_tasks
from targets.models import Plan
from targets.words import quarter_to_comment


def overview_page(slug: str, as_of: AsOf, stamp: str) -> dict:
    """`title`, `sentence`, `body`, everyone's `tasks` and `report_tasks` (of a past moment None), and the plans to
    switch between.

    `NO_PLAN` asks for the one in force, and `Plan.DoesNotExist` answers a slug that no plan has.

    A past moment is one reader's own look back: it takes no room on the shelf that all share.
    """
    shelf = kept_here if as_of.moment else kept
    if slug == NO_PLAN:
        slug = shelf(f"plan-in-force:{stamp}", lambda: plan_in_force(as_of.today))
    return shelf(f"overview:{stamp}:{slug}", lambda: written(slug, as_of))


def written(slug: str, as_of: AsOf) -> dict:
    plans = list(Plan.objects.all())
    plan = Plan.objects.get(slug=slug) if slug != NO_PLAN else None
    shown = overview_of(plan, as_of=as_of.moment, today=as_of.today) if plan else {}
    money = plan_budget(plan, as_of.moment) if plan else None
    return {
        "title": plan.title if plan else "",
        "slug": slug,
        "sentence": shown.get("sentence", ""),
        "plans": [{"title": each.title, "slug": each.slug, "is_draft": each.is_draft} for each in plans],
        "tasks": None if as_of.moment else tasks_on(as_of.today),
        "report_tasks": None if as_of.moment else all_report_tasks(as_of.today),
        "body": render_to_string("reports/overview_body.html", {"plan": plan, "as_of": as_of, "money": money} | shown),
    }


def tasks_on(today: date) -> Tasks:
    """The same whichever plan is shown."""
    return all_tasks(plan=plan_to_report(quarter_to_comment(today), today), today=today)


def write_anew():
    """After a change: today's overview of the plan in force, so that no reader waits for it."""
    today = AsOf()
    overview_page(NO_PLAN, today, stamp_of(today))
