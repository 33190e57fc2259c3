"""An initiative: what was invested, what came of it, and which goals and benefit types it serves."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.exports import download
from initiatives.cohorts.page import cohorts_of
from initiatives.economy.page import economy_of
from initiatives.following.page import following_of
from initiatives.models import BenefitLink, GoalLink, Initiative
from initiatives.served import benefits_served, goals_served
from initiatives.wording import lead_of, period_text, status_text


@requires(Action.READ)
@require_GET
def initiative(request, slug):
    found = get_object_or_404(whole_initiatives(), code=slug)
    sections = sections_of(request, found)
    shown = [section for section in sections.values() if section]
    if file := download(request, found.code, [table for section in shown for table in section.tables]):
        return file
    goals = goals_served(goal_links(request, found), request.as_of)
    benefits = benefits_served(found, found.benefit_links.all(), request.as_of.moment)
    context = {
        "initiative": found,
        "lead": lead_of(found, [section.lead for section in shown]),
        "period": period_text(found),
        "status": status_text(found),
        "goals": goals,
        "benefits": benefits,
        "uses_examples": any(each.invented for each in (*shown, *goals, *benefits)),
    }
    return render(request, "initiatives/initiative.html", context | sections)


def whole_initiatives():
    """Initiatives with what their own page says of other things."""
    goals = GoalLink.objects.select_related("goal__plan", "goal__guidepost")
    benefits = BenefitLink.objects.select_related("benefit_type")
    return Initiative.objects.select_related("part_of", "programme").prefetch_related(
        "parts",
        "guideposts__plan",
        Prefetch("goal_links", queryset=goals),
        Prefetch("benefit_links", queryset=benefits),
    )


def sections_of(request, found: Initiative) -> dict:
    """Each section of the page by its name in the template; None where there is nothing to show."""
    as_of = request.as_of
    return {
        "economy": economy_of(found, as_of.moment),
        "cohorts": cohorts_of(found, sees_small=may(request.user, Action.UPLOAD), moment=as_of.moment),
        "following": following_of(found, today=as_of.today, moment=as_of.moment),
    }


def goal_links(request, found: Initiative) -> list[GoalLink]:
    """Those of plans that are not adopted yet are the staff's."""
    staff = may(request.user, Action.BROWSE)
    return [link for link in found.goal_links.all() if staff or not link.goal.plan.is_draft]
