"""The forms that make a profile: what the columns are, what their texts stand for, and why it is changed."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from extracts.cpr import holds_cpr
from extracts.kinds import Role
from extracts.mapping import Layout, folded, period_title
from extracts.profile_sample import Sample, label_of

NO_CHOICE = {"invalid_choice": "Vælg en af mulighederne."}


class QuickSelect(forms.Select):
    """A select joined as text, not rendered option by option: a page may have hundreds, of a hundred options each."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            "<option{}>{}</option>",
            ((flatatt({"value": code, "selected": code == chosen}), label) for code, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(self.attrs | {"name": name} | (attrs or {})), options)


def select(choices: list[tuple[str, str]], what: str) -> forms.ChoiceField:
    """A select in a table, named for those who cannot see the row it stands in."""
    widget = QuickSelect(attrs={"aria-label": what})
    return forms.ChoiceField(label=what, choices=choices, required=False, widget=widget, error_messages=NO_CHOICE)


@dataclass(frozen=True)
class ColumnRow:
    title: str
    examples: list[str]
    field: forms.BoundField


class ColumnsForm(forms.Form):
    """What each column of the file is, and what is the same for all lines."""

    title = forms.CharField(
        label="Profilens navn",
        max_length=80,
        help_text="Fx Økonomisystemets månedsudtræk. Navnet ses på udtrækkene.",
        error_messages={"required": "Giv profilen et navn."},
    )

    def __init__(self, data=None, *, sample: Sample, initial=None):
        super().__init__(data, initial=initial)
        self.sample = sample
        is_choices = [("", "bruges ikke"), *((role.title, asked_label(role)) for role in sample.kind.roles)]
        for place in sample.places:
            self.fields[column_name(place)] = select(is_choices, f"Hvad er kolonnen {sample.title(place)}?")
        for number, role in enumerate(sample.kind.roles):
            self.fields[constant_name(number)] = constant_field(role, sample.codes.get(role.title))

    def column_rows(self) -> list[ColumnRow]:
        sample = self.sample
        return [
            ColumnRow(sample.title(place), sample.examples(place), self[column_name(place)]) for place in sample.places
        ]

    def constant_fields(self) -> list[forms.BoundField]:
        return [self[constant_name(number)] for number in range(len(self.sample.kind.roles))]

    @property
    def has_constants(self) -> bool:
        return any(field.errors or field.value() for field in self.constant_fields())

    @cached_property
    def columns(self) -> dict[str, int]:
        """Own title → where its column stands in the file, of a valid form."""
        chosen = {place: self.cleaned_data[column_name(place)] for place in self.sample.places}
        return {title: place for place, title in chosen.items() if title}

    @cached_property
    def constants(self) -> dict[str, str]:
        roles = enumerate(self.sample.kind.roles)
        chosen = {role.title: self.cleaned_data[constant_name(number)] for number, role in roles}
        return {title: text for title, text in chosen.items() if text}

    @property
    def wide(self) -> bool:
        stated = self.columns.keys() | self.constants.keys()
        return bool(self.sample.periods) and period_title(self.sample.kind) not in stated

    def clean(self):
        self.refuse_repeats()
        for number, role in enumerate(self.sample.kind.roles):
            places = self.places_of(role.title)
            constant = self.cleaned_data.get(constant_name(number))
            if places and constant:
                message = f"Det står også i kolonnen «{self.sample.title(places[0])}». Vælg det ene."
                self.add_error(constant_name(number), message)
            elif role.required and not places and not constant and not self.stands_in_titles(role):
                message = f"Vælg en kolonne ovenfor, der er {role.label}, eller vælg det samme for alle linjer her."
                self.add_error(constant_name(number), message)
        return super().clean()

    def places_of(self, own_title: str) -> list[int]:
        return [place for place in self.sample.places if self.cleaned_data.get(column_name(place)) == own_title]

    def stands_in_titles(self, role: Role) -> bool:
        return role.title == period_title(self.sample.kind) and bool(self.sample.periods)

    def refuse_repeats(self):
        """One column for each role, and one role for each title: a profile knows columns by their titles."""
        first_of_role, first_of_title = {}, {}
        for place in self.sample.places:
            own_title = self.cleaned_data.get(column_name(place))
            if not own_title:
                continue
            first = first_of_role.setdefault(own_title, place)
            if first != place:
                label = label_of(self.sample.kind, own_title)
                message = f"{label} er allerede valgt for «{self.sample.title(first)}». Vælg det kun ét sted."
                self.add_error(column_name(place), message)
            if first_of_title.setdefault(folded(self.sample.sheet.header[place]), place) != place:
                self.add_error(column_name(place), "Filen har to kolonner med det navn. Giv dem hver sit navn i filen.")


def column_name(place: int) -> str:
    return f"column-{place}"


def constant_name(number: int) -> str:
    return f"constant-{number}"


def asked_label(role: Role) -> str:
    return f"{role.label} (skal være der)" if role.required else role.label


def constant_field(role: Role, known: dict[str, str] | None) -> forms.Field:
    if known is None:
        return forms.CharField(label=role.label, max_length=200, required=False)
    choices = [("", "–"), *known.items()]
    return forms.ChoiceField(
        label=role.label, choices=choices, required=False, widget=QuickSelect, error_messages=NO_CHOICE
    )


def columns_said(layout: Layout, sample: Sample) -> dict:
    """The columns form as a layout would fill it in."""
    header = sample.sheet.header
    said = {column_name(place): layout.columns.get(folded(header[place]), "") for place in sample.places}
    roles = enumerate(sample.kind.roles)
    return said | {constant_name(number): layout.constants.get(role.title, "") for number, role in roles}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Hvorfor?",
        max_length=200,
        help_text="Det kommer til at stå ved versionen.",
        error_messages={"required": "Skriv hvorfor."},
    )

    def clean_reason(self) -> str:
        if holds_cpr(self.cleaned_data["reason"]):
            raise forms.ValidationError("Begrundelsen ser ud til at indeholde et CPR-nummer. Skriv den uden.")
        return self.cleaned_data["reason"]
