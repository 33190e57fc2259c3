from django import forms
from django.conf import settings

from extracts.cpr import holds_cpr
from extracts.reading import too_large


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Fil",
        help_text="En CSV-fil fra Jobindsats eller Statistikbanken eller i formatet maalepunkter.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"required": "Vælg en fil.", "max_length": "Filens navn er for langt. Giv den et kortere navn."},
        max_length=200,
    )

    def too_large(self) -> str:
        """The sentence that turns the file away unread, or nothing."""
        size, limit = self.cleaned_data["file"].size, settings.MAX_UPLOAD_BYTES
        return too_large(size, limit) if size > limit else ""


class CommitForm(forms.Form):
    """What the person decided on: the preview's digest, and why its warnings may stand."""

    seen = forms.CharField(max_length=64)
    accepted = forms.BooleanField(required=False)
    reason = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": "Begrundelsen er for lang: højst 300 tegn."},
    )

    def clean_reason(self) -> str:
        if holds_cpr(self.cleaned_data["reason"]):
            raise forms.ValidationError("Begrundelsen ser ud til at indeholde et CPR-nummer. Skriv den uden.")
        return self.cleaned_data["reason"]

    def why_warnings_may_stand(self) -> str:
        """The reason, where the box is ticked too; else nothing."""
        return self.cleaned_data["reason"] if self.cleaned_data["accepted"] else ""
