"""What if? A business case worked out again from other assumptions, scenarios saved, and two of them side by side."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.exports import download
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from initiatives.models import BusinessCase, Scenario
from initiatives.whatif.actions import ALREADY_GONE, NOT_WITHDRAWN, save_scenario, withdraw_scenario
from initiatives.whatif.comparing import compared
from initiatives.whatif.forms import AssumptionsForm, SaveForm, WithdrawForm
from initiatives.whatif.page import (
    Setting,
    contacts_export,
    contacts_section,
    form_of,
    result_of,
    setting_of,
    words_of,
)

UNKNOWN = "Scenariet i adressen findes ikke. Siden begynder med et andet."
EARLIER = "Du ser en udgave af «{}», der ikke længere gælder."
SAVED = "«{}» er gemt."
GONE = "«{}» er trukket tilbage. Det kan stadig ses under «Tidligere udgaver»."


@requires(Action.BROWSE)
@require_GET
def whatif(request, slug):
    setting = setting_of(case_or_404(slug), request.as_of.moment, request.GET.get("scenarie", ""))
    tell_of_start(request, setting)
    form = form_of(setting, request.GET)
    found = result_of(setting, form.assumed()) if setting.money and form.is_valid() else None
    tables = [*(found.tables if found else []), *contacts_export(setting)]
    if tables and (file := download(request, f"{slug}-regn", tables)):
        return file
    return page(request, setting, form, found)


def case_or_404(slug: str) -> BusinessCase:
    return get_object_or_404(BusinessCase.objects.select_related("initiative"), initiative__code=slug)


def tell_of_start(request, setting: Setting):
    """Where the page does not begin with the scenario that was asked for, or that one has been changed since."""
    asked, start = request.GET.get("scenarie"), setting.start
    if asked and (start is None or str(start.pk) != asked):
        messages.error(request, UNKNOWN)
    elif start and start not in setting.standing:
        messages.info(request, EARLIER.format(start.name))


def page(request, setting: Setting, form: AssumptionsForm, found, save_form: SaveForm | None = None):
    context = words_of(setting) | contacts_section(setting) | (found.context if found else {})
    start = setting.start
    own = {"navn": start.name, "bemaerkning": start.note} if start and not start.is_document else {}
    context |= {
        "form": form,
        "found": found,
        "lead": found.lead if found else "",
        "save_form": save_form or SaveForm(initial=own),
        "may_save": may(request.user, Action.MANAGE_INITIATIVES) and not setting.moment,
    }
    return render(request, "initiatives/whatif.html", context)


@requires(Action.MANAGE_INITIATIVES)
@require_POST
def whatif_save(request, slug):
    """What stands on the page becomes a scenario of a name; where it cannot, the page says why."""
    setting = setting_of(case_or_404(slug), None, request.POST.get("scenarie", ""))
    form, save_form = form_of(setting, request.POST), SaveForm(request.POST)
    valid = setting.money and form.is_valid()
    if valid and save_form.is_valid() and (scenario := saved(request, setting, form, save_form)):
        messages.success(request, SAVED.format(scenario.name))
        return redirect(f"{reverse('whatif', args=[slug])}?scenarie={scenario.pk}")
    return page(request, setting, form, result_of(setting, form.assumed()) if valid else None, save_form)


def saved(request, setting: Setting, form: AssumptionsForm, save_form: SaveForm) -> Scenario | None:
    words = {"name": save_form.cleaned_data["navn"], "note": save_form.cleaned_data["bemaerkning"]}
    seen = request.POST.get("scenarie", "")
    try:
        return save_scenario(case=setting.case, assumed=form.assumed(), seen=seen, by=request.user, **words)
    except NotPossible as problem:
        save_form.add_error("navn", str(problem))
        return None


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def whatif_withdraw(request, slug, pk):
    scenario = get_object_or_404(Scenario.objects.select_related("made_by"), pk=pk, case=case_or_404(slug))
    back = reverse("whatif", args=[slug])
    form = WithdrawForm(posted(request))
    try:
        if request.method == "GET" and (scenario.is_document or scenario.ended_at):
            raise NotPossible(NOT_WITHDRAWN if scenario.is_document else ALREADY_GONE)
        if form.is_valid():
            withdraw_scenario(scenario=scenario, reason=form.cleaned_data["begrundelse"], by=request.user)
            messages.success(request, GONE.format(scenario.name))
            return redirect(back)
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect(back)
    context = {"scenario": scenario, "initiative": scenario.case.initiative, "form": form, "back": back}
    return render(request, "initiatives/whatif_withdraw.html", context)


@requires(Action.BROWSE)
@require_GET
def whatif_compare(request, slug):
    setting = setting_of(case_or_404(slug), request.as_of.moment)
    if not setting.money or not setting.versions:
        raise Http404("Der er ingen scenarier at sammenligne.")
    chosen = [request.GET.get(name, "") for name in ("a", "b")]
    found = compared(setting, *chosen)
    if found.unknown:
        messages.error(request, UNKNOWN)
    if file := download(request, f"{slug}-sammenlign", found.tables):
        return file
    standing = setting.standing
    choices = list(dict.fromkeys([*standing, *found.scenarios]))
    context = {"initiative": setting.case.initiative, "found": found, "choices": choices, "standing": standing}
    return render(request, "initiatives/whatif_compare.html", context)
