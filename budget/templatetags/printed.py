"""The title of the table of printed totals."""

from django import template

from budget.documents import printed

register = template.Library()
register.filter(printed.printed_finding)
