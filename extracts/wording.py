"""The sentences of the upload pages."""

from dataclasses import dataclass

from django.utils import timezone

from aabenraa_plan.formats import counted, danish_date, danish_number
from extracts.diffing import Diff
from extracts.guarding import CPR_MESSAGE
from extracts.known_profiles import known_profiles
from extracts.models import Origin, Upload, UploadStatus, Work
from extracts.periods import UnknownPeriod, parse

WORK_WORDS = {
    Work.CHECK: "Filen tjekkes",
    Work.COMMIT: "Tallene gemmes",
    Work.REVERT: "Tallene føres tilbage",
}
IN_THE_BACKGROUND = "Der er mange tal, så arbejdet foregår i baggrunden. Du kan godt forlade siden imens."
STUCK = "Arbejdet er gået i stå. Ingen tal er ændret."
SHOWN = {"nye": "nye", "aendres": "ændres", "uaendrede": "uændrede", "alle": "alle"}
"""What a preview can be narrowed to: in the address, and in words."""


def lead(upload: Upload, diff: Diff | None = None) -> str:
    """What has happened to the file and what has not, in one sentence."""
    if upload.work:
        return IN_THE_BACKGROUND
    if upload.status == UploadStatus.BLOCKED:
        warned = counted(len(upload.warnings), "advarsel", "advarsler")
        found = counted(len(upload.errors), "fejl", "fejl") if upload.errors else warned
        return f"Filen er afvist med {found}. Ingen tal er ændret."
    if upload.status == UploadStatus.READY:
        if not (diff.writes if diff else upload.new + upload.changed):
            return "Filen er læst uden fejl og indeholder ingen nye tal. Der er intet at gemme."
        return "Filen er læst uden fejl. Intet er gemt endnu."
    if upload.origin == Origin.REVERT:
        return lead_of_step(upload)
    return {
        UploadStatus.COMMITTED: f"{counted(upload.new + upload.changed, 'tal', 'tal')} er gemt.",
        UploadStatus.REVERTED: "Udtrækket er fortrudt. Tal, der ikke er ændret siden, er ført tilbage.",
        UploadStatus.DISCARDED: "Udtrækket er kasseret. Ingen tal blev ændret.",
    }[upload.status]


def lead_of_step(step: Upload) -> str:
    if step.status == UploadStatus.REVERTED:
        return "Fortrydelsen er selv fortrudt. Udtrækkets tal gælder igen, hvor intet nyere er kommet til."
    left = f" {counted(step.unchanged, 'tal', 'tal')} er ændret siden og bliver stående." if step.unchanged else ""
    return f"{counted(step.changed, 'tal', 'tal')} er ført tilbage.{left}"


def at_work(upload: Upload) -> str:
    """`Filen tjekkes: 40 %`; only a check can tell how far it is."""
    words = WORK_WORDS[Work(upload.work)]
    return f"{words}: {upload.progress} %" if upload.work == Work.CHECK else f"{words} …"


def steps(upload: Upload) -> list[dict[str, str]]:
    """Where the file is on its way in; a revert came by no such way."""
    if upload.origin == Origin.REVERT:
        return []
    labels = ["1 · Vælg fil", "2 · Læs og tjek", "3 · Gennemse", "4 · Gem"]
    places = {UploadStatus.UPLOADED: 1, UploadStatus.BLOCKED: 1, UploadStatus.READY: 2, UploadStatus.DISCARDED: 2}
    reached = 3 if upload.work == Work.COMMIT else places.get(upload.status, 4)
    states = ["done" if position < reached else "current" if position == reached else "todo" for position in range(4)]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def reading_line(upload: Upload) -> str:
    """`Windows-1252 · semikolon · overskrift på linje 3 · 144 linjer · profil Jobindsats API v3 · …`."""
    reading = upload.reading
    if not reading:
        return ""
    header_line = reading["header_line"]
    parts = [
        reading["encoding"],
        reading["delimiter"],
        f"ark «{reading['sheet']}»" if reading.get("sheet") else "",
        f"overskrift på linje {header_line}" if header_line > 1 else "",
        counted(reading["rows"], "linje", "linjer"),
        f"profil {profile_title(upload.profile)}" if upload.profile else "ukendt profil",
        where_periods_stand(reading),
    ]
    return " · ".join(part for part in parts if part)


def profile_title(code: str) -> str:
    _, profile = known_profiles().get(code, (None, None))
    return profile.title if profile else code


def where_periods_stand(reading: dict) -> str:
    """The first column that holds nothing but periods; or periods as columns of their own."""
    if len([title for title in reading["header"] if is_period(title)]) > 1:
        return "perioder i kolonnenavnene"
    cells = [column for _, *column in reading.get("sample", [])]
    for title, column in zip(reading["header"], zip(*cells, strict=True), strict=False):
        if all(map(is_period, column)):
            return f"perioder i kolonnen «{title.strip()}»"
    return ""


def is_period(text: str) -> bool:
    try:
        parse(text)
    except UnknownPeriod:
        return False
    return True


@dataclass(frozen=True)
class Count:
    """A number over the preview; `shows` is what a click narrows it to, if anything."""

    number: str
    word: str
    shows: str = ""


def counts(upload: Upload, diff: Diff | None = None) -> list[Count]:
    if diff:
        numbers = len(diff.new), len(diff.changed), len(diff.unchanged), len(diff.rows)
        return [Count(danish_number(number), SHOWN[shows], shows) for number, shows in zip(numbers, SHOWN, strict=True)]
    if upload.origin == Origin.REVERT or upload.status in (UploadStatus.UPLOADED, UploadStatus.BLOCKED):
        return []
    words = ["nye", "ændres", "uændrede"] if upload.status == UploadStatus.READY else ["nye", "ændrede", "uændrede"]
    numbers = upload.new, upload.changed, upload.unchanged
    return [Count(danish_number(number), word) for number, word in zip(numbers, words, strict=True)]


def needs(upload: Upload) -> str:
    """What a file that waits needs from somebody."""
    if upload.work:
        return at_work(upload)
    if upload.status == UploadStatus.BLOCKED:
        return "Ret fejlene, og indlæs filen igen" if upload.is_kept else "Blev ikke gemt: se hvorfor"
    if not upload.new + upload.changed:
        return "Ingen nye tal: kassér den"
    figures = counted(upload.new + upload.changed, "tal", "tal")
    return f"Svar på advarslerne, og gem {figures}" if upload.warned else f"Gennemse og gem {figures}"


def file_deleted(upload: Upload) -> str:
    """Why the file cannot be had; what was saved of it stays."""
    day = danish_date(timezone.localtime(upload.file_deleted_at))
    what_stays = "Tallene, filens navn, linjerne og fingeraftrykket" if upload.committed_at else "Navn og fingeraftryk"
    return f"Selve filen er slettet {day}, fordi den ikke skal gemmes længere. {what_stays} er her stadig."


def is_about_cpr(problem: dict) -> bool:
    return problem["message"].startswith(CPR_MESSAGE)
