"""Forms for one line of a year: how it is forecast, and how it is spread over the months."""

from django import forms

from aabenraa_plan.formats import MONTHS, danish_number, decimals_in
from budget.actions import WHOLE_YEAR
from budget.forecast import Choice, Method
from budget.form_fields import AmountField, PersonsField
from budget.models import MONTH_FIELDS, ForecastMethod, LineKind
from extracts.form_fields import CarefulForm, NumberField

CHOOSE = {"invalid_choice": "Vælg en af metoderne på listen."}
STANDARD = ""
STANDARD_LABEL = "Programmets eget valg: sidste års sæson, ellers samme tempo"
MOST_DECIMALS = 4


class ForecastForm(CarefulForm):
    """Which method; with an own figure the amount in 1.000 kr., the persons, and why. Of effort nobody counts them."""

    method = forms.ChoiceField(
        label="Metode",
        required=False,
        choices=[(STANDARD, STANDARD_LABEL), *ForecastMethod.choices],
        error_messages=CHOOSE,
    )
    amount = AmountField(
        factor=1000,
        label="Eget skøn for hele året, netto i 1.000 kr.",
        required=False,
        help_text="Fx 71.500. Kun ved eget skøn.",
    )
    persons = PersonsField(
        label="Helårspersoner i skønnet",
        required=False,
        help_text="Uden dem kan afvigelsen ikke deles i mængde og pris.",
    )
    reason = forms.CharField(
        label="Begrundelse",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skal udfyldes ved eget skøn. Skriv aldrig CPR-numre.",
    )

    def __init__(self, *args, kind: str, **options):
        super().__init__(*args, **options)
        if kind == LineKind.EFFORT:
            del self.fields["persons"]
        for name in ("method", "amount", "reason"):
            self.fields[name].conditional = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("method") == Method.OWN:
            self.require("amount", "Skriv skønnet i 1.000 kr.")
            self.require("reason", "Skriv, hvorfor du skønner sådan.")
        return cleaned

    def require(self, name: str, message: str):
        if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
            self.add_error(name, message)

    def choice(self) -> Choice | None:
        """None where the line is to go back to the program's own choice."""
        cleaned = self.cleaned_data
        if not cleaned["method"]:
            return None
        method = Method(cleaned["method"])
        if method != Method.OWN:
            return Choice(method)
        return Choice(method, cleaned["amount"], cleaned.get("persons"))


class PhasingForm(CarefulForm):
    """Twelve percentages that make 100."""

    reason = forms.CharField(label="Begrundelse", required=False, max_length=300, help_text="Skriv aldrig CPR-numre.")

    field_order = [*MONTH_FIELDS, "reason"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, month in zip(MONTH_FIELDS, MONTHS, strict=True):
            required = {"required": "Skriv en procent; 0, hvis måneden intet bruger."}
            self.fields[name] = NumberField(label=f"{month.capitalize()}, %", error_messages=required)
        self.order_fields(self.field_order)

    def clean(self):
        cleaned = super().clean()
        for name in MONTH_FIELDS:
            share = cleaned.get(name)
            if share is not None and (abs(share) > WHOLE_YEAR or decimals_in(share) > MOST_DECIMALS):
                self.add_error(name, "Skriv en procent mellem −100 og 100 med højst fire decimaler.")
        shares = [cleaned.get(name) for name in MONTH_FIELDS]
        if None not in shares and sum(shares) != WHOLE_YEAR and not self.errors:
            total = sum(shares)
            text = danish_number(total, decimals_in(total))
            self.add_error(None, f"De tolv måneder giver {text} % tilsammen. De skal give præcis 100 %.")
        return cleaned

    def said(self) -> dict:
        shares = [self.cleaned_data[name] for name in MONTH_FIELDS]
        return {"shares": shares, "reason": self.cleaned_data["reason"]}
