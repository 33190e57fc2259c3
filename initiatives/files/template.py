"""What `udfald` offers to download: the cohorts that have been counted before, and what the columns may hold."""

from datetime import date

from extracts.kinds import Template
from initiatives.files.layout import CONTRACT
from initiatives.models import Cohort, Outcome, OutcomeType


def awaited(today: date) -> list[list[str]]:
    """The header, and a line without date and count for each outcome a cohort has been counted by.

    Uploaded as it is, the file is refused: a line without a date is an error.
    """
    titles = CONTRACT.split(";")
    names = ("cohort__initiative__name", "cohort__name", "outcome_type__name")
    order = ("cohort__initiative__name", "cohort__entered_from", "cohort_id", "outcome_type__position")
    counted = Outcome.objects.current().filter(status_date__lte=today).order_by(*order)
    lines = dict.fromkeys(counted.values_list(*names))
    return [
        titles,
        *([initiative, cohort, "", outcome, *[""] * 6] for initiative, cohort, outcome in lines),
    ]


def allowed() -> list[list[str]]:
    """A line for each text that may stand in a column, with what it means."""
    cohorts = Cohort.objects.select_related("initiative").order_by("initiative__name", "entered_from", "pk")
    initiatives = {cohort.initiative: None for cohort in cohorts}
    return [
        ["kolonne", "skriv", "betydning", "indsats"],
        *(["indsats", str(initiative), f"Kan også skrives: {initiative.code}", ""] for initiative in initiatives),
        *(["hold", cohort.name, f"Kan også skrives: {cohort.code}", str(cohort.initiative)] for cohort in cohorts),
        ["statusdato", "31.08.2018", "Eksempel", ""],
        ["statusdato", "31. august 2018", "Eksempel", ""],
        ["statusdato", "2018-08-31", "Eksempel", ""],
        *(outcome_line(kind) for kind in OutcomeType.objects.all()),
        ["antal", "448", "Et helt antal borgere", ""],
        ["antal", "..", "Antallet kendes ikke", ""],
        ["antal", "*", "Antallet er diskretioneret", ""],
        ["lovet", "408", "Et helt antal borgere, hvis der er lovet noget", ""],
        ["lovet pr.", "31.01.2019", "Tom: løftet gælder statusdatoen", ""],
        ["foreløbig", "ja", "Antallet er foreløbigt", ""],
        ["foreløbig", "nej", "Antallet er endeligt", ""],
    ]


def outcome_line(kind: OutcomeType) -> list[str]:
    others = ", ".join([kind.code, *kind.aliases])
    return ["udfald", kind.name, f"{kind.meaning} Kan også skrives: {others}", ""]


EXAMPLE = ["KIK II", "start", "31.08.2018", "selvforsørgende", "12", "20", "31.01.2019", "nej", "", "Eksempeldata"]
TEMPLATE = Template(awaited=awaited, allowed=allowed, example=EXAMPLE)
