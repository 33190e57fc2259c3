"""What does moving people from one benefit to another save, net?"""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from budget.simulator.forms import SimulatorForm
from budget.simulator.prices import FLAT, CannotSimulate, Simulated, benefits, rates_by_scheme, simulated
from budget.simulator.rows import (
    assumptions,
    effect_rows,
    export_tables,
    month_rows,
    shown_schemes,
    spans_of,
    title_of,
)
from budget.simulator.wording import SIGN, UNIT, lead


@requires(Action.BROWSE)
@require_GET
def simulator(request):
    rates = rates_by_scheme()
    known = benefits(rates)
    names = {code: each.name for code, each in known.items()}
    percent = rates[FLAT][-1].steps[0].percent if FLAT in rates else None
    form = SimulatorForm(request.GET, names=names, today=request.as_of.today, percent=percent)
    found = answered(form, known, request.as_of.moment)
    context = {"form": form, "known": known, "uses_examples": bool(found and found.invented)}
    if found is None:
        return render(request, "budget/simulator.html", context)
    said = lead_of(found)
    if file := download(request, "simulator", export_tables(found, said)):
        return file
    return render(request, "budget/simulator.html", context | {"found": found, "lead": said} | shown(found))


def answered(form: SimulatorForm, known: dict, as_of) -> Simulated | None:
    """What the form asks for; None, and an error at the field, where that cannot be said."""
    if not form.is_valid():
        return None
    try:
        return simulated(form.asked(), known, as_of)
    except CannotSimulate as problem:
        form.add_error(problem.field, str(problem))
        return None


def lead_of(found: Simulated) -> str:
    target = found.target.name if found.target else "selvforsørgelse"
    return lead(found.asked.move.persons, found.source.name, target, found.simulation)


def shown(found: Simulated) -> dict:
    spans = spans_of(found.simulation)
    return {
        "title": title_of(found),
        "spans": list(spans),
        "rows": effect_rows(spans),
        "months": month_rows(found.simulation),
        "schemes": shown_schemes(found),
        "assumptions": assumptions(found),
        "sign": SIGN,
        "unit": UNIT,
    }
