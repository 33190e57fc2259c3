"""The pages on which a business case is made, given lines and followed, and the way of each amount."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from initiatives.economy.actions import (
    FROM_A_DOCUMENT,
    add_line,
    amend_promised,
    case_mark,
    create_case,
    current_amounts,
    edit_case,
    mark_of,
    record_realised,
)
from initiatives.economy.forms import CaseForm, LineForm, PromisedForm, RealisedForm
from initiatives.economy.lineage import lead_of, span_of_line, title_of, versions_export, versions_of
from initiatives.economy.reporting import FoundCase, business_case_of
from initiatives.economy.wording import SIGNS, UNITS, line_name, with_unit
from initiatives.models import BusinessCase, CaseLine, Initiative, Side, Sign, Unit
from initiatives.spans import Span, span_of

NO_CASE = "Indsatsen har ingen økonomi."
SAVED, UNCHANGED = "Beløbene er gemt.", "Beløbene er de samme som før. Der er ikke gemt noget nyt."
USUAL = {"unit": Unit.THOUSAND, "sign": Sign.COST}
CASE_TERMS = ("Beløb skrives i", "Fortegn", "Afsat i alt", "Bemærkning", "Kilde")
AFTER = "Når økonomien er oprettet, kan du tilføje dens linjer."


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def business_case(request, slug):
    """Make the case, or put right one that was made here."""
    initiative = get_object_or_404(Initiative, code=slug)
    case = BusinessCase.objects.filter(initiative=initiative).first()
    if case and case.is_from_a_document:
        messages.info(request, FROM_A_DOCUMENT)
        return back_to(initiative)
    form = CaseForm(posted(request), initial=vars(case) if case else USUAL)
    what = {"case": case, "seen": request.POST.get("seen", "")} if case else {"initiative": initiative}
    if form.is_valid() and done(request, form, edit_case if case else create_case, words=form.words(), **what):
        messages.success(request, "Økonomien er gemt.")
        return back_to(initiative)
    title = "Ret økonomien" if case else "Opret økonomi"
    shown = {"seen": case_mark(case), "theirs": their_words(request, case)} if case else {"lead": AFTER}
    return form_page(request, initiative, form, title=title, button="Gem økonomien", **shown)


def their_words(request, case: BusinessCase) -> list[tuple[str, str]]:
    """What the case says now, where that is not what the person had on the screen."""
    if request.POST.get("seen", case_mark(case)) == case_mark(case):
        return []
    frame = "–" if case.frame is None else with_unit(case.frame, Unit.MILLION)
    said = [UNITS[case.unit], SIGNS[case.sign], frame, case.note or "–", case.source]
    return list(zip(CASE_TERMS, said, strict=True))


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def case_line_new(request, slug):
    found = case_or_404(slug)
    case, form = found.stored, LineForm(posted(request), unit=found.unit, sign=found.stored.sign)
    if form.is_valid() and done(request, form, add_line, case=case, **form.line()):
        messages.success(request, "Linjen er gemt.")
        return back_to(case.initiative)
    return form_page(request, case.initiative, form, title="Ny linje", button="Gem linjen", sign=SIGNS[case.sign])


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def case_realised(request, slug, code):
    """What came of the lines of one span."""
    found = case_or_404(slug)
    span = span_or_404(found, code)
    lines = [line for line in found.money.lines if line.span == span]
    standing = current_amounts([line.key for line in lines], Side.REALISED)
    options = {"lines": lines, "unit": found.unit, "sign": found.stored.sign, "standing": standing}
    form = RealisedForm(posted(request), **options)
    if form.is_valid() and saved_realised(request, form, found):
        return back_to(found.stored.initiative)
    shown = {"seen": mark_of(standing), "unit": UNITS[found.unit], "sign": SIGNS[found.stored.sign]}
    if request.POST.get("seen", shown["seen"]) != shown["seen"]:
        shown["theirs"] = theirs(lines, standing, found.unit)
    title = f"Realiserede beløb, {span.label}"
    return form_page(request, found.stored.initiative, form, title=title, button="Gem beløbene", **shown)


def saved_realised(request, form: RealisedForm, found: FoundCase) -> bool:
    what = {"amounts": form.amounts(), "seen": request.POST.get("seen", ""), "told": form.told()}
    changed = done(request, form, record_realised, case=found.stored, **what)
    if changed is not None and form.is_valid():
        messages.success(request, SAVED if changed else UNCHANGED)
    return form.is_valid()


def theirs(lines, standing, unit: str) -> list[tuple[str, str]]:
    """What stands now of each line, where somebody else wrote it meanwhile."""
    found = [(line_name(line.kind, line.payer, line.name), standing.get(line.key)) for line in lines]
    return [(name, with_unit(each.amount, unit) if each else "–") for name, each in found]


@requires(Action.BROWSE)
@require_GET
def case_line(request, pk):
    line = line_or_404(pk)
    versions = versions_of(line, request.as_of.moment)
    if file := download(request, f"linje-{pk}", [versions_export(line, versions)]):
        return file
    context = {
        "line": line,
        "initiative": line.case.initiative,
        "title": title_of(line),
        "lead": lead_of(versions),
        "span": span_of_line(line),
        "versions": versions,
        "sign": SIGNS[line.case.sign],
        "stands": any(version.stands for version in versions),
        "uses_examples": any(version.invented for version in versions),
    }
    return render(request, "initiatives/case_line.html", context)


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def case_line_amend(request, pk):
    line = line_or_404(pk)
    case, standing = line.case, current_amounts([pk], Side.PROMISED)
    initial = {"amount": standing[pk].amount, "source": standing[pk].source} if standing else {}
    options = {"unit": case.unit, "sign": case.sign, "kind": line.kind, "initial": initial}
    form = PromisedForm(posted(request), **options)
    if form.is_valid():
        what = {"amount": form.cleaned_data["amount"], "told": form.told(), "seen": request.POST.get("seen", "")}
        changed = done(request, form, amend_promised, line=line, **what)
        if form.is_valid():
            messages.success(request, SAVED if changed else UNCHANGED)
            return redirect("case_line", pk)
    shown = {"seen": mark_of(standing), "sign": SIGNS[case.sign], "lead": title_of(line)}
    if request.POST.get("seen", shown["seen"]) != shown["seen"]:
        shown["theirs"] = [(title_of(line), with_unit(initial["amount"], case.unit) if initial else "–")]
    return form_page(request, case.initiative, form, title="Ret det lovede beløb", button="Gem beløbet", **shown)


def case_or_404(slug: str) -> FoundCase:
    found = business_case_of(get_object_or_404(Initiative, code=slug))
    if found is None:
        raise Http404(NO_CASE)
    return found


def span_or_404(found: FoundCase, code: str) -> Span:
    try:
        span = span_of(code)
    except ValueError:
        span = None
    if span not in found.money.spans:
        raise Http404("Økonomien har ikke den periode.")
    return span


def line_or_404(pk: int) -> CaseLine:
    return get_object_or_404(CaseLine.objects.select_related("case__initiative"), pk=pk)


def done(request, form, act, **what):
    """What was written; where it could not be, the form says why and is no longer valid."""
    try:
        return act(**what, by=request.user)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return None


def back_to(initiative: Initiative):
    return redirect(f"{initiative.get_absolute_url()}#oekonomi")


def form_page(request, initiative: Initiative, form, **more):
    context = {"initiative": initiative, "form": form, "back": f"{initiative.get_absolute_url()}#oekonomi"}
    return render(request, "initiatives/case_form.html", context | more)
