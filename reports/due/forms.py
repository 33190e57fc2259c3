"""A coming meeting: the day it is held, and the day its papers must be ready."""

from datetime import date

from django import forms

from extracts.form_fields import CarefulForm, DayField

NO_DAY = "Skriv den dag, mødet holdes."
NO_DEADLINE = "Skriv den dag, materialet skal være klar."
HELD = "Mødet er holdt. Skriv et møde, der er i dag eller senere."
AFTER_THE_MEETING = "Materialet skal være klar senest på mødedagen."


class MeetingForm(CarefulForm):
    meets_on = DayField(label="Mødet holdes", error_messages={"required": NO_DAY})
    papers_due_on = DayField(
        label="Materialet skal være klar", help_text="Senest på mødedagen.", error_messages={"required": NO_DEADLINE}
    )

    def __init__(self, *args, today: date, **options):
        super().__init__(*args, **options)
        self.today = today

    def clean_meets_on(self):
        if self.cleaned_data["meets_on"] < self.today:
            raise forms.ValidationError(HELD)
        return self.cleaned_data["meets_on"]

    def clean(self):
        cleaned = super().clean()
        meets_on, papers_due_on = (self.cleaned_data.get(name) for name in ("meets_on", "papers_due_on"))
        if meets_on and papers_due_on and papers_due_on > meets_on:
            self.add_error("papers_due_on", AFTER_THE_MEETING)
        return cleaned
