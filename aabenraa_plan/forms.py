"""What every app's forms share: what was sent, and a day."""

from django import forms
from django.core.exceptions import ValidationError

NOT_A_DAY = "Skriv en dato, fx 31.12.2026."


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
    """A day that narrows a list; it may be left out."""
    return forms.DateField(label=label, required=False, widget=DayInput, error_messages={"invalid": NOT_A_DAY})
