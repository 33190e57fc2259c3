"""The lists of the upload pages."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_moment, danish_number
from extracts.models import Upload

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class UploadTable(tables.Table):
    file_name = tables.Column(linkify=("upload", [tables.A("pk")]), verbose_name="Fil")
    uploaded_at = tables.Column(verbose_name="Indlæst")
    uploaded_by = tables.Column(verbose_name="Af")
    new = tables.Column(verbose_name="Nye", attrs=NUMBER)
    changed = tables.Column(verbose_name="Ændrede", attrs=NUMBER)
    unchanged = tables.Column(verbose_name="Uændrede", attrs=NUMBER)
    status = tables.Column(verbose_name="Status")

    class Meta:
        model = Upload
        fields = ("file_name", "uploaded_at", "uploaded_by", "new", "changed", "unchanged", "status")
        order_by = "-uploaded_at"
        empty_text = "Ingen udtræk er indlæst endnu. Vælg en fil ovenfor."

    def render_new(self, value):
        return danish_number(value)

    render_changed = render_unchanged = render_new

    def render_uploaded_at(self, value):
        return danish_moment(localtime(value))

    def render_status(self, value, record):
        return format_html('<span class="upload-status upload-status--{}">{}</span>', record.status, value)


class ChangeTable(tables.Table):
    indicator = tables.Column(verbose_name="Målepunkt")
    area = tables.Column(verbose_name="Område")
    period = tables.Column(verbose_name="Periode", orderable=False)
    before = tables.Column(verbose_name="Nu", attrs=NUMBER, orderable=False)
    after = tables.Column(verbose_name="Bliver", attrs=NUMBER, orderable=False)
    delta = tables.Column(verbose_name="Ændring", attrs=NUMBER, orderable=False)
    line = tables.Column(verbose_name="Linje", attrs=NUMBER)
    invented = tables.Column(verbose_name="Mærke", orderable=False)

    def render_invented(self, value):
        return format_html('<span class="badge badge--invented">{}</span>', "eksempeldata") if value else ""

    class Meta:
        empty_text = "Filen ændrer ingen tal."
