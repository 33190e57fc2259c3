"""What is decided of one line of a year: how its forecast is made, and how it is spread over the months."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import round_half_up
from aabenraa_plan.forms import posted
from aabenraa_plan.meanwhile import ChangedMeanwhile, mark_of, told_of, unless_changed
from budget.actions import choose_forecast, set_phasing, withdraw_choice
from budget.forecast import Method
from budget.line_forms import MOST_DECIMALS, ForecastForm, PhasingForm
from budget.models import MONTH_FIELDS, ArchivedForecast, ForecastChoice, ForecastMethod, Phasing
from budget.phasing import Origin
from budget.reporting import LineStatus, year_status
from budget.wording import ORIGINS, choice_text, method_text, shares_text
from extracts.models import DataVersion

COMPARED = (Method.RUN_RATE, Method.SEASONAL, Method.PERSONS_PRICE)
IN_WORDS = {ForecastChoice: choice_text, Phasing: shares_text}


def line_or_404(year: int, code: str, kind: str, programme: str) -> LineStatus:
    """The line as it stands today."""
    for line in year_status(year).lines:
        if (line.benefit_type.code, line.kind, line.programme.code) == (code, kind, programme):
            return line
    raise Http404("Budgettet har ikke den linje.")


def back_to(line: LineStatus, year: int) -> str:
    return f"{line.benefit_type.get_absolute_url()}?aar={year}"


def head_of(line: LineStatus, year: int) -> dict:
    """What both pages show of the line."""
    return {"line": line, "year": year, "back": back_to(line, year), "uses_examples": line.invented}


@requires(Action.MANAGE_BUDGET)
@require_http_methods(["GET", "POST"])
def forecast_choice(request, year, code, kind, programme):
    line = line_or_404(year, code, kind, programme)
    form = ForecastForm(posted(request), initial=chosen(line), kind=kind)
    if form.is_valid() and saved(request, form, ForecastChoice, year, line, act=partial(save_choice, year, line, form)):
        messages.success(request, f"Metoden for {line.benefit_type} er gemt.")
        return redirect(back_to(line, year))
    archived = standing_archive(line, year)
    context = head_of(line, year) | {
        "form": form,
        "seen": mark_of(standing_word(ForecastChoice, year, line)),
        "by_method": [(ForecastMethod(method).label, found, method_text(found)) for method, found in compared(line)],
        "choices": ForecastChoice.objects.filter(year=year, **line.key.columns).select_related("made_by"),
        "archived": archived,
        "archived_all_invented": all(each.invented for each in archived),
    }
    return render(request, "budget/forecast_choice.html", context)


def standing_word(kind: type[ForecastChoice | Phasing], year: int, line: LineStatus) -> ForecastChoice | Phasing | None:
    return kind.objects.known_at().filter(year=year, **line.key.columns).select_related("made_by").first()


def saved(request, form, kind: type[ForecastChoice | Phasing], year: int, line: LineStatus, *, act: Callable) -> bool:
    """Whether it was done; where somebody else decided something meanwhile, the form says who and what."""

    def standing():
        DataVersion.locked()
        return standing_word(kind, year, line)

    def told(word):
        return told_of(word, word and IN_WORDS[kind](word), request.user)

    try:
        unless_changed(standing=standing, seen=request.POST.get("seen"), told=told, act=act, by=request.user)
    except ChangedMeanwhile as changed:
        form.add_error(None, str(changed))
        return False
    return True


def standing_archive(line: LineStatus, year: int) -> list[ArchivedForecast]:
    """What the line was expected to end at after each month that is closed now."""
    kept = ArchivedForecast.objects.filter(closing__year=year, closing__ended_at=None, **line.key.columns)
    return list(kept.select_related("closing"))


def chosen(line: LineStatus) -> dict:
    choice = line.forecast.choice
    if choice is None:
        return {"method": ""}
    return {"method": choice.method.value, "amount": choice.amount, "persons": choice.persons}


def save_choice(year: int, line: LineStatus, form: ForecastForm, *, by):
    choice = form.choice()
    if choice is None:
        withdraw_choice(year=year, line=line.key, by=by)
    else:
        choose_forecast(year=year, line=line.key, choice=choice, by=by, reason=form.cleaned_data["reason"])


def compared(line: LineStatus) -> list[tuple]:
    return [(method, line.forecast_by(method)) for method in COMPARED]


@requires(Action.MANAGE_BUDGET)
@require_http_methods(["GET", "POST"])
def phasing(request, year, code, kind, programme):
    line = line_or_404(year, code, kind, programme)
    form = PhasingForm(posted(request), initial=as_percentages(line))
    spread = partial(set_phasing, year=year, line=line.key)
    if "standard" in request.POST and saved(request, form, Phasing, year, line, act=partial(spread, shares=None)):
        messages.success(request, "Fordelingen er igen programmets egen.")
        return redirect(back_to(line, year))
    if form.is_valid() and saved(request, form, Phasing, year, line, act=partial(spread, **form.said())):
        messages.success(request, f"Fordelingen for {line.benefit_type} er gemt.")
        return redirect(back_to(line, year))
    context = head_of(line, year) | {
        "form": form,
        "seen": mark_of(standing_word(Phasing, year, line)),
        "origin": ORIGINS[line.phase.origin],
        "is_own": line.phase.origin == Origin.OWN,
        "earlier": Phasing.objects.filter(year=year, **line.key.columns).select_related("made_by"),
    }
    return render(request, "budget/phasing.html", context)


def as_percentages(line: LineStatus) -> dict:
    """The line's shares to start from, rounded so that they still make 100: December takes what is left."""
    shares = [round_half_up(share * 100, MOST_DECIMALS) for share in line.phase.shares]
    shares[-1] += 100 - sum(shares)
    return dict(zip(MONTH_FIELDS, shares, strict=True))
