"""The lines of a copied budget, to be corrected before they are sent to the preview."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from budget.copying.lines import OldLine, as_budget
from budget.copying.sources import Copy
from budget.files.columns import BUDGET
from budget.models import BudgetVersion, LineKind, Programme
from budget.variance import Priced
from budget.wording import price_text
from extracts.examining import Examined, examine
from extracts.form_fields import CarefulForm, typed
from extracts.numbers import NotANumber, parse_number
from extracts.problems import Problem, Severity

EXTRA = [f"extra{number}" for number in (1, 2, 3)]
FIGURES = ("persons", "amount")
WORDS = ("benefit_type", "kind", "programme")
HEADER_LINES = 1
LONGEST_FIGURE, LONGEST_SOURCE = 60, 150
CHOOSE = {"invalid_choice": "Vælg en af mulighederne på listen."}
TOO_LONG = {"max_length": "Teksten er for lang: højst %(limit_value)d tegn."}
NOTHING = "Skemaet er tomt. Skriv mindst ét beløb."
NO_TYPE = "Vælg den ydelse, beløbet hører til."
TWICE = "Samme ydelse, art og program står også på en anden linje i skemaet. Behold den ene."


def figure_field(label: str, initial: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    options = {"required": False, "max_length": LONGEST_FIGURE, "error_messages": TOO_LONG}
    return forms.CharField(label=label, initial=initial, widget=widget, **options)


def choice_field(label: str, choices, initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False, error_messages=CHOOSE)


def price_of(persons: str, amount: str) -> str:
    """The unit price of what stands in the fields; a dash where they are not two numbers."""
    try:
        figures = Priced(parse_number(amount).scaleb(3), parse_number(persons))
    except NotANumber:
        return price_text(None)
    return price_text(figures.unit_price if figures.persons > 0 else None)


@dataclass(frozen=True)
class Row:
    """A line of the grid: the fields it is made of, and of a copied one what it is and what it was."""

    fields: dict[str, BoundField]
    price: str
    name: str = ""
    kind: str = ""
    programme: str = ""
    old: OldLine | None = None


class GridForm(CarefulForm):
    """Its texts become a file in the format `budget`, checked like any other: `file`, and `examined`."""

    source = forms.CharField(
        label="Kilde",
        required=False,
        max_length=LONGEST_SOURCE,
        help_text="Fx «Budget 2027, byrådet 8. oktober 2026». Står feltet tomt, skrives det ved hver linje, hvilket "
        "budget den er kopieret fra.",
        error_messages=TOO_LONG,
    )

    def __init__(self, data=None, *, copy: Copy):
        super().__init__(data)
        self.copy, self.file, self.examined = copy, b"", None
        self.lines = {"-".join(map(str, line.key)): line for line in copy.lines}
        for prefix, line in self.lines.items():
            self.add_line(prefix, line)
        for number, prefix in enumerate(EXTRA, 1):
            self.add_extra(prefix, f"ekstra linje {number}")
        if copy.already:
            self.fields["confirmed"] = forms.BooleanField(
                label=f"Ja, ret det vedtagne budget for {copy.year}",
                error_messages={"required": f"Sæt kryds, hvis du vil rette det budget, {copy.year} allerede har."},
            )

    def add_line(self, prefix: str, line: OldLine):
        new, name = self.copy.new(line), ", ".join(self.words_of(line))
        if line.key.kind == LineKind.SUPPORT or line.has_persons:
            persons = typed(new.persons) if new and new.persons is not None else ""
            self.fields[f"{prefix}-persons"] = figure_field(f"Helårspersoner: {name}", persons)
        amount = typed(new.amount.scaleb(-3)) if new else ""
        self.fields[f"{prefix}-amount"] = figure_field(f"Beløb i 1.000 kr.: {name}", amount)

    def add_extra(self, prefix: str, name: str):
        words = self.copy.words
        types = [("", "Vælg ydelse"), *((each.name, each.name) for each in words.benefit_types.values())]
        kinds = [(kind.label, kind.label) for kind in LineKind]
        programmes = {each.code: each.name for each in words.programmes.values()}
        named = [(each, each) for each in programmes.values()]
        self.fields |= {
            f"{prefix}-benefit_type": choice_field(f"Ydelse: {name}", types),
            f"{prefix}-kind": choice_field(f"Art: {name}", kinds),
            f"{prefix}-programme": choice_field(f"Program: {name}", named, programmes[Programme.ORDINARY]),
            f"{prefix}-persons": figure_field(f"Helårspersoner: {name}"),
            f"{prefix}-amount": figure_field(f"Beløb i 1.000 kr.: {name}"),
        }

    def words_of(self, line: OldLine) -> tuple[str, str, str]:
        words, key = self.copy.words, line.key
        return (
            words.benefit_types[key.benefit_type].name,
            LineKind(key.kind).label,
            words.programmes[key.programme].name,
        )

    def rows(self) -> list[Row]:
        return [
            Row(self.bound(prefix), self.price(prefix), *self.words_of(line), line)
            for prefix, line in self.lines.items()
        ]

    def extra_rows(self) -> list[Row]:
        return [Row(self.bound(prefix), self.price(prefix)) for prefix in EXTRA]

    def bound(self, prefix: str) -> dict[str, BoundField]:
        names = [name for name in (*WORDS, *FIGURES) if f"{prefix}-{name}" in self.fields]
        return {name: self[f"{prefix}-{name}"] for name in names}

    def price(self, prefix: str) -> str:
        found = self.bound(prefix)
        return price_of(*(str(found[name].value() or "") if name in found else "" for name in FIGURES))

    @property
    def mistakes(self) -> list[BoundField]:
        """The fields to be corrected, in their order on the page."""
        return [self[name] for name in self.fields if name in self.errors]

    def clean(self):
        super().clean()
        lines = self.copied() | self.added()
        if not lines:
            if not self.errors:
                self.add_error(None, NOTHING)
            return
        self.file = as_budget(lines.values())
        self.examined = examine(self.file, profile="budget")
        self.add_problems(list(lines), self.examined)

    def texts(self, prefix: str, names: tuple[str, ...]) -> dict[str, str]:
        return {name: self.cleaned_data.get(f"{prefix}-{name}", "") for name in names}

    @property
    def budget(self) -> dict[str, str]:
        return {"year": str(self.copy.year), "version": BudgetVersion.ADOPTED.label}

    def copied(self) -> dict[str, dict[str, str]]:
        """The copied lines that are not left blank, by the start of their fields' names."""
        found = {}
        for prefix, line in self.lines.items():
            figures = self.texts(prefix, FIGURES)
            if any(figures.values()):
                words = dict(zip(WORDS, self.words_of(line), strict=True))
                found[prefix] = self.budget | words | figures | {"source": self.source_of(prefix, line)}
        return found

    def source_of(self, prefix: str, line: OldLine) -> str:
        by_hand = any(f"{prefix}-{name}" in self.changed_data for name in FIGURES)
        return self.copy.source(line, by_hand=by_hand, own=self.cleaned_data.get("source", ""))

    def added(self) -> dict[str, dict[str, str]]:
        """The extra lines that somebody filled in."""
        source = self.cleaned_data.get("source") or f"Indtastet i en kopi af {self.copy.old.title}"
        found = {}
        for prefix in EXTRA:
            words, figures = self.texts(prefix, WORDS), self.texts(prefix, FIGURES)
            if words["benefit_type"] or any(figures.values()):
                found[prefix] = self.budget | words | figures | {"source": source}
                if not words["benefit_type"]:
                    self.add_error(f"{prefix}-benefit_type", NO_TYPE)
        return found

    def add_problems(self, prefixes: list[str], examined: Examined):
        """Show each error at the field of its column; a field that is wrong already says so once."""
        wrong = set(self.errors)
        for problem in examined.problems:
            if problem.severity != Severity.ERROR:
                continue
            name = self.field_of(prefixes, problem)
            if name not in wrong:
                self.add_error(name, problem.message if problem.column or name is None else TWICE)

    def field_of(self, prefixes: list[str], problem: Problem) -> str | None:
        """The field that a problem of the file is about; None where it is about all of it."""
        at = (problem.line or 0) - HEADER_LINES - 1
        if at < 0:
            return None
        column = BUDGET.column(problem.column)
        candidates = ([f"{prefixes[at]}-{column.name}", column.name] if column else []) + [f"{prefixes[at]}-amount"]
        return next(name for name in candidates if name in self.fields)
