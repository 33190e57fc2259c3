"""Forms for what people say: a comment in three parts, a judgement with its reason."""

from django import forms

from extracts.form_fields import CarefulForm, DayField, LastDayField
from targets.models import Comment, Rule
from targets.models.words import JUDGEMENTS

WHY_AND_WHAT_NOW = "Målet er ikke opfyldt. Skriv også hvorfor, og hvad der sker nu."
TEXTS = ("happened", "why", "next_step")
LONGEST_COMMENT, LONGEST_REASON = 2000, 1000


def text_field(name: str) -> forms.CharField:
    label = Comment._meta.get_field(name).verbose_name
    return forms.CharField(label=label, max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3}))


class CommentForm(CarefulForm):
    """What happened, why, what now; the last two are required of a goal that is missed."""

    happened = text_field("happened")
    why = text_field("why")
    next_step = text_field("next_step")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, missed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("why", "next_step"):
            self.fields[name].required = missed
            self.fields[name].error_messages["required"] = WHY_AND_WHAT_NOW

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


class JudgementForm(CarefulForm):
    """A person's word; which fields it has depends on the rule it is about."""

    verdict = forms.ChoiceField(label="Vurdering", choices=[("", "Vælg"), *JUDGEMENTS])
    done_on = DayField(label="Gennemført den")
    reason = forms.CharField(label="Begrundelse", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}))
    expires_on = LastDayField(label="Gælder til og med")

    def __init__(self, *args, rule: str, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        unused = {Rule.MILESTONE: ("verdict", "expires_on"), Rule.NARRATIVE: ("done_on",)}.get(rule, ("done_on",))
        for name in unused:
            del self.fields[name]
        if rule == Rule.NARRATIVE:
            self.fields["expires_on"].required = False

    def clean_done_on(self):
        if self.cleaned_data["done_on"] > self.today:
            raise forms.ValidationError("Datoen er ikke nået endnu. Registrér det, når det er gennemført.")
        return self.cleaned_data["done_on"]

    def clean_expires_on(self):
        until = self.cleaned_data["expires_on"]
        if until is not None and until <= self.today:
            raise forms.ValidationError("Datoen er passeret. Vælg en dag fra i dag og frem.")
        return until
