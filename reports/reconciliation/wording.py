"""The sentences and the exported tables of the reconciliation. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.export_files import ExportTable
from aabenraa_plan.formats import MONTHS, counted, danish_number, listed, round_half_up
from budget.wording import INVENTED
from reports.reconciliation.months import Month, Year
from reports.reconciliation.rows import thousands

SIGN = (
    "Forskel i personer: + er flere i økonomisystemet end i Jobindsats. Beløb er netto i 1.000 kr.: + er merforbrug, "
    "bogført efter den første indlæsning."
)
EXPORT_DECIMALS = 6
FINANCE, JOBINDSATS = "Økonomi, helårspersoner", "Jobindsats, fuldtidspersoner"
LATE = [
    *("Måned", "Først indlæst", "Først indlæst, helårspersoner", "Nu, helårspersoner"),
    *("Bogført siden, helårspersoner", "Bogført siden (1.000 kr.)"),
]


def lead(year: int, people: str, found: Year) -> str:
    """`Økonomisystemet har i gennemsnit 521 helårspersoner på sygedagpenge i 2023, Jobindsats 489: 32 flere, 6,5 %.`"""
    if not found.both:
        return f"Der er ingen måned i {year}, hvor både økonomisystemet og Jobindsats har tal for borgere {people}."
    decimals = decimals_to_show(found)
    finance, jobindsats = (danish_number(number, decimals) for number in (found.finance, found.jobindsats))
    return (
        f"Økonomisystemet har i gennemsnit {finance} helårspersoner {people} {span(year, found.both)}, "
        f"Jobindsats {jobindsats} fuldtidspersoner: {compared(found, decimals)}."
    )


def decimals_to_show(found: Year) -> int:
    """One where whole numbers would not add up before the reader's eyes."""
    whole = [round_half_up(number) for number in (found.finance, found.jobindsats, found.difference)]
    return 0 if whole[0] - whole[1] == whole[2] else 1


def compared(found: Year, decimals: int) -> str:
    if not round_half_up(found.difference, decimals):
        return "lige mange"
    word = "flere" if found.difference > 0 else "færre"
    percent = f" ({danish_number(abs(found.percent), 1)} %)" if found.percent is not None else ""
    return f"{danish_number(abs(found.difference), decimals)} {word} i økonomisystemet{percent}"


def span(year: int, months: Sequence[Month]) -> str:
    """`i 2023`, `fra januar til oktober 2023`, `i maj 2023`, `i de 5 måneder af 2023, som begge har`."""
    numbers = [month.period.start.month for month in months]
    names = [MONTHS[number - 1] for number in numbers]
    if len(numbers) == len(MONTHS):
        return f"i {year}"
    if len(numbers) == 1:
        return f"i {names[0]} {year}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"fra {names[0]} til {names[-1]} {year}"
    return f"i de {len(numbers)} måneder af {year}, som begge har"


def missing(year: int, found: Year) -> dict[str, str]:
    """Which months each side lacks, in words; empty where it lacks none."""
    return {
        "finance": named_months(year, [month for month in found.months if month.finance is None], found.months),
        "jobindsats": named_months(year, [month for month in found.months if month.jobindsats is None], found.months),
    }


def named_months(year: int, lacking: Sequence[Month], asked: Sequence[Month]) -> str:
    """`hele 2023`, `marts og maj til december 2023`."""
    if not lacking:
        return ""
    if len(lacking) == len(asked) == len(MONTHS):
        return f"hele {year}"
    numbers = [month.period.start.month for month in lacking]
    return f"{listed([run_name(run) for run in runs_of(numbers)])} {year}"


def runs_of(numbers: Sequence[int]) -> list[list[int]]:
    """Split where a number is left out."""
    runs = [[numbers[0]]]
    for number in numbers[1:]:
        if number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def run_name(run: Sequence[int]) -> str:
    names = [MONTHS[number - 1] for number in run]
    return listed(names) if len(run) < 3 else f"{names[0]} til {names[-1]}"


def finding(found: Year) -> str:
    """The chart's and the table's title."""
    above = sum(month.difference > 0 for month in found.both)
    below = sum(month.difference < 0 for month in found.both)
    count = len(found.both)
    if not count:
        return "Kun den ene side har tal"
    if count in (above, below):
        side = "flere" if above else "færre"
        every = "i den måned, begge har" if count == 1 else f"i alle {count} måneder"
        return f"Økonomisystemet har {side} personer end Jobindsats {every}"
    months = counted(count, "måned", "måneder")
    return f"Økonomisystemet har flest personer i {above} og Jobindsats i {below} af {months}"


def late_finding(year: int, found: Year) -> str:
    """What was booked in the year's months after each was first recorded."""
    if not any(month.booked for month in found.months):
        return f"Økonomisystemet har ingen måneder af {year} endnu"
    if not found.late:
        return f"Ingen måned af {year} er ændret, siden den først blev indlæst"
    amounts = [month.booked.late_net for month in found.late if month.booked.late_net is not None]
    months = counted(len(found.late), "måned", "måneder")
    they = "den" if len(found.late) == 1 else "de"
    return f"{months} er ændret, siden {they} først blev indlæst: {thousands(sum(amounts, Decimal(0)))} t.kr. netto"


def lag_sentence(found: Year) -> str:
    """What reading the ledger one month later does to the distance; nothing where no month can say it."""
    if found.apart is None:
        return ""
    plain, lagged = (danish_number(number, 1) for number in (found.apart, found.apart_lagged))
    verdict = {
        True: "Det er tættere på, så sen bogføring kan forklare noget af forskellen.",
        False: "Det er ikke tættere på, så en måneds forsinkelse forklarer ikke forskellen.",
    }[found.apart_lagged < found.apart]
    count = len(found.with_following)
    months = "I den måned" if count == 1 else f"I de {count} måneder"
    return (
        f"{months}, hvor økonomisystemet også har den næste, er der i gennemsnit {plain} personer imellem, uanset "
        f"fortegn. Læses økonomisystemet en måned senere end Jobindsats, er der {lagged}. {verdict}"
    )


def tables(year: int, benefit_type: str, found: Year, others: Sequence[tuple[str, Year]]) -> list[ExportTable]:
    """What the page shows, to take away; persons and amounts are not rounded."""
    name = benefit_type.lower()
    rows = [month_cells(month) for month in found.shown] + [average_cells(found)] * bool(found.both)
    late = [late_cells(month) for month in found.late]
    types = [[each, *averages(one), len(one.both)] for each, one in others]
    header = [FINANCE, JOBINDSATS, "Forskel (personer)", "Forskel (%)"]
    of_month = ["Måned", *header, "Bogført siden (1.000 kr.)", "Mærke"]
    said = notes(found.invented)
    return [
        ExportTable("maaneder", f"Afstemning af {name} {year}", of_month, rows, said),
        ExportTable("efterposteringer", f"Bogført efter første indlæsning: {name} {year}", LATE, late, said),
        ExportTable(
            *("ydelser", f"Afstemning {year}, alle ydelser", ["Ydelse", *header, "Måneder med tal fra begge"], types),
            notes(any(one.invented for _, one in others)),
        ),
    ]


def notes(invented: bool) -> list[str]:
    basis = "Gennemsnit er over de måneder, som både økonomisystemet og Jobindsats har."
    return [SIGN, basis, *([INVENTED] if invented else [])]


def month_cells(month: Month) -> list:
    marks = ["eksempeldata"] * month.invented + ["foreløbigt"] * month.provisional
    figures = map(exact, (month.finance, month.jobindsats, month.difference, month.percent))
    late = month.booked.late_net if month.booked else None
    return [month.period.label, *figures, in_thousands(late), ", ".join(marks)]


def late_cells(month: Month) -> list:
    booked = month.booked
    persons = [booked.first.persons, booked.now.persons, booked.late_persons]
    return [month.period.label, booked.first_at.date(), *persons, in_thousands(booked.late_net)]


def in_thousands(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.scaleb(-3)


def average_cells(found: Year) -> list:
    return ["Gennemsnit af måneder med begge", *averages(found), None, ""]


def averages(found: Year) -> list:
    return [exact(number) for number in (found.finance, found.jobindsats, found.difference, found.percent)]


def exact(number: Fraction | None):
    return None if number is None else round_half_up(number, EXPORT_DECIMALS)
