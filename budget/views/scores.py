"""Did we hit? The archived forecasts of a closed year against its accounts."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import ExportTable, download
from aabenraa_plan.formats import danish_number, round_half_up
from budget.models import ClosedMonth
from budget.scoring import BEFORE, Score, Scored, scores_of
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
    if known and all(score.is_hindsight for score in known):
        return f"Månederne i {year} blev lukket længe efter. {said_of(known, 'ville vi have ventet')}"
    known = [score for score in known if not score.is_hindsight]
    if not known:
        return f"Der er ingen gemte forventninger for {year} at holde op mod regnskabet."
    return said_of(known, "ventede vi")


def said_of(scores: list[Score], expected: str) -> str:
    """`3 måneder før årets slutning ventede vi 0,3 % for lidt; 6 måneder før …`"""
    said = [f"{score.months_before} måneder før årets slutning {missed(score, expected)}" for score in scores]
    return f"{'; '.join(said)}."


def missed(score: Score, expected: str) -> str:
    percent = danish_number(abs(score.share) * 100, 1)
    if not round_half_up(score.share * 100, 1):
        return f"{expected} det, året kostede"
    return f"{expected} {percent} % for {'meget' if score.error > 0 else 'lidt'}"


def scores_table(scored: Scored) -> ExportTable:
    header = ["Ydelse", "Linje", "Regnskab (1.000 kr.)"]
    for before in BEFORE:
        header += [f"Forventet {before} måneder før (1.000 kr.)", f"Afvigelse {before} måneder før (1.000 kr.)"]
        header.append(f"Regnet bagefter, {before} måneder før")
    rows = [[line.name, line.part, tkr(line.actual), *cells(line.scores)] for line in scored.lines]
    notes = ["Netto i 1.000 kr. + betyder, at forventningen var for høj."]
    if scored.has_hindsight:
        notes.append("Regnet bagefter betyder, at måneden blev lukket længe efter, at den var slut.")
    if scored.left_out:
        notes.append(f"Uden et regnskab og ikke med i summen: {'; '.join(scored.left_out)}.")
    return ExportTable(
        "traefsikkerhed", "Ramte vi rigtigt?", header, rows, [*notes, *([INVENTED] if scored.status.invented else [])]
    )


def cells(scores: list[Score | None]) -> list:
    return [cell for score in scores for cell in (score_cells(score) if score else (None, None, None))]


def score_cells(score: Score) -> tuple:
    return tkr(score.forecast), tkr(score.error), "ja" if score.is_hindsight else "nej"
