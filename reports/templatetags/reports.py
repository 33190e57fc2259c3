"""Template filters for what a report keeps as plain text: days and moments (ISO, already local), hashes, drawings."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from aabenraa_plan import formats
from reports.pdf.drawing import chart_svg, deviation_svg

register = template.Library()
FIRST_OF_HASH = 8
"""Enough to tell two files apart by eye; the whole hash stands elsewhere on the page."""


@register.filter
def iso_day(text: str) -> str:
    return formats.danish_date(date.fromisoformat(text)) if text else ""


@register.filter
def iso_moment(text: str) -> str:
    return formats.danish_moment(datetime.fromisoformat(text)) if text else ""


@register.filter
def exact(number: str) -> str:
    """`37.024,5`: a number in full, as it was counted."""
    counted = Decimal(number)
    return formats.danish_number(counted, formats.decimals_in(counted))


@register.filter
def short_hash(sha256: str) -> str:
    return sha256[:FIRST_OF_HASH]


@register.simple_tag
def drawing(chart: dict, *name) -> SafeString:
    """The drawing as it stands on the paper too; every word in it is escaped where it is made. `name` is its id."""
    return mark_safe(chart_svg(chart, "-".join(str(part) for part in name)))


@register.simple_tag
def deviations(rows: list[dict], name: str) -> SafeString:
    return mark_safe(deviation_svg(rows, name))
