from django import forms
from django.core.files.uploadedfile import UploadedFile

from extracts.cpr import holds_cpr
from extracts.decoding import ENCODINGS
from extracts.known_profiles import known_profiles
from extracts.models import Upload
from extracts.reading import EXCEL, Choices
from extracts.records import DELIMITERS, LOOKED_AT

MOST_FILES = 20
FOUND_OUT = [("", "Find selv ud af det")]
# What was sent is not shown again: it could hold a CPR number.
NOT_ON_THE_LIST = {"invalid_choice": "Vælg en af mulighederne på listen."}
MARKS = {word: mark for mark, word in DELIMITERS.items()}
NO_FILE = "Vælg mindst én fil."


def refuse_cpr(text: str):
    if holds_cpr(text):
        raise forms.ValidationError("Begrundelsen ser ud til at indeholde et CPR-nummer. Skriv den uden.")


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; what is in them is for the check to say."""

    widget = SeveralFiles(attrs={"accept": ".csv,.txt,.xlsx,text/csv"})

    def clean(self, data, initial=None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(file) for file in data or [None]]
        if len(files) > MOST_FILES:
            message = f"Du har valgt {len(files)} filer. Højst {MOST_FILES} kan indlæses ad gangen. Ingen er indlæst."
            raise forms.ValidationError(message)
        return files


class UploadForm(forms.Form):
    file = FilesField(
        label="Filer",
        help_text="CSV eller Excel (.xlsx): fra Jobindsats eller Statistikbanken, i formatet maalepunkter eller i "
        f"en profil, I selv har lavet. Du kan vælge op til {MOST_FILES} filer på én gang.",
        allow_empty_file=True,
        error_messages={"required": NO_FILE, "invalid": NO_FILE},
    )


class CommitForm(forms.Form):
    """What the person decided on: the preview's digest, and why its warnings may stand."""

    seen = forms.CharField(max_length=64)
    accepted = forms.BooleanField(required=False)
    reason = forms.CharField(
        required=False,
        max_length=300,
        validators=[refuse_cpr],
        error_messages={"max_length": "Begrundelsen er for lang: højst 300 tegn."},
    )

    def why_warnings_may_stand(self) -> str:
        """The reason, where the box is ticked too; else nothing."""
        return self.cleaned_data["reason"] if self.cleaned_data["accepted"] else ""


def is_workbook(upload: Upload) -> bool:
    return upload.reading.get("encoding") == EXCEL or upload.file_name.casefold().endswith(".xlsx")


class ReadingForm(forms.Form):
    """How a file is to be read, where that was not found out rightly."""

    encoding = forms.ChoiceField(
        label="Tegnsæt", required=False, choices=FOUND_OUT + [(name, name) for name in ENCODINGS]
    )
    delimiter = forms.ChoiceField(
        label="Skilletegn", required=False, choices=FOUND_OUT + [(word, word.capitalize()) for word in MARKS]
    )
    sheet = forms.ChoiceField(label="Ark", required=False)
    header_line = forms.IntegerField(
        label="Linjen med kolonnenavne",
        required=False,
        min_value=1,
        help_text=f"Linjens nummer i filen, blandt de første {LOOKED_AT} linjer med tekst.",
        error_messages={"invalid": "Skriv linjens nummer, fx 3.", "min_value": "Den første linje er nummer 1."},
    )
    profile = forms.ChoiceField(label="Profil", required=False)

    def __init__(self, *args, upload: Upload, **options):
        super().__init__(*args, **options)
        sheets = upload.reading.get("sheets", [])
        self.fields["sheet"].choices = FOUND_OUT + [(name, name) for name in sheets]
        self.fields["profile"].choices = FOUND_OUT + [
            (code, known[1].title) for code, known in known_profiles().items()
        ]
        for field in self.fields.values():
            field.conditional = True
            field.error_messages |= NOT_ON_THE_LIST
        for name in ("encoding", "delimiter") if is_workbook(upload) else ("sheet",):
            del self.fields[name]

    @classmethod
    def of(cls, upload: Upload) -> "ReadingForm":
        """The form as the file is read now."""
        chosen = upload.choices | {"profile": upload.profile}
        chosen["delimiter"] = DELIMITERS.get(upload.choices.get("delimiter", ""), "")
        return cls(upload=upload, initial=chosen)

    def choices(self) -> Choices:
        said = self.cleaned_data
        return Choices(
            encoding=said.get("encoding", ""),
            delimiter=MARKS.get(said.get("delimiter", ""), ""),
            header_line=said["header_line"],
            sheet=said.get("sheet", ""),
        )


class ReleaseForm(forms.Form):
    """A file sent again, with columns whose texts a person vouches for."""

    columns = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_ON_THE_LIST | {"required": "Sæt kryds ved de kolonner, der ikke indeholder CPR-numre."},
    )
    reason = forms.CharField(
        max_length=300,
        validators=[refuse_cpr],
        error_messages={
            "required": "Skriv, hvorfor kolonnen ikke indeholder CPR-numre.",
            "max_length": "Begrundelsen er for lang: højst 300 tegn.",
        },
    )
    file = forms.FileField(
        allow_empty_file=True, error_messages={"required": "Vælg filen igen. Den blev ikke gemt.", "invalid": NO_FILE}
    )

    def __init__(self, *args, columns: list[str], **options):
        super().__init__(*args, **options)
        self.fields["columns"].choices = [(name, name) for name in columns]
