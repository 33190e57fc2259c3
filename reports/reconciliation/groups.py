"""Which measure point of Jobindsats counts the same people as a benefit type, and what is not quite the same. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """`people` goes into a sentence: full-year persons *på sygedagpenge*; `differs` says what is not quite the same."""

    indicator: str
    people: str
    differs: str = ""


GROUPS = {
    "sygedagpenge": Group("sygedagpenge-fuldtidspersoner", "på sygedagpenge"),
    "jobafklaring": Group("jobafklaring-fuldtidspersoner", "i jobafklaring"),
    "kontant-uddannelseshjaelp": Group(
        "kontanthjaelp-fuldtidspersoner",
        "på kontant- og uddannelseshjælp",
        "Jobindsats' tabel hedder kontanthjælp. Kilden siger ikke, om uddannelseshjælp og hjælp til udlændinge er talt "
        "med, så en del af forskellen kan være, at det ikke er helt de samme mennesker.",
    ),
}
"""By the code of the benefit type, the one shown first at the top."""
NOT_COMPARED = {
    "udlaendinge-i-program": "Intet målepunkt tæller udlændinge i program for sig.",
    "udlaendinge-ikke-i-program": "Intet målepunkt tæller udlændinge uden for program for sig.",
    "a-dagpenge": (
        "Målepunktet «Ledige fuldtidspersoner» er ikke den samme gruppe: det kan også rumme ledige, som ikke får "
        "a-dagpenge, fx jobparate på kontanthjælp."
    ),
    "ressourceforloebsydelse": "Intet målepunkt tæller fuldtidspersoner i ressourceforløb.",
    "fleksjob": "Målepunktet «Fuldtidspersoner i fleksjob» har kun tal for hele år, ikke for måneder.",
    "ledighedsydelse": "Intet målepunkt tæller fuldtidspersoner på ledighedsydelse.",
}
"""Why the other benefit types are left out."""
