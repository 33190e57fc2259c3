"""What every app's forms share: what was sent, and a day."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

NOT_A_DAY = "Skriv en dato, fx 31.12.2026."
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
NOT_A_YEAR = "Årstallet skal være mellem 2000 og 2199."


def posted(request):
    """What was sent, for a form; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


class DayInput(forms.DateInput):
    """The browser's own field for a day. It would hide other text, so what is no day is shown in a plain field."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        try:
            day = forms.DateField(required=False).to_python(value)
        except ValidationError:
            return context
        context["widget"] |= {"type": "date", "value": day and day.isoformat()}
        return context


def day_asked(label: str) -> forms.DateField:
    """A day that narrows a list; it may be left out. Of years that a moment can be made of."""
    years = [MinValueValidator(FIRST_DAY, NOT_A_YEAR), MaxValueValidator(LAST_DAY, NOT_A_YEAR)]
    said = {"invalid": NOT_A_DAY}
    return forms.DateField(label=label, required=False, widget=DayInput, validators=years, error_messages=said)


class Narrowing:
    """Of a form that narrows a list: nothing has to be filled in, and the labels need not say so."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.conditional = True
