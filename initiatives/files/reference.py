"""What a file of outcomes may refer to, read once per file; every word that is not found is reported."""

from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.utils import timezone

from aabenraa_plan.formats import danish_date
from extracts.batch import EachOnce
from extracts.cells import MOST_SUGGESTIONS, Cells, Findings
from extracts.lookup import normalised
from extracts.periods import EARLIEST, LATEST
from initiatives.files.days import UnknownDay, parse_day
from initiatives.models import Cohort, Initiative, OutcomeType

DAY_EXAMPLES = "Skriv fx 31.08.2018, 31. august 2018 eller 2018-08-31."
OTHER_TIMES = f"Årstallet skal være mellem {EARLIEST} og {LATEST - 1}. Ret datoen."
UNKNOWN = " Se listen over det, der må stå i kolonnerne."


class Words:
    """Things by every text a file may use for them, and for any other text a proposal, made once."""

    def __init__(self, spellings: dict[str, object]):
        self.folded = {normalised(text): thing for text, thing in spellings.items()}
        self.written = {text.casefold(): text for text in spellings}
        self.proposals = EachOnce(self.proposal)
        """Of a hopeless file only the first texts are held against all that is known."""

    def find(self, text: str):
        return self.folded.get(normalised(text))

    def proposal(self, text: str) -> str:
        """What the writer may have meant, as a question to add to the message."""
        if not text:
            return " Feltet er tomt."
        if len(self.proposals) >= MOST_SUGGESTIONS:
            return UNKNOWN
        close = get_close_matches(text.casefold(), self.written, n=1, cutoff=0.6)
        return f" Mente du «{self.written[close[0]]}»?" if close else UNKNOWN


@dataclass(kw_only=True)
class Reference(Findings):
    """What a file may refer to, and what has been found wrong with it."""

    initiatives: Words
    cohorts: dict[int, Words]
    outcome_types: Words
    today: date
    named: set[str] = field(default_factory=set)
    """The codes of the initiatives that the file has named so far."""

    @classmethod
    def load(cls):
        initiatives = list(Initiative.objects.prefetch_related("cohorts"))
        types = OutcomeType.objects.all()
        return cls(
            initiatives=Words(by_code_and_name(initiatives)),
            cohorts={each.pk: Words(by_code_and_name(each.cohorts.all())) for each in initiatives},
            outcome_types=Words({spelling: kind for kind in types for spelling in kind.spellings}),
            today=timezone.localdate(),
        )

    def found(self, words: Words, line: Cells, name: str, message: str):
        """What the cell names, or None with the problem reported."""
        thing = words.find(line.texts[name])
        if thing is None:
            line.report(name, message + words.proposals[line.texts[name]])
        return thing

    def cohort(self, line: Cells) -> Cohort | None:
        initiative = self.found(self.initiatives, line, "initiative", "Indsatsen findes ikke.")
        if initiative is None:
            return None
        self.named.add(initiative.code)
        cohorts = self.cohorts[initiative.pk]
        if not cohorts.folded:
            line.report("cohort", f"{initiative} har ingen hold endnu, så der kan ikke indlæses udfald.")
            return None
        return self.found(cohorts, line, "cohort", f"Holdet findes ikke under {initiative}.")

    def outcome_type(self, line: Cells) -> OutcomeType | None:
        return self.found(self.outcome_types, line, "outcome", "Udfaldet findes ikke.")

    def status_date(self, line: Cells, cohort: Cohort | None) -> date | None:
        try:
            day = parse_day(line.texts["date"])
        except UnknownDay:
            line.report("date", f"Datoen kan ikke læses. {DAY_EXAMPLES}")
            return None
        begins = cohort.begins if cohort else None
        if not is_of_our_time(day):
            line.report("date", OTHER_TIMES)
        elif day > self.today:
            line.report("date", "Statusdatoen er ikke kommet endnu. Ret datoen.")
        elif begins and day < begins:
            message = f"Statusdatoen ligger før den dag, holdet begynder ({danish_date(begins)}). Ret datoen."
            line.report("date", message)
        return day


def is_of_our_time(day: date) -> bool:
    return EARLIEST <= day.year < LATEST


def by_code_and_name(things) -> dict[str, object]:
    """Each by its code and its name; the name, which people know, is what is proposed where both are near."""
    return {thing.code: thing for thing in things} | {thing.name: thing for thing in things}
