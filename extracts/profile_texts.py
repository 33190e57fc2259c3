"""The form for the texts of an unknown file: which codes they stand for, and the source's own marks."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from extracts.kinds import Role
from extracts.mapping import MISSING, SUPPRESSED, Labels, Layout, folded
from extracts.problems import shortened
from extracts.profile_forms import ColumnsForm, select
from extracts.profile_sample import Sample, label_of
from extracts.proposals import PERIOD_TITLES, holds_figures, is_figure, known_spellings, proposed_code

LEFT_OUT, AS_IT_IS = "-", ""
EMPTY = "tom"
"""How a person writes the mark that is an empty cell."""
MOST_TEXTS = 200
"""Texts of a column that are asked about; the codes' own spellings are not."""


@dataclass(frozen=True)
class TextRow:
    text: str
    field: forms.BoundField


@dataclass(frozen=True)
class AskedColumn:
    """A column whose texts stand for codes: those in doubt are asked about, known ones may be left out."""

    role: str
    title: str
    known: dict[str, str]
    doubtful: list[str]
    uncounted: int
    texts: list[str]
    key: str
    """The role's number and the column's: another role or column asks anew."""

    def name(self, number: int) -> str:
        return f"text-{self.key}-{number}"

    def out_name(self, number: int) -> str:
        return f"out-{self.key}-{number}"


def asked_column(sample: Sample, role: Role, place: int) -> AskedColumn:
    spelt = known_spellings(sample.codes[role.title])
    texts = sample.texts(place)
    known = {text: spelt[folded(text)] for text in texts if folded(text) in spelt}
    doubtful = [text for text in texts if text not in known]
    key = f"{sample.kind.roles.index(role)}-{place}"
    shown, uncounted = doubtful[:MOST_TEXTS], len(doubtful[MOST_TEXTS:])
    return AskedColumn(role.title, sample.title(place), known, shown, uncounted, texts, key)


class TextsForm(forms.Form):
    """What the texts of the columns with codes stand for, and the source's own marks."""

    suppressed = forms.CharField(
        label="Tegn for diskretioneret",
        max_length=60,
        required=False,
        help_text="Tal, som kilden skjuler, fx x. Er der flere tegn, så skriv semikolon imellem. * er kendt.",
    )
    missing = forms.CharField(
        label="Tegn for manglende tal",
        max_length=60,
        required=False,
        help_text="Tal, som kilden ikke har, fx n.a. Skriv tom, hvis et tomt felt betyder det. - . .. … i.o. er kendt.",
    )

    def __init__(self, data=None, *, sample: Sample, columns: dict[str, int], earlier: Layout | None, sent: QueryDict):
        super().__init__(data)
        self.sample, self.columns, self.earlier = sample, columns, earlier
        roles = [role for role in sample.kind.roles if role.title in sample.codes and role.title in columns]
        self.asked = [asked_column(sample, role, columns[role.title]) for role in roles]
        for asked in self.asked:
            self.ask(asked, self.earlier_labels(asked))
        if earlier:
            self.initial |= {"suppressed": marks_for(SUPPRESSED, earlier), "missing": marks_for(MISSING, earlier)}
        if "suppressed" in sent:
            # The form was sent before, on the way through the steps: a box that was not, was left without a tick.
            boxes = {name for name, field in self.fields.items() if isinstance(field, forms.BooleanField)}
            self.initial |= {name: sent.get(name, "") for name in self.fields if name in sent or name in boxes}

    def earlier_labels(self, asked: AskedColumn) -> Labels:
        return self.earlier.labels.get(asked.role, {}) if self.earlier else {}

    def ask(self, asked: AskedColumn, earlier: Labels):
        codes = self.sample.codes[asked.role]
        choices = [(AS_IT_IS, "bruges, som den er"), (LEFT_OUT, "udelades"), *codes.items()]
        spelt = known_spellings(codes)
        for number, text in enumerate(asked.doubtful):
            code = earlier[folded(text)] if folded(text) in earlier else proposed_code(text, spelt)
            self.fields[asked.name(number)] = select(choices, f"Hvad står «{shortened(text)}» for?")
            self.initial[asked.name(number)] = LEFT_OUT if code is None else code
        for number, text in enumerate(asked.known):
            self.fields[asked.out_name(number)] = forms.BooleanField(label=shortened(text), required=False)
            self.initial[asked.out_name(number)] = earlier.get(folded(text), "") is None

    def columns_asked(self) -> list[dict]:
        """For the page: each column with its texts in doubt, and those that are known."""
        return [
            {
                "title": asked.title,
                "label": label_of(self.sample.kind, asked.role),
                "rows": [
                    TextRow(shortened(text) or "(tom)", self[asked.name(number)])
                    for number, text in enumerate(asked.doubtful)
                ],
                "known": [self[asked.out_name(number)] for number in range(len(asked.known))],
                "uncounted": asked.uncounted,
                "elsewhere": len(self.earlier_labels(asked).keys() - set(map(folded, asked.texts))),
            }
            for asked in self.asked
        ]

    def clean_suppressed(self) -> list[str]:
        return marks_in(self.cleaned_data["suppressed"])

    def clean_missing(self) -> list[str]:
        missing = marks_in(self.cleaned_data["missing"])
        both = set(missing) & set(self.cleaned_data.get("suppressed", ()))
        if both:
            raise forms.ValidationError(f"«{min(both) or EMPTY}» står også som tegn for diskretioneret. Vælg det ene.")
        return missing

    def marks(self) -> dict[str, str]:
        return dict.fromkeys(self.cleaned_data["suppressed"], SUPPRESSED) | dict.fromkeys(
            self.cleaned_data["missing"], MISSING
        )

    def labels(self) -> dict[str, Labels]:
        return {asked.role: found for asked in self.asked if (found := self.labels_of(asked))}

    def labels_of(self, asked: AskedColumn) -> Labels:
        """What is chosen for this file's texts, and what the version before said of other files'."""
        chosen = {folded(text): self.cleaned_data[asked.name(number)] for number, text in enumerate(asked.doubtful)}
        labels = self.earlier_labels(asked) | {
            text: None if code == LEFT_OUT else code for text, code in chosen.items()
        }
        for number, (text, code) in enumerate(asked.known.items()):
            labels[folded(text)] = None if self.cleaned_data[asked.out_name(number)] else code
        return labels

    def figures(self) -> list[str]:
        """Own titles of the columns that hold figures, marks apart."""
        others = {title: place for title, place in self.columns.items() if title not in self.sample.codes}
        cells, marks = self.sample.sheet.columns, self.marks()
        found = [t for t, at in others.items() if t not in PERIOD_TITLES and holds_figures(cells[at], marks)]
        return found + [t for t in others if self.earlier and t in self.earlier.figures and t not in found]


def marks_in(text: str) -> list[str]:
    marks = [folded(mark) for mark in text.split(";") if mark.strip()]
    marks = ["" if mark == EMPTY else mark for mark in marks]
    if numbers := [mark for mark in marks if any(map(str.isdigit, mark)) and is_figure(mark)]:
        raise forms.ValidationError(f"«{numbers[0]}» er et tal. Skriv et tegn eller et ord.")
    return marks


def marks_for(ours: str, layout: Layout) -> str:
    return "; ".join(mark or EMPTY for mark, meaning in layout.marks.items() if meaning == ours)


def layout_of(columns: ColumnsForm, texts: TextsForm) -> Layout:
    """What two valid forms say."""
    sample = columns.sample
    header = [sample.sheet.header[place] for place in sample.places]
    if not columns.wide:
        header = sample.sheet.header
    return Layout(
        header=tuple(map(folded, header)),
        columns={folded(sample.sheet.header[place]): title for title, place in columns.columns.items()},
        constants=columns.constants,
        labels=texts.labels(),
        marks=texts.marks(),
        figures=tuple(texts.figures()),
        wide=columns.wide,
    )
