"""Closing months and opening the last one again."""

from django import forms

from budget.months import BookedMonth
from extracts.form_fields import CarefulForm


class CloseForm(forms.Form):
    """Which month to close up to and with."""

    through = forms.ChoiceField(label="Luk til og med")

    def __init__(self, *args, months: list[BookedMonth], **options):
        super().__init__(*args, **options)
        self.fields["through"].choices = [(str(month.number), month.label) for month in months]


class ReopenForm(CarefulForm):
    """Why the last month is opened again; `month` is the one its reader saw."""

    month = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Vælg måneden på årets side."})
    reason = forms.CharField(
        label="Hvorfor åbnes måneden igen?",
        max_length=300,
        error_messages={"required": "Skriv, hvorfor måneden åbnes igen."},
    )

    def said(self) -> list[str]:
        """What is wrong, in whole sentences."""
        return [sentence for field in self.errors.values() for sentence in field]
