"""What to say when a step was not taken."""

from extracts.actions import NotCommittable, PreviewOutdated, WarningsUnanswered

SENTENCES = {
    WarningsUnanswered: "Der er advarsler. Sæt kryds, og skriv en begrundelse, før tallene kan gemmes.",
    PreviewOutdated: "Nogen har gemt andre tal i mellemtiden. Gennemse ændringerne igen. Intet er gemt.",
    NotCommittable: "Udtrækket er allerede gemt, kasseret eller fortrudt, eller der arbejdes på det. Intet er ændret.",
}
REFUSALS = tuple(SENTENCES)


def refusal(problem: Exception) -> str:
    return SENTENCES[type(problem)]
