"""A goal and a benefit type, each with the initiatives that serve it: the apps below know nothing of those."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from budget.models import BenefitType
from budget.views.benefit_type import benefit_page
from initiatives.served import serving_benefit, serving_goal
from reports.comparing.live import last_report, with_revisions
from targets.reporting import assess_goal
from targets.views.goals import goal_or_404, goal_page


@requires(Action.BROWSE)
@require_GET
def goal(request, plan, code):
    found = goal_or_404(plan, code)
    assessed = assess_goal(found, as_of=request.as_of.moment, today=request.as_of.today)
    if report := last_report(found.plan, request.as_of.moment):
        [assessed] = with_revisions([assessed], report)
    context = goal_page(request, found, assessed) | {"serving": serving_goal(found)}
    return render(request, "reports/goal.html", context)


@requires(Action.BROWSE)
@require_GET
def benefit_type(request, code):
    found = get_object_or_404(BenefitType.objects.select_related("scheme"), code=code)
    context, tables = benefit_page(request, found)
    if file := download(request, found.code, tables):
        return file
    return render(request, "reports/benefit_type.html", context | {"serving": serving_benefit(found)})
