"""A manager's pages for goals and what they demand: goals, demands of a draft, and amendments with a preview."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import danish_date
from aabenraa_plan.forms import posted
from targets.models import Goal, Plan, Target
from targets.planning.actions import (
    NotADraft,
    TargetChanged,
    add_goal,
    add_target,
    amend_target,
    edit_target,
    mark_of,
    remove_target,
)
from targets.planning.amendments import effect_of, version_row, versions_of
from targets.planning.drafts import goal_label
from targets.planning.plan_forms import GoalForm
from targets.planning.target_form import AMENDS, AmendmentForm, TargetForm, as_typed
from targets.planning.terms import Terms
from targets.specs import spec_of
from targets.views.editing import form_page, refused, row_edit, row_remove, saved
from targets.wording import promise

AMEND_INSTEAD = (
    "Planen er vedtaget. Her ændrer du kravet med en dato og en begrundelse; tidligere perioder beholder det."
)
OVERTAKEN = (
    "En anden har ændret kravet, siden du åbnede siden. {version}. Din ændring er ikke gemt, men alt, hvad du har "
    "skrevet, står der endnu. Gem igen, hvis det skal gælde i stedet."
)
OTHER_RULE = "Her er felterne til den slags krav, du har valgt. Intet er gemt endnu."
WITH_TERMS = ("goal__plan", "indicator", "area", "comparator")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def goal_new(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    if not plan.is_draft:
        return refused(request, plan)
    form = GoalForm(posted(request), plan=plan, guidepost=request.GET.get("under", ""))
    goal = saved(request, form, add_goal, **form.cleaned_data) if form.is_valid() else None
    if goal:
        return redirect("target_new", slug, goal.code)
    lead = "Bagefter skriver du, hvad der skal til, for at målet er nået."
    return form_page(request, form, title="Nyt mål", plan=plan, lead=lead, button="Gem, og skriv kravet")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def goal_edit(request, plan, code):
    goal = get_object_or_404(Goal.objects.select_related("plan", "guidepost"), plan__slug=plan, code=code)
    form, remove = GoalForm(posted(request), plan=goal.plan, row=goal), reverse("goal_remove", args=[plan, code])
    return row_edit(request, goal, form, title="Ret målet", kicker=goal_label(goal), remove=remove)


@requires(Action.MANAGE_PLANS)
@require_POST
def goal_remove(request, plan, code):
    return row_remove(request, get_object_or_404(Goal.objects.select_related("plan"), plan__slug=plan, code=code))


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def target_new(request, plan, code):
    goal = get_object_or_404(Goal.objects.select_related("plan"), plan__slug=plan, code=code)
    if not goal.plan.is_draft:
        return refused(request, goal.plan)
    form = sent(request, TargetForm)
    if form.is_valid() and saved(request, form, add_target, goal=goal, terms=form.terms()):
        return redirect("plan_edit", plan)
    return target_page(request, form, goal, title="Nyt krav")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def target_edit(request, pk):
    target = get_object_or_404(Target.objects.select_related(*WITH_TERMS), pk=pk)
    if not target.goal.plan.is_draft:
        messages.info(request, AMEND_INSTEAD)
        return redirect("target_amend", pk)
    form, seen = sent(request, TargetForm, initial=as_typed(Terms.of(target))), request.POST.get("seen", "")
    if form.is_valid() and saved(request, form, edit_target, target=target, terms=form.terms(), seen=seen):
        return redirect("plan_edit", target.goal.plan.slug)
    remove = reverse("target_remove", args=[pk])
    return target_page(request, form, target.goal, title="Ret kravet", seen=mark_of(target), remove=remove)


@requires(Action.MANAGE_PLANS)
@require_POST
def target_remove(request, pk):
    target = get_object_or_404(Target.objects.select_related("goal__plan"), pk=pk)
    try:
        remove_target(target=target, by=request.user)
    except NotADraft:
        return refused(request, target.goal.plan)
    messages.success(request, f"Kravet er taget ud af {goal_label(target.goal)}.")
    return redirect("plan_edit", target.goal.plan.slug)


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def target_amend(request, pk):
    target = get_object_or_404(Target.objects.select_related("goal__plan"), pk=pk)
    if target.goal.plan.is_draft:
        return redirect("target_edit", pk)
    versions = versions_of(target)
    form = sent(request, AmendmentForm, newest=versions[-1])
    tell_if_overtaken(request, form, versions[-1])
    if request.POST.get("do") == "save" and form.is_valid() and (done := amended(request, form, versions[-1])):
        messages.success(request, f"Udgave {done.version} er gemt. Den gælder fra {danish_date(done.valid_from)}.")
        return redirect(done.goal)
    effect = effect_of(versions, form.proposed()) if form.is_valid() else None
    context = {"effect": effect, "versions": [version_row(each) for each in versions], "seen": versions[-1].version}
    return target_page(request, form, target.goal, title="Ændr kravet", **context)


def amended(request, form: AmendmentForm, newest: Target) -> Target | None:
    when_and_why = {name: form.cleaned_data[name] for name in AMENDS}
    try:
        return amend_target(target=newest, terms=form.terms(), seen=newest.version, by=request.user, **when_and_why)
    except TargetChanged:
        tell_of_other(form, versions_of(newest)[-1])


def tell_if_overtaken(request, form: AmendmentForm, newest: Target):
    if form.is_bound and request.POST.get("seen") != str(newest.version):
        tell_of_other(form, newest)


def tell_of_other(form: AmendmentForm, newest: Target):
    said = f"Udgave {newest.version}: {promise(spec_of(newest))}"
    form.add_error(None, OVERTAKEN.format(version=said))


def sent(request, kind, **options) -> TargetForm:
    """The form as sent; where the rule was changed, the new rule's fields with what was typed so far."""
    if request.method != "POST":
        return kind(**options)
    if request.POST.get("do") == "rule" or request.POST.get("rule") != request.POST.get("shown_rule"):
        messages.info(request, OTHER_RULE)
        return kind(**options | {"initial": request.POST.dict()})
    return kind(request.POST, **options)


def target_page(request, form: TargetForm, goal: Goal, *, title: str, **more):
    context = {"form": form, "goal": goal, "plan": goal.plan, "goal_label": goal_label(goal), "title": title}
    return render(request, "targets/plans/target.html", context | more)
