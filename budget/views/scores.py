"""Did we hit? The archived forecasts of a closed year against its accounts."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import ExportTable, download
from aabenraa_plan.formats import danish_number
from budget.models import ClosedMonth
from budget.scoring import BEFORE, Scored, scores_of
from budget.wording import INVENTED
from budget.years.exports import tkr

WHEN_CLOSED = "Når supplementsperioden er lukket, kan forventningerne holdes op mod regnskabet."


@requires(Action.BROWSE)
@require_GET
def forecast_scores(request, year):
    scored = scores_of(year, request.as_of.moment)
    if not scored.status.lines:
        raise Http404("Der er intet budget eller forbrug for året.")
    if file := download(request, f"traefsikkerhed-{year}", [scores_table(scored)]):
        return file
    closed = ClosedMonth.objects.known_at(request.as_of.moment).filter(month=13)
    context = {
        "scored": scored,
        "year": year,
        "lead": lead(scored),
        "closed_years": sorted(set(closed.values_list("year", flat=True)), reverse=True),
        "uses_examples": any(line.invented for line in scored.lines),
    }
    return render(request, "budget/scores.html", context)


def lead(scored: Scored) -> str:
    """`Tre måneder før årets slutning ventede vi 1,2 % for meget.`"""
    year = scored.status.year
    if not scored.status.is_final:
        return f"{year} er ikke lukket endnu. {WHEN_CLOSED}"
    total = scored.lines[-1] if scored.lines else None
    known = [score for score in total.scores if score and score.share is not None] if total else []
    if not known:
        return f"Der er ingen gemte forventninger for {year} at holde op mod regnskabet."
    said = [f"{score.months_before} måneder før årets slutning {missed(score)}" for score in known]
    return f"{'; '.join(said)[:1].upper()}{'; '.join(said)[1:]}."


def missed(score) -> str:
    percent = danish_number(abs(score.share) * 100, 1)
    return f"ventede vi {percent} % for {'meget' if score.error > 0 else 'lidt'}" if score.error else "ramte vi præcis"


def scores_table(scored: Scored) -> ExportTable:
    header = ["Ydelse", "Linje", "Regnskab (1.000 kr.)"]
    for before in BEFORE:
        header += [f"Forventet {before} måneder før (1.000 kr.)", f"Afvigelse {before} måneder før (1.000 kr.)"]
    rows = [[line.name, line.part, tkr(line.actual), *cells(line.scores)] for line in scored.lines]
    notes = ["Netto i 1.000 kr. + betyder, at forventningen var for høj."]
    return ExportTable(
        "traefsikkerhed", "Ramte vi rigtigt?", header, rows, [*notes, *([INVENTED] if scored.status.invented else [])]
    )


def cells(scores) -> list:
    return [cell for score in scores for cell in ((tkr(score.forecast), tkr(score.error)) if score else (None, None))]
