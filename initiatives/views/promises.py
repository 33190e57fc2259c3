"""The pages on which promises, and what was measured of them, are written, put right and taken back."""

from collections.abc import Sequence

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import danish_date
from aabenraa_plan.forms import posted
from initiatives.following.actions import (
    add_promise,
    correct_measurement,
    edit_promise,
    mark_of,
    measure,
)
from initiatives.following.codes import is_written_here
from initiatives.following.forms import (
    PROMISE_WORDS,
    CorrectMeasurementForm,
    MeasurementForm,
    PromiseForm,
    initial_of,
)
from initiatives.following.wording import in_short
from initiatives.models import Measurement, Promise, PromiseRule
from initiatives.views.following import back_to, done, form_page, gone, initiative_or_404, meanwhile, withdraw_page

PRINTED = "Løftet står i et dokument, så dets ord og tal ligger fast. Det, dokumentet ikke siger, kan skrives her."
FIXED = "Der er målt på løftet, så dets tal ligger fast. Navn, bemærkning og kilde kan rettes."


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def promise_new(request, slug):
    found, form = initiative_or_404(slug), PromiseForm(posted(request))
    if form.is_valid():
        words = form.words()
        if done(request, form, add_promise, "Løftet er gemt.", initiative=found, words=words):
            return back_to(found, "loefter")
    return form_page(request, found, form, title="Nyt løfte", button="Gem løftet")


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def promise_edit(request, slug, pk):
    stored = promise_or_404(slug, pk)
    names, lead = words_of(stored)
    form = PromiseForm(posted(request), initial=initial_of(stored, PROMISE_WORDS), names=names, rule=stored.rule)
    if form.is_valid():
        what = {"promise": stored, "words": form.words(), "seen": request.POST.get("seen", "")}
        if done(request, form, edit_promise, "Løftet er gemt.", **what):
            return back_to(stored.initiative, "loefter")
    what = {"title": "Ret løftet", "button": "Gem løftet", "seen": mark_of(stored), "lead": lead}
    return form_page(request, stored.initiative, form, **what, theirs=meanwhile(request, stored))


def words_of(promise: Promise) -> tuple[Sequence[str], str]:
    """What may be rewritten of a promise, and a sentence on what may not."""
    if not is_written_here(promise):
        return ("baseline", "note") if promise.rule == PromiseRule.INCREASE else ("note",), PRINTED
    return (("name", "note", "source"), FIXED) if promise.measurements.exists() else (PROMISE_WORDS, "")


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def measurement_new(request, slug, pk):
    promise = promise_or_404(slug, pk)
    form = MeasurementForm(posted(request), promise=promise)
    if form.is_valid() and done(request, form, measure, "Målingen er gemt.", promise=promise, **form.words()):
        return back_to(promise.initiative, "loefter")
    return form_page(request, promise.initiative, form, title="Ny måling", button="Gem målingen", lead=promise.name)


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def measurement_correct(request, slug, pk):
    found = measurement_or_404(slug, pk)
    promise = found.promise
    if found.ended_at and request.method == "GET":
        return gone(request, promise.initiative, "loefter")
    form = CorrectMeasurementForm(posted(request), promise=promise, initial=initial_of(found, ("value", "source")))
    said, what = "Målingen er rettet.", {"measurement": found}
    if form.is_valid() and done(request, form, correct_measurement, said, **what, **form.words()):
        return back_to(promise.initiative, "loefter")
    newest = promise.measurements.filter(day=found.day, ended_at=None).exclude(pk=found.pk).first()
    action = reverse("measurement_correct", args=[slug, newest.pk]) if newest else ""
    what = {
        "title": "Ret målingen",
        "button": "Gem rettelsen",
        "action": action,
        "theirs": in_short(newest) if newest else "",
    }
    return form_page(request, promise.initiative, form, **what, lead=titled(found))


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def measurement_withdraw(request, slug, pk):
    found = measurement_or_404(slug, pk)
    what = {"title": "Tag målingen tilbage", "lead": titled(found)}
    return withdraw_page(request, found.promise.initiative, found, "loefter", **what)


def titled(measurement: Measurement) -> str:
    return f"{measurement.promise}, opgjort pr. {danish_date(measurement.day)}"


def promise_or_404(slug: str, pk: int) -> Promise:
    return get_object_or_404(Promise.objects.select_related("initiative"), pk=pk, initiative__code=slug)


def measurement_or_404(slug: str, pk: int) -> Measurement:
    measurements = Measurement.objects.select_related("promise__initiative")
    return get_object_or_404(measurements, pk=pk, promise__initiative__code=slug)
