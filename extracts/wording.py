"""The sentences of the upload pages."""

from aabenraa_plan.formats import counted, danish_number
from extracts.diffing import Diff
from extracts.models import Origin, Upload, UploadStatus


def lead(upload: Upload, diff: Diff | None = None) -> str:
    """What has happened to the file and what has not, in one sentence."""
    if upload.status == UploadStatus.BLOCKED:
        warned = counted(len(upload.warnings), "advarsel", "advarsler")
        found = counted(len(upload.errors), "fejl", "fejl") if upload.errors else warned
        return f"Filen er afvist med {found}. Ingen tal er ændret."
    if upload.status == UploadStatus.READY:
        if diff and not diff.writes:
            return "Filen er læst uden fejl og indeholder ingen nye tal. Der er intet at gemme."
        return "Filen er læst uden fejl. Intet er gemt endnu."
    if upload.origin == Origin.REVERT:
        left = (
            f" {counted(upload.unchanged, 'tal', 'tal')} er ændret siden og bliver stående." if upload.unchanged else ""
        )
        return f"{counted(upload.changed, 'tal', 'tal')} er ført tilbage.{left}"
    return {
        UploadStatus.COMMITTED: f"{counted(upload.new + upload.changed, 'tal', 'tal')} er gemt.",
        UploadStatus.REVERTED: "Udtrækket er fortrudt. Tal, der ikke er ændret siden, er ført tilbage.",
        UploadStatus.DISCARDED: "Udtrækket er kasseret. Ingen tal blev ændret.",
    }[upload.status]


def steps(upload: Upload) -> list[dict[str, str]]:
    """Where the file is on its way in."""
    labels = ["1 · Vælg fil", "2 · Læs og tjek", "3 · Gennemse", "4 · Gem"]
    reached = {UploadStatus.BLOCKED: 1, UploadStatus.READY: 2, UploadStatus.DISCARDED: 2}.get(upload.status, 4)
    states = ["done" if position < reached else "current" if position == reached else "todo" for position in range(4)]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def reading_line(upload: Upload) -> str:
    """`Windows-1252 · semikolon · 144 linjer · profil maalepunkter`."""
    if not upload.reading:
        return ""
    rows = counted(upload.reading["rows"], "linje", "linjer")
    return f"{upload.reading['encoding']} · {upload.reading['delimiter']} · {rows} · profil {upload.profile}"


def counts(upload: Upload, diff: Diff | None = None) -> list[dict[str, str]]:
    if diff:
        numbers = len(diff.new), len(diff.changed), len(diff.unchanged)
    else:
        numbers = upload.new, upload.changed, upload.unchanged
    words = ["nye", "ændres", "uændrede"] if upload.status == UploadStatus.READY else ["nye", "ændrede", "uændrede"]
    pairs = [*zip(numbers, words, strict=True), (len(upload.errors), "fejl")]
    return [{"count": danish_number(number), "word": word} for number, word in pairs]
