"""What people write of a report: which quarter it is of, its words and meeting, why it goes back, what was decided."""

from datetime import date

from django import forms

from extracts.form_fields import BoundedField, CarefulForm, DayField, ListedField
from extracts.periods import Period, parse
from reports.models import CommitteeDecision, DecisionKind, Report, ReportState
from reports.workflow.quarters import quarters_to_report
from targets.models import Plan

CHOOSE_QUARTER = "Vælg en plan og et kvartal på listen."
ITEM = "Skriv punktets nummer på dagsordenen som et helt tal fra {least} til {most}."
CHOOSE_DECISION = "Vælg, hvad udvalget besluttede."
NO_MEETING = "Skriv den dag, mødet blev holdt."
NOT_HELD = "Mødet er ikke holdt endnu. Skriv beslutningen, når det er."
CASE_NUMBER_HELP = "Sagens nummer i kommunens sagssystem, fx 22/38279."
LAST_ITEM = 9999
BEGUN = {ReportState.PUBLISHED: "udgivet"}
IN_HAND = "i gang"


def long_text(name: str, *, of=Report, rows: int = 4, **options) -> forms.CharField:
    """A field for a text of the model's own length."""
    column = of._meta.get_field(name)
    label = options.pop("label", column.verbose_name.capitalize())
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=column.max_length, widget=widget, **options)


def item_field(**options) -> BoundedField:
    return BoundedField(label="Punkt på dagsordenen", least=1, most=LAST_ITEM, what=ITEM, **options)


def case_number_field() -> forms.CharField:
    longest = Report._meta.get_field("case_number").max_length
    return forms.CharField(label="Sagsnummer", max_length=longest, required=False, help_text=CASE_NUMBER_HELP)


class NewReportForm(CarefulForm):
    """One list of every quarter that a report may be of, under its plan; `known` are the states of those there are."""

    what = ListedField(label="Plan og kvartal", message=CHOOSE_QUARTER)

    def __init__(self, *args, plans: list[Plan], known: dict[tuple[str, str], str], today: date, **options):
        super().__init__(*args, **options)
        self.plans = {plan.slug: plan for plan in plans}
        groups = [(plan.title, quarter_choices(plan, known, today)) for plan in plans]
        self.fields["what"].choices = [("", "Vælg"), *groups]

    def clean_what(self) -> tuple[Plan, Period]:
        slug, code = self.cleaned_data["what"].split(":")
        return self.plans[slug], parse(code)


def quarter_choices(plan: Plan, known: dict[tuple[str, str], str], today: date) -> list[tuple[str, str]]:
    quarters = quarters_to_report(plan.start, plan.end, today)
    return [(choice_of(plan.slug, each.code), named(each, known.get((plan.slug, each.code)))) for each in quarters]


def choice_of(slug: str, code: str) -> str:
    return f"{slug}:{code}"


def named(quarter: Period, state: str | None) -> str:
    return f"{quarter.label} ({BEGUN.get(state, IN_HAND)})" if state else quarter.label


class ReportForm(CarefulForm):
    """The words and the meeting of a report; everything may be left for later."""

    introduction = long_text(
        "introduction", rows=8, required=False, help_text="Står først i rapporten. Højst 2.000 tegn."
    )
    recommendation = long_text(
        "recommendation", required=False, help_text="Hvad udvalget bliver bedt om at beslutte. Højst 1.000 tegn."
    )
    meets_on = DayField(label="Mødedag", required=False)
    item_number = item_field(required=False)
    case_number = case_number_field()


class ReturnForm(CarefulForm):
    comment = long_text(
        "correction",
        label="Hvad skal rettes?",
        error_messages={"required": "Skriv, hvad der skal rettes, før rapporten kan godkendes."},
    )


class ReopenForm(CarefulForm):
    reason = long_text(
        "correction",
        label="Hvorfor åbnes rapporten igen?",
        error_messages={"required": "Skriv, hvorfor rapporten åbnes igen. Det bliver stående i dens historie."},
    )


class DecisionForm(CarefulForm):
    """What the committee decided; `earlier` is the word this one replaces, which asks for a reason."""

    meets_on = DayField(label="Mødedag", error_messages={"required": NO_MEETING})
    item_number = item_field()
    case_number = case_number_field()
    kind = ListedField(label="Beslutning", message=CHOOSE_DECISION, choices=[("", "Vælg"), *DecisionKind.choices])
    text = long_text(
        "text",
        of=CommitteeDecision,
        label="Beslutningens ord",
        required=False,
        help_text="Som de står i referatet. Højst 1.000 tegn.",
    )
    reason = forms.CharField(
        label="Hvorfor rettes beslutningen?",
        max_length=CommitteeDecision._meta.get_field("reason").max_length,
        error_messages={"required": "Skriv, hvorfor beslutningen rettes. Den tidligere bliver stående i historien."},
    )

    def __init__(self, *args, earlier: CommitteeDecision | None, today: date, **options):
        super().__init__(*args, **options)
        self.today = today
        if earlier is None:
            del self.fields["reason"]

    def clean_meets_on(self):
        if self.cleaned_data["meets_on"] > self.today:
            raise forms.ValidationError(NOT_HELD)
        return self.cleaned_data["meets_on"]
