"""The indicators, one of them, the way of one figure, and one figure entered by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted
from aabenraa_plan.forms import posted
from aabenraa_plan.tables import paged
from extracts.actions import keep_upload
from extracts.cpr import holds_cpr
from extracts.examining import examine
from extracts.models import Origin
from targets.charts import drawable, finding, indicator_chart, since_break
from targets.forms import ObservationForm
from targets.maalepunkter import as_maalepunkter
from targets.models import Indicator, Observation
from targets.panels import contradicting, lineage_facts
from targets.reporting import latest_observations
from targets.series import load_series
from targets.spec import OWN_AREA
from targets.tables import (
    IndicatorTable,
    ObservationTable,
    VersionTable,
    indicator_row,
)
from targets.wording import amount

CPR_TYPED = "Et af felterne ser ud til at indeholde et CPR-nummer. Intet er gemt. Udfyld siden igen uden det."


@requires(Action.BROWSE)
@require_GET
def indicators(request):
    found = list(Indicator.objects.prefetch_related("targets__goal__plan"))
    latest = latest_observations(OWN_AREA, request.as_of.moment)
    rows = [indicator_row(each, latest.get(each.pk), query=request.as_of.query) for each in found]
    rows.sort(key=lambda row: row.sort_key)
    with_figure = sum(each.pk in latest for each in found)
    lead = f"{with_figure} af {counted(len(rows), 'målepunkt', 'målepunkter')} har tal for {OWN_AREA}."
    return render(request, "targets/indicators.html", {"lead": lead, "table": paged(request, IndicatorTable(rows))})


@requires(Action.BROWSE)
@require_GET
def indicator(request, code):
    found = get_object_or_404(Indicator.objects.prefetch_related("breaks", "targets__goal__plan"), code=code)
    moment = request.as_of.moment
    series = load_series([found], as_of=moment)[found.pk]
    own = drawable(series.get(OWN_AREA, {}), None)
    chart = indicator_chart(series, OWN_AREA, found.unit, found.breaks.all()) if own else None
    observations = found.observations.as_of(moment).with_changes(moment)
    observations = observations.select_related("area", "indicator").with_upload()
    title = finding(found.name, since_break(own, found.breaks.all()), found.unit)
    context = {
        "indicator": found,
        "lead": latest_line(own, found),
        "chart": chart,
        "chart_id": "chart" if chart else "",
        "chart_data_id": "chart-data",
        "chart_title": title,
        "table": paged(request, ObservationTable(observations)),
        "goals": {target.goal.get_absolute_url(): str(target.goal) for target in found.targets.all()},
        "breaks": found.breaks.all(),
        "contradictions": contradicting(
            series.get(OWN_AREA, {}), found.unit, found.derivation, [each.day for each in found.breaks.all()]
        ),
        "uses_examples": any(figure.invented for figures in series.values() for figure in figures.values()),
    }
    return render(request, "targets/indicator.html", context)


def latest_line(figures, indicator: Indicator) -> str:
    if not figures:
        return f"Der er ikke indlæst tal for {OWN_AREA}."
    last = figures[-1]
    return f"Seneste tal for {OWN_AREA}: {amount(last.exact, indicator.unit)} i {last.period.label}."


@requires(Action.BROWSE)
@require_GET
def lineage(request, pk):
    found = get_object_or_404(Observation.objects.select_related("indicator", "area").with_upload(), pk=pk)
    versions = Observation.objects.filter(**{name: getattr(found, name) for name in Observation.LOOKUP})
    versions = versions.recorded_by(request.as_of.moment)
    table = VersionTable(versions.select_related("indicator", "area").with_upload(), as_of=request.as_of.moment)
    changes = versions.count() - 1
    said = f"Tallet er ændret {counted(changes, 'gang', 'gange')}." if changes else "Tallet er ikke ændret siden."
    context = {
        "indicator": found.indicator,
        "lead": f"{found.indicator.name}, {found.area}, {found.when.label}. {said}",
        "facts": lineage_facts(found),
        "table": paged(request, table),
        "upload": found.upload,
    }
    return render(request, "targets/lineage.html", context)


@requires(Action.UPLOAD)
@require_http_methods(["GET", "POST"])
def observation_new(request):
    if any(holds_cpr(text) for text in request.POST.values()):
        messages.error(request, CPR_TYPED)
        return redirect("observation_new")
    form = ObservationForm(posted(request))
    if form.is_valid():
        data = as_maalepunkter([form.as_row()])
        examined = examine(data, profile="maalepunkter")
        if not examined.blocked:
            upload = keep_upload(examined, data=data, file_name=hand_name(form), by=request.user, origin=Origin.HAND)
            return redirect("upload", upload.pk)
        form.add_problems(examined.problems)
    return render(request, "targets/observation_form.html", {"form": form})


def hand_name(form: ObservationForm) -> str:
    return f"Indtastet: {form.cleaned_data['indicator']}, {form.cleaned_data['period']}"
