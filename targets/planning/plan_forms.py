"""Forms for a plan, its guideposts, its goals, and a copy of it."""

from django import forms

from extracts.form_fields import CarefulForm, DayField, LastDayField
from targets.models import Plan

SOURCE = "Det dokument og den overskrift, teksten er fra."
ENDS_FIRST = "Planen skal slutte, efter at den begynder."
TEXT = forms.Textarea(attrs={"rows": 3})


def whole_span(form: CarefulForm):
    """The plan's last day comes after its first."""
    start, end = form.cleaned_data.get("start"), form.cleaned_data.get("end")
    if start and end and end <= start:
        form.add_error("end", ENDS_FIRST)


class PlanForm(CarefulForm):
    title = forms.CharField(label="Planens navn", max_length=80, help_text="Fx Beskæftigelsesplan 2027.")
    guidepost_word = forms.CharField(
        label="Ordet for overskrifterne", max_length=30, help_text="Fx pejlemærke eller tema.", initial="pejlemærke"
    )
    start = DayField(label="Første dag")
    end = LastDayField(label="Sidste dag")
    source = forms.CharField(label="Kilde", max_length=200, help_text=SOURCE)

    def __init__(self, data=None, *, plan: Plan | None = None):
        super().__init__(data, initial=values_of(plan, self.base_fields) if plan else None)
        if plan and not plan.is_draft:
            del self.fields["start"], self.fields["end"]

    def clean(self):
        whole_span(self)
        return super().clean()


class CopyForm(CarefulForm):
    title = forms.CharField(label="Den nye plans navn", max_length=80)
    start = DayField(label="Første dag")
    end = LastDayField(label="Sidste dag")

    def clean(self):
        whole_span(self)
        return super().clean()


class GuidepostForm(CarefulForm):
    number = forms.IntegerField(
        label="Nummer", min_value=1, max_value=99, required=False, help_text="Går det på tværs, har det intet nummer."
    )
    title = forms.CharField(label="Overskrift", max_length=80)
    source = forms.CharField(label="Kilde", max_length=200, help_text=SOURCE)

    def __init__(self, data=None, *, plan: Plan, row=None):
        super().__init__(data, initial=values_of(row, self.base_fields) if row else None)
        if not plan.is_draft:
            del self.fields["number"]


class UnderGuidepost(CarefulForm):
    """What stands under one of the plan's guideposts; which one may be changed in a draft only."""

    guidepost = forms.TypedChoiceField(label="Hører under", coerce=int)

    def __init__(self, data=None, *, plan: Plan, row=None, guidepost: str = ""):
        initial = values_of(row, self.base_fields) | {"guidepost": row.guidepost.position} if row else None
        super().__init__(data, initial=initial or {"guidepost": guidepost})
        self.guideposts = {guidepost.position: guidepost for guidepost in plan.guideposts.all()}
        self.fields["guidepost"].choices = [(position, each.title) for position, each in self.guideposts.items()]
        if not plan.is_draft:
            del self.fields["guidepost"]

    def clean_guidepost(self):
        return self.guideposts[self.cleaned_data["guidepost"]]


class GoalForm(UnderGuidepost):
    number = forms.IntegerField(
        label="Nummer", min_value=1, max_value=999, required=False, help_text="Står målet uden nummer, er feltet tomt."
    )
    title = forms.CharField(label="Målet i få ord", max_length=120)
    description = forms.CharField(label="Hvad er lovet?", max_length=2000, required=False, widget=TEXT)
    source = forms.CharField(label="Kilde", max_length=200, help_text=SOURCE)

    def __init__(self, data=None, *, plan: Plan, row=None, guidepost: str = ""):
        super().__init__(data, plan=plan, row=row, guidepost=guidepost)
        if not plan.is_draft:
            del self.fields["number"]


class EffortForm(UnderGuidepost):
    title = forms.CharField(label="Indsatsen i få ord", max_length=80)
    description = forms.CharField(label="Hvad går den ud på?", max_length=2000, widget=TEXT)
    source = forms.CharField(label="Kilde", max_length=200, help_text=SOURCE)


def values_of(row, names) -> dict:
    return {name: getattr(row, name) for name in names}
