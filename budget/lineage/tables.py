"""The versions of one figure of the budget, the newest first, as a table."""

import django_tables2 as tables
from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_moment, danish_number
from budget.lineage.reporting import number, until_text
from budget.models import BudgetLine, LedgerEntry
from budget.wording import NO_FIGURE
from extracts.models import State

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class AmountColumn(tables.Column):
    """Kroner, with the øre where there are any; `main`, the column that says why there is no figure."""

    def __init__(self, *, main=False, **options):
        super().__init__(orderable=False, attrs=NUMBER, default=NO_FIGURE, **options)
        self.main = main
        if main:
            self.empty_values = ()

    def render(self, value, record):
        if value is None:
            return State(record.state).label
        return danish_number(value, 2 if value % 1 else 0)


class PersonsColumn(tables.Column):
    def __init__(self, **options):
        super().__init__(orderable=False, attrs=NUMBER, default=NO_FIGURE, **options)

    def render(self, value):
        return number(value)


class VersionTable(tables.Table):
    """`as_of` a moment, what came after is not known yet."""

    marks = tables.TemplateColumn(template_name="parts/marks.html", verbose_name="Mærker", orderable=False)
    recorded_at = tables.Column(verbose_name="Gjaldt fra")
    superseded_at = tables.Column(verbose_name="Til", empty_values=())
    uploader = tables.Column(verbose_name="Indlæst af", accessor="upload__uploaded_by", orderable=False)
    upload = tables.Column(verbose_name="Fil", accessor="upload__file_name", orderable=False)
    line = tables.Column(verbose_name="Linje", orderable=False, attrs=NUMBER)

    class Meta:
        order_by = ("-recorded_at",)
        empty_text = "Tallet var ikke indlæst på det tidspunkt."

    def __init__(self, *args, as_of=None, **options):
        super().__init__(*args, **options)
        self.as_of = as_of

    def render_recorded_at(self, value):
        return danish_moment(localtime(value))

    def render_superseded_at(self, value):
        return until_text(value, self.as_of)


class EntryVersionTable(VersionTable):
    gross = AmountColumn(verbose_name="Brutto")
    reimbursement = AmountColumn(verbose_name="Refusion")
    net = AmountColumn(verbose_name="Netto", main=True)
    persons = PersonsColumn(verbose_name="Helårspersoner")

    class Meta(VersionTable.Meta):
        model = LedgerEntry
        fields = ("gross", "reimbursement", "net", "persons")
        sequence = (*fields, "...")


class LineVersionTable(VersionTable):
    persons = PersonsColumn(verbose_name="Helårspersoner")
    amount = AmountColumn(verbose_name="Beløb", main=True)

    class Meta(VersionTable.Meta):
        model = BudgetLine
        fields = ("persons", "amount")
        sequence = (*fields, "...")
