"""The form for a demand: the chosen rule's terms, and for an amendment from when and why."""

from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.utils import timezone

from aabenraa_plan.formats import danish_date
from extracts.form_fields import CarefulForm, DayField, LastDayField, NumberField
from extracts.models import Area
from targets.forms import area_choices, indicator_choices
from targets.models import Baseline, Indicator, Path, Rule, Scope, Target, ToleranceKind
from targets.planning.actions import next_version
from targets.planning.demands import FIELDS, WITHOUT_FIGURES, complaints
from targets.planning.fields import MilestonesField, PeriodField
from targets.planning.plan_forms import SOURCE, TEXT
from targets.planning.terms import COLUMNS, Terms
from targets.spec import OWN_AREA

RULES = [
    (Rule.AT_MOST, "højst et bestemt tal"),
    (Rule.AT_LEAST, "mindst et bestemt tal"),
    (Rule.REDUCE, "lavere end udgangspunktet"),
    (Rule.INCREASE, "højere end udgangspunktet"),
    (Rule.HOLD, "mindst lige så godt som udgangspunktet"),
    (Rule.NO_WORSE_THAN, "ikke dårligere end et andet område"),
    (Rule.CLOSE_TO, "tæt på et bestemt tal"),
    (Rule.MILESTONE, "gennemført inden en frist"),
    (Rule.NARRATIVE, "vurderes i ord"),
]
LIMITS = {Rule.AT_MOST: "Højst", Rule.AT_LEAST: "Mindst", Rule.CLOSE_TO: "Tæt på"}
STRICT = {Rule.AT_MOST: "Tallet skal være under, ikke lig med", Rule.AT_LEAST: "Tallet skal være over, ikke lig med"}
NO_BASELINE = {Rule.AT_MOST: "intet", Rule.AT_LEAST: "intet"}
GROUPS = [
    ("Hvad er kravet?", ["indicator", "area", "limit", "strict", "comparator"]),
    ("Udgangspunkt", ["baseline", "baseline_value", "baseline_period", "baseline_approximate"]),
    ("Tolerance", ["tolerance", "tolerance_kind"]),
    ("Tid", ["scope", "span", "deadline"]),
    ("Vejen til grænsen", ["path", "path_start", "milestones"]),
    ("Kravet i planen", ["reading", "source"]),
    ("Ændringen", ["valid_from", "decided_on", "reason"]),
]
SELDOM = {
    "Udgangspunkt": (Rule.AT_MOST, Rule.AT_LEAST),
    "Tolerance": [rule for rule in Rule if rule != Rule.CLOSE_TO],
    "Vejen til grænsen": (Rule.AT_MOST, Rule.AT_LEAST),
}
EMPTY = (None, "", False, (), ToleranceKind.POINTS)
AMENDS = ("valid_from", "decided_on", "reason")


@dataclass(frozen=True)
class Group:
    """A part of a form under one heading."""

    legend: str
    visible_fields: list
    seldom: bool = False

    @property
    def folded(self) -> bool:
        """Out of sight at first: the rule seldom needs it, and nothing is filled in or wrong."""
        return self.seldom and all(field.value() in EMPTY and not field.errors for field in self.visible_fields)


def optional_areas():
    return [("", "Vælg område"), *area_choices()]


class TargetForm(CarefulForm):
    """Only the terms that the rule uses are asked for; the others get their empty value."""

    rule = forms.ChoiceField(label="Kravets slags", choices=RULES)
    indicator = forms.ChoiceField(label="Målepunkt", choices=indicator_choices, required=False)
    area = forms.ChoiceField(label="Område", choices=area_choices)
    limit = NumberField(label="Grænse", required=False, help_text="I målepunktets egen enhed, fx 11,5.")
    strict = forms.BooleanField(label="Præcis på grænsen er ikke nok", required=False)
    comparator = forms.ChoiceField(label="Sammenlignes med", choices=optional_areas, required=False)
    baseline = forms.ChoiceField(label="Hvad måles der ud fra?", required=False)
    baseline_value = NumberField(label="Udgangspunktets værdi", required=False, help_text="Fx 76,4.")
    baseline_period = PeriodField(
        label="Udgangspunktets periode", max_length=40, required=False, help_text="Fx 2021 eller maj 2020."
    )
    baseline_approximate = forms.BooleanField(label="Værdien er cirka", required=False)
    tolerance = NumberField(
        label="Tolerance",
        required=False,
        help_text="Så langt fra målet er stadig «tæt på». Er den ikke besluttet, er feltet tomt.",
    )
    tolerance_kind = forms.ChoiceField(label="Tolerancen er", choices=ToleranceKind.choices)
    scope = forms.ChoiceField(label="Kravet gælder", choices=Scope.choices)
    span = PeriodField(
        label="Tidsrum", max_length=40, required=False, help_text="Kun ved gennemsnit, sum eller slutning. Fx 2026."
    )
    deadline = LastDayField(
        label="Frist: sidste dag", required=False, help_text="Den sidste dag, det må være nået. Tom, hvis ingen frist."
    )
    path = forms.ChoiceField(
        label="Vejen derhen", choices=Path.choices, required=False, help_text="Hvor tallet skal ligge før fristen."
    )
    path_start = DayField(
        label="Linjen begynder", required=False, help_text="Kun ved en ret linje, fra udgangspunktet til grænsen."
    )
    milestones = MilestonesField(
        label="Delmål", required=False, max_length=2000, help_text="Ét på hver linje: periode, kolon, tal. 2025: 79,5"
    )
    reading = forms.CharField(
        label="Sådan læser vi målet",
        required=False,
        max_length=2000,
        widget=TEXT,
        help_text="Hvis planens ord kan læses på flere måder.",
    )
    source = forms.CharField(label="Kilde", max_length=200, help_text=SOURCE)

    def __init__(self, data=None, *, initial=None):
        chosen = (data if data is not None else initial or {}).get("rule")
        self.kind = chosen if chosen in FIELDS else Rule.AT_MOST
        super().__init__(data, initial={"rule": self.kind, "area": OWN_AREA} | dict(initial or {}))
        for name in set(self.fields) - set(self.asked()):
            del self.fields[name]
        for field in self.fields.values():
            field.conditional = not field.required
        self.fit_to_rule()

    def asked(self) -> tuple[str, ...]:
        return FIELDS[self.kind]

    def fit_to_rule(self):
        """Labels and choices in the rule's own words."""
        for name, labels in (("limit", LIMITS), ("strict", STRICT)):
            if name in self.fields and self.kind in labels:
                self.fields[name].label = labels[self.kind]
        if "baseline" in self.fields:
            nothing = NO_BASELINE.get(self.kind, "vælg udgangspunkt")
            self.fields["baseline"].choices = [("", nothing), *(kind for kind in Baseline.choices if kind[0])]

    @property
    def chooser(self) -> Group:
        return Group("", [self["rule"]])

    @property
    def groups(self) -> list[Group]:
        found = [
            Group(legend, [self[name] for name in names if name in self.fields], self.kind in SELDOM.get(legend, ()))
            for legend, names in GROUPS
        ]
        return [group for group in found if group.visible_fields]

    def clean(self):
        unreadable = set(self.errors)
        for name, sentence in complaints(self.stated()):
            if name in self.fields and name not in unreadable:
                self.add_error(name, sentence)
        return super().clean()

    def stated(self) -> dict:
        """Every term by name: as typed, else as an empty column holds it."""
        empty = dict.fromkeys((*COLUMNS, "milestones")) | {"scope": "each", "baseline": "", "path": ""}
        return empty | self.cleaned_data | {"rule": self.kind}

    def terms(self) -> Terms:
        values = {name: value for name, value in self.cleaned_data.items() if name in (*COLUMNS, "milestones")}
        area = Area.objects.get(name=values.pop("area", OWN_AREA))
        indicator = Indicator.objects.filter(code=values.pop("indicator", "")).first()
        comparator = Area.objects.filter(name=values.pop("comparator", "")).first()
        return Terms(**values, area=area, indicator=indicator, comparator=comparator)


class AmendmentForm(TargetForm):
    """A further version of a demand. What is measured, and where, stays: with another measure it is another demand."""

    valid_from = DayField(
        label="Gælder fra",
        help_text="Den første dag i en måned. Perioder, der begynder den dag eller senere, bedømmes efter ændringen.",
    )
    decided_on = DayField(label="Besluttet den")
    reason = forms.CharField(
        label="Begrundelse", max_length=500, widget=TEXT, help_text="Hvem besluttede det, og hvorfor? Bliver stående."
    )

    def __init__(self, data=None, *, newest: Target, initial=None):
        self.newest = newest
        super().__init__(data, initial=as_typed(Terms.of(newest)) if initial is None else initial)
        if newest.indicator is None:
            self.fields["rule"].choices = [(rule, label) for rule, label in RULES if rule in WITHOUT_FIGURES]

    def asked(self) -> tuple[str, ...]:
        return (*(name for name in super().asked() if name not in ("indicator", "area")), *AMENDS)

    def stated(self) -> dict:
        return super().stated() | {"indicator": self.newest.indicator, "area": self.newest.area.name}

    def clean_valid_from(self) -> date:
        day, earliest = self.cleaned_data["valid_from"], self.newest.valid_from
        if day.day != 1:
            raise forms.ValidationError("Vælg den første dag i en måned, fx 1. januar 2026.")
        if earliest and day < earliest:
            said = f"Den nyeste ændring gælder fra {danish_date(earliest)}. Vælg den dag eller en senere."
            raise forms.ValidationError(said)
        return day

    def clean_decided_on(self) -> date:
        if self.cleaned_data["decided_on"] > timezone.localdate():
            raise forms.ValidationError("Dagen er ikke kommet endnu. Skriv den dag, det blev besluttet.")
        return self.cleaned_data["decided_on"]

    def clean(self):
        if not self.errors and self.terms() == Terms.of(self.newest):
            self.add_error(None, "Intet i kravet er ændret. Ret det, der skal være anderledes.")
        return super().clean()

    def terms(self) -> Terms:
        kept = {"area": self.newest.area, "indicator": self.newest.indicator, "completed_on": self.newest.completed_on}
        return replace(super().terms(), **kept)

    def proposed(self) -> Target:
        """The version as it would be saved, for a preview."""
        return next_version(self.newest, self.terms(), self.cleaned_data["valid_from"])


def as_typed(terms: Terms) -> dict:
    """The terms as the form takes them."""
    names = {"area": terms.area.name, "indicator": terms.indicator.code if terms.indicator else ""}
    comparator = terms.comparator.name if terms.comparator else ""
    return terms.columns | names | {"comparator": comparator, "milestones": terms.milestones}
