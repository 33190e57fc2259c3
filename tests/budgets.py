"""The budgets of both plans, as lines of the format `budget`."""

BUDGET = "år;version;ydelse;art;program;helårspersoner;beløb i 1.000 kr.;kilde"
# The nine benefit types of both plans: persons, support, ordinary effort, effort of KIK II (1.000 kr.).
BUDGETS = {
    2021: [
        ("Kontant- og uddannelseshjælp", "715", "74.740", "13.288", "4.674"),
        ("Forsørgelse udlændinge (i program)", "30", "2.128", "3.812", ""),
        ("Forsørgelse udlændinge (ikke i program)", "50", "3.421", "", ""),
        ("A-dagpenge (inkl. løntilskud)", "795", "109.898", "6.216", "305"),
        ("Ressourceforløbsydelse", "228", "29.901", "3.419", ""),
        ("Sygedagpenge", "465", "64.841", "4.638", ""),
        ("Jobafklaring", "256", "33.116", "2.849", ""),
        ("Fleksjob", "1.456", "167.662", "0", ""),
        ("Ledighedsydelse", "170", "23.685", "1.659", ""),
    ],
    2023: [
        ("Kontant- og uddannelseshjælp", "497", "51.085", "13.453", ""),
        ("Forsørgelse udlændinge (i program)", "107", "7.559", "3.125", ""),
        ("Forsørgelse udlændinge (ikke i program)", "49", "3.449", "", ""),
        ("A-dagpenge (inkl. løntilskud)", "464", "67.257", "3.640", ""),
        ("Ressourceforløbsydelse", "203", "27.133", "4.799", ""),
        ("Sygedagpenge", "494", "70.061", "2.854", ""),
        ("Jobafklaring", "216", "28.531", "2.454", ""),
        ("Fleksjob", "1.410", "171.495", "", ""),
        ("Ledighedsydelse", "91", "12.975", "846", ""),
    ],
}


def budget_lines(year):
    """The plan's budget as a file: a line for each amount that is printed, also where it is 0."""
    for name, persons, support, *efforts in BUDGETS[year]:
        yield f"{year};vedtaget;{name};forsørgelse;;{persons};{support};Plan"
        for programme, amount in zip(("Ordinær", "KIK II"), efforts, strict=True):
            if amount:
                yield f"{year};vedtaget;{name};indsats;{programme};;{amount};Plan"
