"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence

import django_tables2 as tables
from django.core.paginator import Paginator

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
