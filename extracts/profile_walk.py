"""The three steps to a profile: what was chosen so far, and how far it holds. Nothing is written on the way."""

from functools import cached_property

from django.http import QueryDict

from extracts.cpr import holds_cpr
from extracts.mapping import Layout, folded
from extracts.models import ProfileVersion
from extracts.profile_forms import ColumnsForm, ReasonForm, column_name, columns_said
from extracts.profile_sample import Sample
from extracts.profile_texts import TextsForm, layout_of

COLUMNS, TEXTS, TRIAL, SAVE = "columns", "texts", "trial", "save"
LABELS = {COLUMNS: "1 · Kolonner", TEXTS: "2 · Tekster", TRIAL: "3 · Prøv og gem"}
BEFORE = {TEXTS: COLUMNS, TRIAL: TEXTS, SAVE: TRIAL}
"""The step to stay on."""
NEVER_CARRIED = frozenset({"csrfmiddlewaretoken", "do"})


def without_cpr(sent: QueryDict) -> tuple[QueryDict, bool]:
    """What was sent, emptied of CPR numbers, and whether there were any; then nothing goes on."""
    held = [name for name, text in sent.items() if holds_cpr(text)]
    kept = sent.copy()
    for name in held:
        kept[name] = ""
    if held:
        kept["do"] = BEFORE.get(sent.get("do"), COLUMNS)
    return kept, bool(held)


class Walk:
    """`step` is how far what was sent holds: never past a form with an error."""

    def __init__(self, sample: Sample, sent: QueryDict, earlier: ProfileVersion | None):
        self.sample, self.sent, self.earlier = sample, sent, earlier
        self.do = sent.get("do", "")
        wanted = TRIAL if self.do == SAVE else self.do if self.do in LABELS else COLUMNS
        self.columns = self.columns_form(bound=wanted != COLUMNS)
        self.texts = None
        self.step = self.reached(wanted)

    def reached(self, wanted: str) -> str:
        if wanted == COLUMNS or not self.columns.is_valid():
            return COLUMNS
        data = self.sent if wanted == TRIAL else None
        self.texts = TextsForm(
            data,
            sample=self.sample,
            columns=self.columns.columns,
            earlier=self.earlier_layout,
            sent=self.sent,
        )
        return TRIAL if wanted == TRIAL and self.texts.is_valid() else TEXTS

    @cached_property
    def earlier_layout(self) -> Layout | None:
        return Layout.of(self.earlier.layout) if self.earlier else None

    def columns_form(self, *, bound: bool) -> ColumnsForm:
        if bound:
            return ColumnsForm(self.sent, sample=self.sample)
        initial = self.sent.dict() if self.do == COLUMNS else self.proposed()
        return ColumnsForm(sample=self.sample, initial=initial)

    def proposed(self) -> dict:
        """What the version before said; of titles it did not know, what they seem to be."""
        found = {column_name(place): title for place, title in self.sample.proposed().items()}
        if not self.earlier:
            return found
        layout = self.earlier_layout
        said = columns_said(layout, self.sample) | {"title": self.earlier.title}
        for place in self.sample.places:
            name, title = column_name(place), self.sample.sheet.header[place]
            if folded(title) not in layout.header and found.get(name) not in said.values():
                said[name] = found.get(name, "")
        return said

    @property
    def layout(self) -> Layout:
        return layout_of(self.columns, self.texts)

    @cached_property
    def reason(self) -> ReasonForm | None:
        """Asked for where a version is followed by another."""
        if not self.earlier:
            return None
        return ReasonForm(self.sent) if self.do == SAVE else ReasonForm(initial={"reason": self.sent.get("reason", "")})

    @property
    def seen(self) -> str:
        """The version that was shown when the way began."""
        return self.sent.get("seen") or str(self.earlier.number if self.earlier else 0)

    @property
    def may_be_saved(self) -> bool:
        return self.do == SAVE and self.step == TRIAL and (self.reason is None or self.reason.is_valid())

    def carried(self) -> list[tuple[str, str]]:
        """What was chosen on the other steps, for this step's form to bring along."""
        if self.step == COLUMNS:
            shown = {*self.columns.fields, "seen"}
            return [each for each in self.sent.items() if each[0] not in shown | NEVER_CARRIED]
        names = {*self.columns.fields, "reason"}
        if self.step == TRIAL:
            names = names - {"reason"} | set(self.texts.fields)
        return [each for each in self.sent.items() if each[0] in names]

    def steps(self) -> list[dict[str, str]]:
        at = list(LABELS).index(self.step)
        states = ["done" if place < at else "current" if place == at else "todo" for place in range(len(LABELS))]
        return [{"label": label, "state": state} for label, state in zip(LABELS.values(), states, strict=True)]
