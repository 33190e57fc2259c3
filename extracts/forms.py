from django import forms
from django.conf import settings

from extracts.reading import too_large


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Fil",
        help_text="En CSV-fil fra Jobindsats eller i formatet maalepunkter.",
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
    reason = forms.CharField(required=False, max_length=300)

    def answers_warnings(self) -> bool:
        return bool(self.cleaned_data["accepted"] and self.cleaned_data["reason"].strip())
