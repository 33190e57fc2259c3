"""What an initiative promised beside money and cohorts, what was measured of it, and what happened on the way."""

from django.db import models
from django.db.models import Q

from extracts.fields import ScaledDecimalField
from extracts.models import Said, ended_later
from initiatives.models.words import Edited, Initiative

VALUE_PLACES = 4


class PromiseRule(models.TextChoices):
    AT_LEAST = "at_least", "mindst"
    AT_MOST = "at_most", "højst"
    ABOUT = "about", "omkring"
    INCREASE = "increase", "en stigning på mindst"


class Promise(Edited):
    """A figure an initiative promised, such as citizens per caseworker.

    `per` is over how many it is spread where the source says so: 45 cases for 3 consultants. A rule of increase is
    judged against `baseline`; without one there is not enough to judge.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="promises")
    code = models.SlugField(max_length=60)
    name = models.CharField("løfte", max_length=120)
    rule = models.CharField("regel", max_length=10, choices=PromiseRule)
    value = ScaledDecimalField("lovet", places=VALUE_PLACES)
    unit = models.CharField("enhed", max_length=60)
    per = models.PositiveSmallIntegerField("fordelt på", null=True)
    per_unit = models.CharField("fordelt på hvad", max_length=60, blank=True)
    baseline = ScaledDecimalField("udgangspunkt", places=VALUE_PLACES, null=True)
    due = models.CharField("gælder", max_length=12, blank=True)
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "code"], name="one_promise_of_a_code_per_initiative"),
            models.CheckConstraint(condition=Q(rule__in=PromiseRule.values), name="promise_has_a_known_rule"),
            models.CheckConstraint(
                condition=Q(per=None, per_unit="") | Q(per__isnull=False, per__gt=0) & ~Q(per_unit=""),
                name="promise_says_what_it_is_spread_over",
            ),
        ]

    def __str__(self):
        return self.name


class Measurement(Said):
    """What was measured of a promise, as of a day; a later word on the same day ends it."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="measurements")
    day = models.DateField("opgjort pr.")
    value = ScaledDecimalField("målt", places=VALUE_PLACES)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["promise", "-day", "-made_at"]
        constraints = [
            ended_later("measurement_is_ended_by_someone_later"),
            models.UniqueConstraint(
                fields=["promise", "day"], condition=Q(ended_at=None), name="one_current_measurement_per_day"
            ),
        ]

    def __str__(self):
        return f"{self.promise_id} {self.day} {self.value}"


class Milestone(Edited):
    """Something that is to be reached, or was. `due` and `reached` say when as exactly as the source: `2018`."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="milestones")
    code = models.SlugField(max_length=60)
    title = models.CharField("milepæl", max_length=200)
    due = models.CharField("frist", max_length=12, blank=True)
    reached = models.CharField("nået", max_length=12, blank=True)
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["reached", "due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "code"], name="one_milestone_of_a_code_per_initiative")
        ]

    def __str__(self):
        return self.title


class NoteKind(models.TextChoices):
    ACTIVITY = "activity", "Aktivitet"
    NOTE = "note", "Notat"


class Note(Said):
    """What was done or is to be remembered, dated by when it happened: the whole follow-up where nothing is measured.

    `when` is a period as exact as the source (`2023`, `2022M11`), or a day where `day` is given. `code` is what
    its wordings share.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="notes")
    code = models.SlugField(max_length=60, blank=True)
    kind = models.CharField("slags", max_length=10, choices=NoteKind)
    day = models.DateField("dato")
    when = models.CharField("hvornår", max_length=12, blank=True)
    text = models.TextField("tekst", max_length=2000)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["-day", "-made_at"]
        constraints = [
            ended_later("initiative_note_is_ended_by_someone_later"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="initiative_note_has_a_known_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="initiative_note_says_something"),
            models.UniqueConstraint(
                fields=["initiative", "code"],
                condition=Q(ended_at=None) & ~Q(code=""),
                name="one_current_note_of_a_code_per_initiative",
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.day}"
