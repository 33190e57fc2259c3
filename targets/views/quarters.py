"""A plan's goals by quarter: which were met when, and what changed."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.as_of import PARAMETER, AsOf
from aabenraa_plan.kept import kept, kept_here
from extracts.models import DataVersion
from extracts.periods import Period, UnknownPeriod, parse
from targets.models import Plan
from targets.quarterly.rows import plan_by_quarter
from targets.quarterly.table import quarter_page


@requires(Action.BROWSE)
@require_GET
def quarters(request, slug):
    """`fra` is the year to begin with, `kvartal` the quarter to write out; the day is part of what is kept."""
    plan, as_of = get_object_or_404(Plan, slug=slug), request.as_of
    since, asked = year(request.GET.get("fra", "")), period(request.GET.get("kvartal", ""))
    key = f"quarters:{DataVersion.now()}:{as_of.today}:{as_of.text}:{slug}:{since}:{asked}"
    # The shared shelf has room for a thousand: the ways to ask for one quarter or another must not fill it.
    keep = kept_here if since or asked or as_of.moment else kept
    page = keep(key, lambda: written(plan, as_of, since, asked))
    return render(request, "targets/quarters.html", {"plan": plan, "body": page["body"]})


def written(plan: Plan, as_of: AsOf, since: int | None, asked: Period | None) -> dict:
    """The page below its breadcrumbs as finished text."""
    found = plan_by_quarter(plan, today=as_of.today, since=since, as_of=as_of.moment)
    moment = {PARAMETER: as_of.text} if as_of.moment else {}
    context = {
        "plan": plan,
        "page": quarter_page(found, asked),
        "as_of": as_of,
        "since": since,
        "same_moment": also(moment),
        "same_quarters": also(moment | ({"fra": since} if since else {})),
    }
    return {"body": render_to_string("targets/quarters_body.html", context)}


def also(parameters: dict) -> str:
    """What a link adds to its own parameter to stay where the reader is."""
    return f"&{urlencode(parameters)}" if parameters else ""


def year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == len("2026") else None


def period(text: str) -> Period | None:
    try:
        return parse(text)
    except UnknownPeriod:
        return None
