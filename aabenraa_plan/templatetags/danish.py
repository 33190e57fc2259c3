"""Template filters for Danish numbers and dates; the words themselves come from `formats.py`."""

from django import template
from django.utils import timezone

from aabenraa_plan import formats

register = template.Library()


@register.filter
def danish_date(day):
    return formats.danish_date(day) if day else ""


@register.filter
def danish_moment(moment):
    return formats.danish_moment(timezone.localtime(moment)) if moment else ""


@register.filter
def thousands(number):
    return formats.danish_number(number)
