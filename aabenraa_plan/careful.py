"""Forms that keep CPR numbers out. What one looks like is known a floor up, in `extracts`, which tells it here."""

import unicodedata
from collections.abc import Callable

from django import forms

CPR_TYPED = "Teksten lignede et CPR-nummer og er slettet. Intet er gemt. Skriv feltet igen uden det."
SEARCHES: list[Callable[[str], bool]] = []


def search_with(holds_cpr: Callable[[str], bool]):
    """Have what people type searched by this."""
    SEARCHES.append(holds_cpr)


def holds_cpr(text: str) -> bool:
    if not SEARCHES:
        raise RuntimeError("nothing has said what a CPR number looks like: nothing may be kept")
    return any(search(text) for search in SEARCHES)


class CarefulForm(forms.Form):
    """A form that never shows a CPR number again: a field that held one is emptied and says why."""

    def __init__(self, data=None, *, initial=None, **options):
        data = {name: printable(data.get(name)) for name in data} if data is not None else None
        typed = data if data is not None else initial or {}
        self.held_cpr = {name for name, text in typed.items() if isinstance(text, str) and holds_cpr(text)}
        data, initial = (self.emptied(values) if values else values for values in (data, initial))
        super().__init__(data, initial=initial, **options)

    def emptied(self, values) -> dict:
        return {name: "" if name in self.held_cpr else value for name, value in values.items()}

    def clean(self):
        for name in self.held_cpr & set(self.fields):
            self.errors.pop(name, None)
            self.add_error(name, CPR_TYPED)
        return super().clean()


def printable(value):
    """A text without the marks that nobody can see or type; line breaks and tabs stay."""
    if not isinstance(value, str):
        return value
    return "".join(mark for mark in value if mark in "\n\r\t" or unicodedata.category(mark) != "Cc")
