from collections.abc import Callable, Sequence

import django_tables2 as tables
from django.core.paginator import Paginator

from aabenraa_plan.models import User

ROWS_A_PAGE = 25


def paged(request, table, rows: int = ROWS_A_PAGE):
    """The table sorted and paged as the address asks; a page that is not there becomes the nearest."""
    tables.RequestConfig(request, paginate=False).configure(table)
    table.paginate(per_page=rows)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    return table


def page_of(request, things: Sequence, table_of: Callable[[Sequence], tables.Table], rows: int = ROWS_A_PAGE):
    """A table of one page of a long sequence; the rest is never made. In the sequence's own order."""
    page = Paginator(things, rows).get_page(request.GET.get("page"))
    table = table_of(page.object_list)
    page.object_list = table.rows
    table.page, table.paginator = page, page.paginator
    return table


class UserTable(tables.Table):
    username = tables.Column(verbose_name="Brugernavn", linkify=("user", [tables.A("pk")]))
    name = tables.Column(verbose_name="Navn", accessor="get_full_name", orderable=False)
    role = tables.Column(verbose_name="Rolle")
    is_active = tables.Column(verbose_name="Må logge ind")

    class Meta:
        model = User
        fields = ("username", "name", "role", "is_active")
        order_by = "username"

    def render_is_active(self, value):
        return "ja" if value else "nej"
