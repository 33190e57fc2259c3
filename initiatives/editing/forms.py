"""The form of an initiative: its words, and rows for the goals and benefit types it serves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django import forms

from budget.models import BenefitType, Programme
from extracts.form_fields import CarefulForm, ListedField
from extracts.periods import parse
from initiatives.actions import InitiativeText, below
from initiatives.following.forms import LISTED, NOBODY, PERIOD_HELP, HappenedField, PlainPeriodField, source_field
from initiatives.models import Initiative, InitiativeKind, InitiativeStatus
from targets.models import Goal, Guidepost

MOST_ROWS, ROWS_AT_FIRST, MORE_ROWS = 12, 2, 2
LONGEST_HOW, LONGEST_DESCRIPTION = 300, 4000
NO_STATUS_PERIOD = "Skriv, hvornår status er fra. Vælg «Ikke oplyst», hvis ingen har sagt det."
STATUS_PERIOD_ALONE = "Der er ingen status at tidsfæste. Lad feltet være tomt, eller vælg en status."
ENDS_FIRST = "Indsatsen kan ikke slutte, før den begynder."
NO_HOW = "Skriv, hvordan det ventes at virke, eller tøm linjen."
NOTHING_CHOSEN = "Vælg {}, eller tøm linjen."
NOT_THERE = "Det, der var valgt, findes ikke længere. Vælg igen, eller lad feltet være tomt."
TWICE = "{} står også på linje {}. Skriv det på én linje."


@dataclass(frozen=True)
class Words:
    """The fields of an initiative that stand above its rows."""

    visible_fields: list


@dataclass(frozen=True)
class LinkRow:
    """The two fields of one row on the screen."""

    number: int
    thing: forms.BoundField
    how: forms.BoundField


@dataclass(frozen=True)
class LinkTable:
    """Rows of one kind of thing: `name` of the fields, `heading` and the word for one, as in `vælg et mål`."""

    name: str
    heading: str
    one: str
    rows: list[LinkRow]


KINDS_OF_LINKS = {"goal": ("Mål", "et mål"), "benefit": ("Ydelse", "en ydelse")}


def one_of(things: Iterable, group=None) -> forms.TypedChoiceField:
    """One of the things by its key, under headings where `group` tells them."""
    by_key = {str(each.pk): each for each in things}
    choices = [(key, str(each)) for key, each in by_key.items()]
    if group:
        headed = groupby(by_key.items(), key=lambda item: group(item[1]))
        choices = [(heading, [(key, name_of(each)) for key, each in items]) for heading, items in headed]
    field = forms.TypedChoiceField(choices=[("", "–"), *choices], coerce=by_key.get, required=False, empty_value=None)
    field.error_messages["invalid_choice"] = NOT_THERE
    return field


def name_of(goal: Goal) -> str:
    """The plan too: once chosen, the heading it stood under is gone from the screen."""
    return f"{goal.number}. {goal} ({goal.plan})" if goal.number else f"{goal} ({goal.plan})"


class InitiativeForm(CarefulForm):
    name = forms.CharField(label="Navn", max_length=120)
    kind = ListedField(LISTED, label="Slags", choices=InitiativeKind.choices)
    status = ListedField(
        LISTED,
        label="Status",
        choices=InitiativeStatus.choices,
        initial=InitiativeStatus.UNKNOWN,
        help_text="Som den nyeste kilde siger, ikke et gæt.",
    )
    status_period = HappenedField(label="Status er fra", max_length=40, required=False, help_text=PERIOD_HELP)
    status_period.conditional = True
    starts = PlainPeriodField(label="Begynder", max_length=40, required=False, help_text=PERIOD_HELP)
    ends = PlainPeriodField(label="Slutter", max_length=40, required=False, help_text=f"Til og med. {PERIOD_HELP}")
    office = forms.CharField(label="Ansvarlig", max_length=120, required=False, help_text="Kontor eller team.")
    description = forms.CharField(
        label="Beskrivelse",
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Hvad går den ud på, og for hvem? {NOBODY}",
    )
    source = source_field()

    PLAIN = ("name", "kind", "status", "status_period", "starts", "ends", "office")
    ALL_WORDS = (*PLAIN, "part_of", "programme", "description", "source")

    def __init__(self, data=None, *, initiative: Initiative | None = None, rows: dict[str, int], initial=None):
        super().__init__(data, initial=initial)
        own = below(initiative) if initiative else ()
        self.rows = {name: min(max(count, 1), MOST_ROWS) for name, count in rows.items()}
        self.fields["part_of"] = one_of(Initiative.objects.exclude(pk__in=own))
        self.fields["part_of"].label = "Del af"
        self.fields["programme"] = one_of(Programme.objects.exclude(code=Programme.ORDINARY))
        self.fields["programme"].label = "Bogført på eget program"
        self.guideposts = list(Guidepost.objects.select_related("plan").order_by("-plan__start", "plan", "position"))
        for guidepost in self.guideposts:
            self.fields[f"guidepost_{guidepost.pk}"] = forms.BooleanField(label=str(guidepost), required=False)
        self.add_rows()

    def add_rows(self):
        goals = list(Goal.objects.select_related("plan").order_by("-plan__start", "plan", "number", "pk"))
        benefits = list(BenefitType.objects.all())
        for name, (heading, _) in KINDS_OF_LINKS.items():
            for number in range(1, self.rows[name] + 1):
                thing = one_of(goals, lambda goal: str(goal.plan)) if name == "goal" else one_of(benefits)
                thing.widget.attrs["aria-label"] = f"{heading}, linje {number}"
                how = forms.CharField(max_length=LONGEST_HOW, required=False, widget=forms.Textarea(attrs={"rows": 2}))
                how.widget.attrs["aria-label"] = f"Sådan ventes det at virke, {heading.lower()} på linje {number}"
                self.fields[f"{name}_{number}"], self.fields[f"{name}_how_{number}"] = thing, how

    @property
    def words(self) -> Words:
        return Words([self[name] for name in self.ALL_WORDS])

    @property
    def plans(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The guideposts of each plan, to be ticked."""
        for plan, guideposts in groupby(self.guideposts, key=lambda each: each.plan):
            yield str(plan), [self[f"guidepost_{each.pk}"] for each in guideposts]

    @property
    def tables(self) -> list[LinkTable]:
        return [
            LinkTable(name, heading, one, [self.row(name, number) for number in self.numbers(name)])
            for name, (heading, one) in KINDS_OF_LINKS.items()
        ]

    def row(self, name: str, number: int) -> LinkRow:
        return LinkRow(number, self[f"{name}_{number}"], self[f"{name}_how_{number}"])

    def numbers(self, name: str) -> range:
        return range(1, self.rows[name] + 1)

    def clean(self):
        super().clean()
        self.check_status()
        self.check_span()
        for name in KINDS_OF_LINKS:
            self.check_links(name)
        return self.cleaned_data

    def check_status(self):
        status, period = self.cleaned_data.get("status"), self.cleaned_data.get("status_period")
        if "status_period" in self.errors or not status:
            return
        if status != InitiativeStatus.UNKNOWN and not period:
            self.add_error("status_period", NO_STATUS_PERIOD)
        if status == InitiativeStatus.UNKNOWN and period:
            self.add_error("status_period", STATUS_PERIOD_ALONE)

    def check_span(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and parse(ends).end <= parse(starts).start:
            self.add_error("ends", ENDS_FIRST)

    def check_links(self, name: str):
        heading, one = KINDS_OF_LINKS[name]
        seen: dict = {}
        for number in self.numbers(name):
            thing, how = (self.cleaned_data.get(f"{part}_{number}") for part in (name, f"{name}_how"))
            errors = {f"{name}_{number}", f"{name}_how_{number}"} & set(self.errors)
            if thing and not how and not errors:
                self.add_error(f"{name}_how_{number}", NO_HOW)
            if how and not thing and not errors:
                self.add_error(f"{name}_{number}", NOTHING_CHOSEN.format(one))
            if thing and seen.setdefault(thing, number) != number:
                self.add_error(f"{name}_{number}", TWICE.format(heading, seen[thing]))

    def said(self) -> InitiativeText:
        found = self.cleaned_data
        return InitiativeText(
            **{name: found[name] for name in self.ALL_WORDS},
            guideposts=[each for each in self.guideposts if found[f"guidepost_{each.pk}"]],
            goals=self.links("goal"),
            benefit_types=self.links("benefit"),
        )

    def links(self, name: str) -> list[tuple]:
        pairs = [(self.cleaned_data[f"{name}_{n}"], self.cleaned_data[f"{name}_how_{n}"]) for n in self.numbers(name)]
        return [pair for pair in pairs if pair[0]]


def initial_of(initiative: Initiative) -> dict:
    """What the form of a stored initiative begins with."""
    initial = {name: getattr(initiative, name) for name in (*InitiativeForm.PLAIN, "description", "source")}
    initial |= {"part_of": initiative.part_of_id, "programme": initiative.programme_id}
    initial |= {f"guidepost_{each.pk}": True for each in initiative.guideposts.all()}
    for number, link in enumerate(initiative.goal_links.all(), 1):
        initial |= {f"goal_{number}": link.goal_id, f"goal_how_{number}": link.how}
    for number, link in enumerate(initiative.benefit_links.all(), 1):
        initial |= {f"benefit_{number}": link.benefit_type_id, f"benefit_how_{number}": link.how}
    return initial


def rows_of(initiative: Initiative) -> dict[str, int]:
    """As many rows as it has links, and at least the first ones."""
    counts = {"goal": initiative.goal_links.count(), "benefit": initiative.benefit_links.count()}
    return {name: max(count, ROWS_AT_FIRST) for name, count in counts.items()}
