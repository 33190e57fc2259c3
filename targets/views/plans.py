"""A manager's pages for a plan: create it, work on it, copy, adopt or discard it; its guideposts and efforts."""

from datetime import date, timedelta
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted, danish_date
from aabenraa_plan.forms import posted
from targets.models import Effort, Guidepost, Plan
from targets.planning.actions import (
    NotAdoptable,
    NotADraft,
    add_effort,
    add_guidepost,
    adopt_plan,
    copy_plan,
    create_plan,
    discard_plan,
    edit_plan,
    mark_of,
)
from targets.planning.drafts import contents_of, dates_to_check, missing_before_adoption, newest_targets
from targets.planning.plan_forms import CopyForm, EffortForm, GuidepostForm, PlanForm
from targets.views.editing import form_page, row_edit, row_new, row_remove, saved

COPIED = "Kopien er et udkast. Se datoerne i kravene efter, ret det, der er nyt, og vedtag planen, når den er klar."


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def plan_new(request):
    form = PlanForm(posted(request))
    if form.is_valid():
        plan = create_plan(by=request.user, **form.cleaned_data)
        messages.success(request, "Planen er oprettet som udkast. Tilføj nu de politiske overskrifter og målene.")
        return redirect("plan_edit", plan.slug)
    lead = "En ny plan er et udkast, som kun medarbejderne ser, til du vedtager den."
    return form_page(request, form, title="Opret en plan", lead=lead, button="Opret planen")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def plan_edit(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    form = PlanForm(posted(request), plan=plan)
    seen = request.POST.get("seen", "")
    if form.is_valid() and saved(request, form, edit_plan, plan=plan, values=form.cleaned_data, seen=seen):
        return redirect("plan_edit", slug)
    plan, targets = Plan.objects.get(pk=plan.pk), newest_targets(plan)
    missing = missing_before_adoption(plan) if plan.is_draft else []
    context = {
        "plan": plan,
        "form": form,
        "seen": mark_of(plan),
        "lead": plan_lead(plan, missing),
        "span": f"Gælder fra {danish_date(plan.start)} til og med {danish_date(plan.end - timedelta(days=1))}.",
        "sections": contents_of(plan, targets),
        "missing": missing,
        "dates": dates_to_check(plan, targets) if plan.is_draft else [],
    }
    return render(request, "targets/plans/plan.html", context)


def plan_lead(plan: Plan, missing: list[str]) -> str:
    if not plan.is_draft:
        day = f" {danish_date(localtime(plan.adopted_at))} af {plan.adopted_by}" if plan.adopted_at else ""
        return f"Planen er vedtaget{day}. Ordene kan rettes, og et krav kan ændres med en dato og en begrundelse."
    if missing:
        return f"Planen er et udkast, som kun medarbejderne ser. {counted(len(missing), 'ting', 'ting')} mangler endnu."
    return "Planen er et udkast, som kun medarbejderne ser. Den er klar til at blive vedtaget."


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def plan_copy(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    form = CopyForm(posted(request), initial={"start": plan.end, "end": end_of_next(plan)})
    if form.is_valid():
        copy = copy_plan(plan=plan, by=request.user, **form.cleaned_data)
        messages.success(request, COPIED)
        return redirect("plan_edit", copy.slug)
    lead = f"Overskrifter, mål, krav og indsatser fra {plan} kommer med, kravene i deres nyeste udgave."
    return form_page(request, form, title="Kopiér planen", lead=lead, plan=plan, button="Kopiér planen")


def end_of_next(plan: Plan) -> date | None:
    """The end of a plan just as long after this one; None where the calendar has no such day."""
    years = plan.end.year - plan.start.year or 1
    try:
        return plan.end.replace(year=plan.end.year + years)
    except ValueError:
        return None


@requires(Action.MANAGE_PLANS)
@require_POST
def plan_adopt(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    try:
        adopt_plan(plan=plan, by=request.user)
    except NotAdoptable as lacking:
        messages.error(request, f"Planen er ikke vedtaget. {' '.join(lacking.missing)}")
    except NotADraft:
        messages.info(request, "Planen er allerede vedtaget.")
    else:
        messages.success(request, f"{plan} er vedtaget. Fra nu af kan et krav kun ændres med dato og begrundelse.")
    return redirect("plan_edit", slug)


@requires(Action.MANAGE_PLANS)
@require_POST
def plan_discard(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    try:
        discard_plan(plan=plan, by=request.user)
    except NotADraft:
        messages.error(request, "Planen er vedtaget og kan ikke slettes.")
        return redirect("plan_edit", slug)
    messages.success(request, f"Udkastet {plan} er slettet.")
    return redirect("overview")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def guidepost_new(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    form = GuidepostForm(posted(request), plan=plan)
    return row_new(request, plan, form, partial(add_guidepost, plan=plan), title=f"Tilføj {plan.guidepost_word}")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def guidepost_edit(request, slug, position):
    row = get_object_or_404(Guidepost.objects.select_related("plan"), plan__slug=slug, position=position)
    remove = reverse("guidepost_remove", args=[slug, position])
    form = GuidepostForm(posted(request), plan=row.plan, row=row)
    return row_edit(request, row, form, title="Ret overskriften", kicker=row.title, remove=remove)


@requires(Action.MANAGE_PLANS)
@require_POST
def guidepost_remove(request, slug, position):
    return row_remove(request, get_object_or_404(Guidepost, plan__slug=slug, position=position))


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def effort_new(request, slug):
    plan = get_object_or_404(Plan, slug=slug)
    form = EffortForm(posted(request), plan=plan, guidepost=request.GET.get("under", ""))
    return row_new(request, plan, form, add_effort, title="Ny indsats, der følges i ord")


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def effort_edit(request, slug, position):
    row = get_object_or_404(Effort.objects.select_related("plan", "guidepost"), plan__slug=slug, position=position)
    remove = reverse("effort_remove", args=[slug, position])
    form = EffortForm(posted(request), plan=row.plan, row=row)
    return row_edit(request, row, form, title="Ret indsatsen", kicker=row.title, remove=remove)


@requires(Action.MANAGE_PLANS)
@require_POST
def effort_remove(request, slug, position):
    return row_remove(request, get_object_or_404(Effort, plan__slug=slug, position=position))
