"""What a page answers to `?hent=csv&tabel=linjer` and `?hent=xlsx`: its tables as files."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from aabenraa_plan.export_files import ExportTable, csv_file, xlsx_file

__all__ = ["ExportTable", "download"]

FORMAT, TABLE = "hent", "tabel"
CSV, XLSX = "csv", "xlsx"
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What was typed is not shown again: it could hold a CPR number.
NO_FORMAT = "Siden kan hentes som CSV eller Excel. Brug et af linkene under tabellerne."
NO_TABLE = "Siden har ikke den tabel, du vil hente. Brug et af linkene under tabellerne."
ONE_TABLE = "En CSV-fil har én tabel, og siden har flere. Brug linket under den, du vil hente."


def download(request, name: str, tables: Sequence[ExportTable]) -> HttpResponse | None:
    """The file the address asks for: one table, or as a workbook all of them; None where the page is wanted.

    Where it asks for something else, the page is shown with a message that says so.
    """
    wanted = request.GET.get(FORMAT)
    if wanted is None:
        return None
    table = request.GET.get(TABLE, "")
    chosen = [each for each in tables if table in ("", each.name)]
    problem = what_is_wrong(wanted, chosen)
    if problem:
        messages.error(request, problem)
        request.GET = without_export(request.GET)
        return None
    dated = [as_known(request.as_of, each) for each in chosen]
    file_name = f"{name}-{table}" if table else name
    if wanted == CSV:
        return attached(csv_file(dated[0]), f"{file_name}.csv", CSV_TYPE)
    return attached(xlsx_file(dated), f"{file_name}.xlsx", XLSX_TYPE)


def what_is_wrong(wanted: str, chosen: Sequence[ExportTable]) -> str:
    if wanted not in (CSV, XLSX):
        return NO_FORMAT
    if not chosen:
        return NO_TABLE
    return ONE_TABLE if wanted == CSV and len(chosen) > 1 else ""


def without_export(query):
    """So that no link on the page carries the wrong wish on."""
    query = query.copy()
    for parameter in (FORMAT, TABLE):
        query.pop(parameter, None)
    return query


def as_known(as_of, table: ExportTable) -> ExportTable:
    """A file is read away from its page: it says itself when its figures are from."""
    return replace(table, notes=[*table.notes, f"Tallene, som de så ud {as_of.label}."]) if as_of.moment else table


def attached(data: bytes, file_name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, file_name)
    return response
