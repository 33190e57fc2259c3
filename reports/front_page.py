"""The start page of a committee member: the latest published picture of a plan, as finished text."""

from datetime import date

from django.template.loader import render_to_string

from aabenraa_plan.as_of import AsOf
from aabenraa_plan.kept import kept_here
from extracts.stamp import stamp_of
from reports.in_force import plan_in_force
from reports.listing import plan_titles, standing_decisions
from reports.models import CommitteeDecision, Report, StepKind

MOST_CHANGES = 5


def front_page(asked: str, today: AsOf) -> dict:
    """`title` and `main` of the plan asked for, else of the one in force, else of the plan last reported on.

    `slug` is then that plan's; all three are empty where nothing is published. Worked out once after each change.
    """
    stamp = stamp_of(today)
    plans = kept_here(f"reported-plans:{stamp}", lambda: reported_plans(today.today))
    slugs = [slug for slug, _title in plans]
    if not slugs:
        return {"slug": "", "title": "", "main": ""}
    slug = asked if asked in slugs else slugs[0]
    return kept_here(f"front:{stamp}:{slug}", lambda: written(slug, plans, today.today))


def reported_plans(today: date) -> list[tuple[str, str]]:
    """Slug and title of the plans with a published report: the one in force first, then the newest report's."""
    newest = {}
    for report in Report.objects.published().light():
        newest.setdefault(report.plan, report)
    titles, in_force = plan_titles(list(newest.values())), plan_in_force(today)
    return [(slug, titles[slug]) for slug in sorted(newest, key=lambda slug: slug != in_force)]


def written(slug: str, plans: list[tuple[str, str]], today: date) -> dict:
    report = Report.objects.picture_of(slug).defer("pdf").first()
    payload = report.payload
    since = payload["since"]
    context = {
        "report": report,
        "payload": payload,
        "plans": plans,
        "decision": decision_on(report),
        "is_ahead": bool(report.meets_on and report.meets_on >= today),
        "approved": next((each for each in reversed(payload["signatures"]) if each["kind"] == StepKind.APPROVED), None),
        "changes": since["sentences"][:MOST_CHANGES] if since else [],
    }
    main = render_to_string("reports/front_main.html", context)
    return {"slug": slug, "title": payload["plan"]["title"], "main": main}


def decision_on(report: Report) -> CommitteeDecision | None:
    """What holds of this version, else of the newest one before it that the committee decided on."""
    same = list(Report.objects.published().light().filter(plan=report.plan, quarter=report.quarter))
    found = standing_decisions(same)
    return next((found[each.pk] for each in same if each.pk in found), None)
