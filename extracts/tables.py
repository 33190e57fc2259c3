"""The lists of the upload pages."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_moment, danish_number
from extracts.models import Upload
from extracts.periods import UnknownPeriod, parse
from extracts.wording import needs

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
        empty_text = "Ingen udtræk er gemt endnu. Vælg en fil ovenfor."

    def render_new(self, value):
        return danish_number(value)

    render_changed = render_unchanged = render_new

    def render_uploaded_at(self, value):
        return danish_moment(localtime(value))

    def render_status(self, value, record):
        return format_html('<span class="upload-status upload-status--{}">{}</span>', record.status, value)


class WaitingTable(UploadTable):
    """Files that wait for somebody, each with what it needs."""

    needs = tables.Column(verbose_name="Næste skridt", empty_values=())

    class Meta:
        fields = ("file_name", "needs", "uploaded_at", "uploaded_by", "status")
        exclude = ("new", "changed", "unchanged")
        sequence = fields
        orderable = False
        order_by = ()
        empty_text = "Ingen filer venter."

    def render_needs(self, record):
        return needs(record)


class LeftAloneTable(tables.Table):
    """Figures that a revert left, with what had changed them since."""

    figure = tables.Column(verbose_name="Tal")
    period = tables.Column(verbose_name="Periode")
    later = tables.Column(verbose_name="Ændret af", linkify=lambda value: reverse("upload", args=[value.pk]))
    by = tables.Column(verbose_name="Hvem", accessor="later__committed_by")
    at = tables.Column(verbose_name="Hvornår", accessor="later__committed_at")

    class Meta:
        orderable = False

    def render_period(self, value):
        try:
            return parse(value).short_label
        except UnknownPeriod:
            return value

    def render_at(self, value):
        return danish_moment(localtime(value))


class ChangeTable(tables.Table):
    """A page of a preview, in the file's order; `titles` name what the figures are of."""

    subject = tables.Column()
    part = tables.Column()
    period = tables.Column(verbose_name="Periode")
    before = tables.Column(verbose_name="Nu", attrs=NUMBER)
    after = tables.Column(verbose_name="Bliver", attrs=NUMBER)
    delta = tables.Column(verbose_name="Ændring", attrs=NUMBER)
    line = tables.Column(verbose_name="Linje", attrs=NUMBER)
    invented = tables.Column(verbose_name="Mærke")

    class Meta:
        empty_text = "Filen ændrer ingen tal."
        orderable = False

    def __init__(self, rows, *, titles: tuple[str, str]):
        super().__init__(rows)
        self.columns["subject"].column.verbose_name, self.columns["part"].column.verbose_name = titles

    def render_invented(self, value):
        return format_html('<span class="badge badge--invented">{}</span>', "eksempeldata") if value else ""
