"""A goal: is it kept, and how do we know?"""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from targets.charts import uses_invented
from targets.models import Goal
from targets.panels import panel_of
from targets.reporting import assess_goal
from targets.spec import Verdict
from targets.tables import (
    SYMBOLS,
    unbroken,
    word_of,
)


@requires(Action.READ)
@require_GET
def goal(request, plan, code):
    found = get_object_or_404(Goal.objects.select_related("plan", "guidepost"), plan__slug=plan, code=code)
    assessed = assess_goal(found)
    several = len(assessed.targets) > 1
    met = sum(row.assessment.verdict == Verdict.MET for row in assessed.targets)
    verdicts = [row.assessment.sentence for row in assessed.targets]
    context = {
        "goal": found,
        "plan": found.plan,
        "verdict": assessed.verdict.value,
        "symbol": SYMBOLS[assessed.verdict],
        "word": word_of(assessed.verdict),
        "lead": f"{met} af målets {len(verdicts)} dele er opfyldt." if several else unbroken(verdicts[0]),
        "panels": [panel_of(request, row, position) for position, row in enumerate(assessed.targets, 1)],
        "uses_examples": any(uses_invented(row) for row in assessed.targets),
    }
    return render(request, "targets/goal.html", context)
