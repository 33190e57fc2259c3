"""The money and the initiatives of a report, made by hand for the tests."""

from dataclasses import replace

from reports.payload import shapes
from reports.payload.shapes import Number, Word
from tests.payload_goals import MISSED, NONE


def kroner(value: str, text: str) -> Number:
    return Number(value, text)


def money_row(**changes) -> shapes.MoneyRow:
    """Sickness benefit of 2023: the budget of 70.061 t.kr. is expected overspent by 1.219 t.kr."""
    made = shapes.MoneyRow(
        name="Sygedagpenge",
        part="",
        budget_persons=Number("494", "494"),
        expected_persons=Number("502.6", "502,6"),
        adopted=kroner("70061000", "70.061"),
        revised=kroner("70061000", "70.061"),
        spent=kroner("53460000", "53.460"),
        share=Number("76.3", "76,3 %"),
        expected_share=Number("75", "75,0 %"),
        forecast=kroner("71280000", "71.280"),
        deviation=kroner("1219000", "+1.219"),
        volume=kroner("1220000", "+1.220"),
        price=kroner("-1000", "−1"),
        standing=Word("near", "●", "Lidt over"),
        method="samme fordeling som sidste år",
        is_total=False,
        is_part=False,
        provisional=False,
        invented=False,
    )
    return replace(made, **changes)


def budget(**changes) -> shapes.Budget:
    effort = money_row(
        name="Sygedagpenge",
        part="indsats",
        budget_persons=NONE,
        expected_persons=NONE,
        revised=kroner("2854000", "2.854"),
        deviation=kroner("-54000", "−54"),
        volume=NONE,
        price=NONE,
    )
    made = shapes.Budget(
        year=2023,
        through="2023M09",
        lead="Budgettet for 2023 ventes overskredet med 1,2 mio. kr.",
        status="Status efter september 2023",
        used="76,3 % af budgettet er brugt.",
        split="1.220 t.kr. skyldes flere helårspersoner, −1 t.kr. prisen.",
        support=[money_row(), money_row(name="I alt", is_total=True)],
        effort=[effort],
        frames=[],
        notes=[],
        invented=False,
        provisional=False,
    )
    return replace(made, **changes)


def initiative(**changes) -> shapes.Initiative:
    economy = shapes.Economy(
        sentence="KIK II har kostet 1,2 mio. kr. mere end lovet.",
        frame=kroner("60600000", "60.600"),
        promised=kroner("-2000000", "−2.000"),
        realised=kroner("-3200000", "−3.200"),
        span="2018-2020",
        invented=False,
    )
    cohort = shapes.CohortStatus(
        name="Ved start",
        dated="31. august 2018",
        sentence="269 af 1.128 er selvforsørgende.",
        groups=[shapes.Group("Selvforsørgende", Number("269", "269")), shapes.Group("Andet", Number(None, "under 5"))],
        invented=False,
    )
    made = shapes.Initiative(
        code="kik-ii",
        name="KIK II",
        kind="Investeringsstrategi",
        part_of="",
        standing=Word("not_due", "▷", "I gang"),
        status="i gang",
        period="2018-2022",
        sentence="269 af 1.128 borgere er blevet selvforsørgende.",
        goals=["Mål 2: Fleksjobledighed"],
        economy=economy,
        promises=[shapes.PromiseKept("Nedgang i kontakter", MISSED, "117 borgere fra målet.", False)],
        cohorts=[cohort],
        notes=[shapes.Note("12. juni 2023", "Erfaringerne er drøftet med udvalget.")],
        source="Besøg fra Ishøj 2018",
        invented=False,
    )
    return replace(made, **changes)
