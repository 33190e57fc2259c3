"""One indicator in the own area beside the country, the neighbours and the groups."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import listed
from aabenraa_plan.tables import paged
from targets.comparing.chart import chart_title, comparison_chart, lines_of
from targets.comparing.rows import CHOICES, Comparison, load_comparison
from targets.comparing.tables import compared_tables, series_table
from targets.comparing.wording import caveats, lead, municipality_finding, reference_finding
from targets.models import Indicator
from targets.tables import unbroken

PERIODS_A_PAGE = 12


@requires(Action.BROWSE)
@require_GET
def comparison(request, code):
    indicator = get_object_or_404(Indicator.objects.prefetch_related("breaks"), code=code)
    asked = {"period": request.GET.get("periode", ""), "choice": request.GET.get("mod", "")}
    found = load_comparison(indicator, as_of=request.as_of.moment, **asked)
    if found is None:
        return render(request, "targets/comparison.html", {"indicator": indicator})
    for problem in found.problems:
        messages.error(request, problem)
    context = {"indicator": indicator, "shown": found, "choices": CHOICES.items(), "uses_examples": found.invented}
    return render(request, "targets/comparison.html", context | rows_in_words(request, found) | drawn(request, found))


def rows_in_words(request, found: Comparison) -> dict:
    rows, unit, direction = found.rows, found.indicator.unit, found.indicator.direction
    references, municipalities = compared_tables(found, request.as_of.query)
    return {
        "lead": unbroken(lead(rows, unit, direction, found.period)),
        "references": paged(request, references),
        "reference_title": unbroken(reference_finding(rows, unit)),
        "municipalities": paged(request, municipalities) if len(municipalities.rows) > 1 else None,
        "municipality_title": unbroken(municipality_finding(rows, unit, direction)),
        "caveats": caveats(rows, unit, direction, found.crossed),
        "silent": listed(found.silent),
    }


def drawn(request, found: Comparison) -> dict:
    """The chart and the same figures as a table; nothing where no area has two figures to draw a line between."""
    lines = lines_of(found)
    if not any(len(line.figures) > 1 for line in lines):
        return {}
    return {
        "chart": comparison_chart(lines, found),
        "chart_id": "chart",
        "chart_data_id": "chart-data",
        "chart_title": unbroken(chart_title(lines, found)),
        "table": paged(request, series_table(lines, found.indicator.unit), PERIODS_A_PAGE),
    }
