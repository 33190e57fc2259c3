"""Which terms each rule takes, and what is wrong with a set of them, in words. Pure.

The database holds the same conditions as constraints; here each has a sentence and a field to stand at.
"""

from collections.abc import Iterator, Mapping

from extracts.periods import parse
from targets.spec import AGAINST_BASELINE

WORDS = ("rule", "reading", "source")
MEASURED = ("indicator", "area", "tolerance", "tolerance_kind", "scope", "span", "deadline")
BASELINE = ("baseline", "baseline_value", "baseline_period", "baseline_approximate")
PATH = ("path", "path_start", "milestones")
FIELDS = {
    "at_most": (*WORDS, *MEASURED, "limit", "strict", *BASELINE, *PATH),
    "at_least": (*WORDS, *MEASURED, "limit", "strict", *BASELINE, *PATH),
    "reduce": (*WORDS, *MEASURED, *BASELINE),
    "increase": (*WORDS, *MEASURED, *BASELINE),
    "hold": (*WORDS, *MEASURED, *BASELINE),
    "no_worse_than": (*WORDS, *MEASURED, "comparator"),
    "close_to": (*WORDS, *MEASURED, "limit"),
    "milestone": (*WORDS, "deadline"),
    "narrative": (*WORDS, "indicator"),
}
"""The rule → the terms it uses; a form shows those and no others."""
WITHOUT_FIGURES = ("milestone", "narrative")

Complaints = Iterator[tuple[str, str]]
"""The field and what is wrong with it."""


def complaints(terms: Mapping) -> Complaints:
    """Everything wrong with the terms of a demand, each at its field."""
    used = FIELDS[terms["rule"]]
    yield from about_the_measure(terms, used)
    yield from about_the_tolerance(terms)
    if "baseline" in used:
        yield from about_the_baseline(terms)
    if "scope" in used:
        yield from about_the_span(terms)
    if terms["rule"] == "milestone" and terms["deadline"] is None:
        yield "deadline", "Skriv den sidste dag, det må være gennemført."
    if "path" in used:
        yield from about_the_path(terms)


def about_the_measure(terms: Mapping, used: tuple[str, ...]) -> Complaints:
    if terms["rule"] not in WITHOUT_FIGURES and not terms["indicator"]:
        yield "indicator", "Vælg det målepunkt, kravet bliver målt på."
    if "limit" in used and terms["limit"] is None:
        yield "limit", "Skriv det tal, målepunktet bliver holdt op mod."
    if "comparator" in used and not terms["comparator"]:
        yield "comparator", "Vælg det område, der skal sammenlignes med."
    elif "comparator" in used and terms["comparator"] == terms["area"]:
        yield "comparator", "Vælg et andet område end det, kravet gælder for."


def about_the_tolerance(terms: Mapping) -> Complaints:
    if terms["tolerance"] is None:
        return
    if terms["tolerance"] < 0:
        yield "tolerance", "Tolerancen kan ikke være under 0."
    if terms["tolerance_kind"] == "percent" and terms["limit"] == 0:
        yield "tolerance_kind", "En procentdel af 0 er altid 0. Vælg målepunktets egen enhed."


def about_the_baseline(terms: Mapping) -> Complaints:
    kind, value, period = terms["baseline"], terms["baseline_value"], terms["baseline_period"]
    if not kind and terms["rule"] in AGAINST_BASELINE:
        yield "baseline", "Vælg et udgangspunkt. Står det ikke i planen, så vælg «ikke oplyst i planen»."
    if kind == "value" and value is None:
        yield "baseline_value", "Skriv udgangspunktets værdi, som planen trykker den."
    if kind == "period" and not period:
        yield "baseline_period", "Skriv, hvilken periode udgangspunktet er fra."
    if kind not in ("value", "period"):
        unused = "Feltet hører til et udgangspunkt, der er trykt i planen eller er et bestemt tal. Vælg det, eller tøm "
        if value is not None:
            yield "baseline_value", f"{unused}feltet."
        if period:
            yield "baseline_period", f"{unused}feltet."


def about_the_span(terms: Mapping) -> Complaints:
    if terms["scope"] != "each" and not terms["span"]:
        yield "span", "Skriv det tidsrum, kravet gælder for, fx 2026."
    if terms["scope"] == "each" and terms["span"]:
        yield "span", "Kravet gælder hver periode. Tøm feltet, eller vælg gennemsnit, sum eller slutning."


def about_the_path(terms: Mapping) -> Complaints:
    path, start, milestones = terms["path"], terms["path_start"], terms["milestones"]
    if path and terms["deadline"] is None:
        yield "deadline", "En vej til grænsen skal ende ved en frist. Skriv den sidste dag."
    if path == "linear" and start is None:
        yield "path_start", "Skriv den dag, den rette linje begynder."
    if path == "linear" and terms["baseline_value"] is None:
        yield "baseline_value", "Skriv den værdi, den rette linje begynder ved."
    if path == "linear" and start and terms["deadline"] and start >= terms["deadline"]:
        yield "path_start", "Linjen skal begynde før fristen."
    if path != "linear" and start:
        yield "path_start", "Feltet bruges kun til en ret linje. Tøm det, eller vælg en ret linje."
    if path == "listed" and not milestones:
        yield "milestones", "Skriv mindst ét delmål."
    if path != "listed" and milestones:
        yield "milestones", "Feltet bruges kun til delmål. Tøm det, eller vælg delmål."
    yield from about_the_milestones(terms)


def about_the_milestones(terms: Mapping) -> Complaints:
    for period, _ in terms["milestones"] or ():
        if terms["deadline"] and parse(period).end > terms["deadline"]:
            yield "milestones", f"Delmålet for {parse(period).label} ligger efter fristen."
