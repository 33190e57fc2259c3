"""Write the invented ledger extracts `forbrug-eksempeldata-….csv`: spending to try the budget pages with.

Nothing here was booked. The levels lie around the real budget of 2023, so that a few benefit types deviate and most
do not: more people on sickness benefit than budgeted and at a slightly higher price, fewer on unemployment benefit.
Each month is that level, a mild season and a little noise. A-dagpenge is co-financing and has no reimbursement, nor
has effort. The third file is a later extract of two lines: what was booked in a month after it had been closed.
Amounts are whole øre, persons tenths; no floats, one seed a year: the same bytes on every run.

Run `python3 examples/invented/make_ledger.py` from anywhere (Python 3.11 or newer, standard library only).
"""

import csv
from pathlib import Path
from random import Random
from typing import NamedTuple

FOLDER = Path(__file__).parent
NAME = "forbrug-eksempeldata-{}.csv"
HEADER = [
    "ydelse",
    "art",
    "program",
    "konto",
    "måned",
    "brutto",
    "refusion",
    "netto",
    "helårspersoner",
    "foreløbig",
    "kilde",
]
SOURCE = "eksempeldata"  # the site marks every figure with this source as invented
EFFORT_ACCOUNT = "5.68.90"
BASE_YEAR, LAST_MONTH, SUPPLEMENTARY = 2023, 10, 13
THOUSANDTHS = 1000
MONTHLY_NOISE = 4  # thousandths, of persons and of price, up or down


class Line(NamedTuple):
    """A benefit type's budget of 2023, and in thousandths what the invented figures make of it.

    `persons` and `price` are the level of 2023 against the budget, `before` that of 2022 against 2023 (persons,
    price), `reimbursed` the part of gross that the state pays.
    """

    name: str
    account: str
    budget: tuple[int, int, int]  # persons, support and effort (1.000 kr. net)
    persons: int
    price: int
    effort: int
    reimbursed: int
    before: tuple[int, int]
    season: str


LINES = [
    Line("Kontant- og uddannelseshjælp", "5.57.73", (497, 51085, 13453), 1016, 1004, 1012, 220, (1032, 974), "winter"),
    Line("Forsørgelse udlændinge (i program)", "5.46.61", (107, 7559, 3125), 1008, 994, 985, 350, (972, 978), "flat"),
    Line("Forsørgelse udlændinge (ikke i program)", "5.46.61", (49, 3449, 0), 990, 1006, 0, 350, (976, 977), "flat"),
    Line("A-dagpenge (inkl. løntilskud)", "5.57.78", (464, 67257, 3640), 948, 1003, 970, 0, (1035, 972), "winter"),
    Line("Ressourceforløbsydelse", "5.58.82", (203, 27133, 4799), 1004, 998, 1018, 200, (1024, 976), "flat"),
    Line("Sygedagpenge", "5.57.71", (494, 70061, 2854), 1063, 1012, 1008, 340, (970, 972), "sickness"),
    Line("Jobafklaring", "5.58.82", (216, 28531, 2454), 987, 1005, 1006, 200, (1028, 975), "flat"),
    Line("Fleksjob", "5.58.81", (1410, 171495, 0), 988, 999, 0, 320, (978, 974), "flat"),
    Line("Ledighedsydelse", "5.58.83", (91, 12975, 846), 1011, 996, 1015, 210, (1029, 977), "flat"),
]
# January to December, thousandths above or below the year's level; each adds up to 0.
SEASONS = {
    "flat": [3, 2, 2, 0, -1, -2, -4, -3, -1, 0, 2, 2],
    "winter": [24, 22, 14, 4, -8, -14, -6, -4, -16, -14, -8, 6],
    "sickness": [20, 24, 16, 4, -4, -10, -26, -16, -4, 0, 0, -4],
    "effort": [-60, -20, 20, 10, 10, 40, -160, -30, 50, 40, 50, 50],
}
# What is booked after December: a part of an average month, in thousandths.
LATE_SUPPORT, LATE_EFFORT = 12, 140
# Booked in a month after it was closed: gross (whole kroner), persons (tenths), why.
LATE = {
    ("Sygedagpenge", "2023M08"): (
        412_350,
        24,
        "eksempel: sene fakturaer, bogført i august efter at måneden var lukket",
    ),
    ("A-dagpenge (inkl. løntilskud)", "2023M07"): (-186_420, -15, "eksempel: medfinansiering rettet efter lukning"),
}


def part(number: int, thousandths: int) -> int:
    """Rounded half up, in whole numbers."""
    return (2 * number * thousandths + THOUSANDTHS) // (2 * THOUSANDTHS)


def level_of(line: Line, year: int) -> tuple[int, int]:
    """Persons and price of the year against the budget of 2023, in thousandths."""
    earlier = line.before if year < BASE_YEAR else (THOUSANDTHS, THOUSANDTHS)
    return part(line.persons, earlier[0]), part(line.price, earlier[1])


def noisy(season: list[int], month: int, rng: Random) -> int:
    return THOUSANDTHS + season[month - 1] + rng.randint(-MONTHLY_NOISE, MONTHLY_NOISE)


def with_reimbursement(gross: int, reimbursed: int) -> tuple[int, int, int]:
    """Gross, reimbursement and net in øre: net is gross + reimbursement exactly."""
    reimbursement = -part(gross, reimbursed)
    return gross, reimbursement, gross + reimbursement


def near(net: int, reimbursed: int) -> tuple[int, int, int]:
    """The same three, with a net of about that much."""
    return with_reimbursement(net * THOUSANDTHS // (THOUSANDTHS - reimbursed), reimbursed)


def support(line: Line, year: int, month: int, rng: Random) -> tuple[tuple[int, int, int], int | None]:
    """The amounts in øre, and the persons in tenths; the supplementary period has no persons of its own."""
    persons, price = level_of(line, year)
    budgeted, amount, _ = line.budget
    of_a_month = amount * 100_000 // budgeted // 12  # øre a person
    tenths = part(budgeted * 10, persons)
    if month == SUPPLEMENTARY:
        return near(part(tenths * part(of_a_month, price) // 10, LATE_SUPPORT), line.reimbursed), None
    tenths = part(tenths, noisy(SEASONS[line.season], month, rng))
    price = part(price, THOUSANDTHS + rng.randint(-MONTHLY_NOISE, MONTHLY_NOISE))
    return near(tenths * part(of_a_month, price) // 10, line.reimbursed), tenths


def effort(line: Line, year: int, month: int, rng: Random) -> tuple[int, int, int]:
    yearly = part(line.budget[2] * 100_000, line.effort)
    if year < BASE_YEAR:
        yearly = part(yearly, line.before[1])
    late = month == SUPPLEMENTARY
    return near(part(yearly // 12, LATE_EFFORT if late else noisy(SEASONS["effort"], month, rng)), 0)


def written(hundredths: int | None, places: int) -> str:
    """`1234,50` of 123450 and two places; nothing where there is no number."""
    if hundredths is None:
        return ""
    whole, rest = divmod(abs(hundredths), 10**places)
    return f"{'-' if hundredths < 0 else ''}{whole},{rest:0{places}}"


def read(text: str) -> int:
    """What `written` was given."""
    return int(text.replace(",", ""))


def row(words: list[str], amounts: tuple[int, int, int], tenths: int | None, provisional: bool) -> list[str]:
    figures = [written(amount, 2) for amount in amounts]
    return [*words, *figures, written(tenths, 1), "ja" if provisional else "nej", SOURCE]


def rows_of(year: int, months: range, provisional: int | None = None) -> list[list[str]]:
    rng, rows = Random(year), []
    for line in LINES:
        for month in months:
            code = f"{year}M{month:02d}"
            amounts, tenths = support(line, year, month, rng)
            rows.append(row([line.name, "forsørgelse", "", line.account, code], amounts, tenths, month == provisional))
        for month in months if line.budget[2] else ():
            words = [line.name, "indsats", "Ordinær", EFFORT_ACCOUNT, f"{year}M{month:02d}"]
            rows.append(row(words, effort(line, year, month, rng), None, month == provisional))
    return rows


def late_rows(known: list[list[str]]) -> list[list[str]]:
    """The two lines again, with what was booked late, and why."""
    reimbursed = {line.name: line.reimbursed for line in LINES}
    rows = []
    for (name, code), (kroner, tenths, why) in LATE.items():
        *words, gross, reimbursement, net, persons, _, _ = next(each for each in known if each[::4][:2] == [name, code])
        before, late = map(read, (gross, reimbursement, net)), with_reimbursement(kroner * 100, reimbursed[name])
        amounts = tuple(amount + added for amount, added in zip(before, late, strict=True))
        rows.append([*row(words, amounts, read(persons) + tenths, False), why])
    return rows


def write(name: str, header: list[str], rows: list[list[str]]):
    with (FOLDER / NAME.format(name)).open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";", lineterminator="\r\n").writerows([header, *rows])


def main():
    write("2022", HEADER, rows_of(2022, range(1, SUPPLEMENTARY + 1)))
    running = rows_of(BASE_YEAR, range(1, LAST_MONTH + 1), provisional=LAST_MONTH)
    write("2023", HEADER, running)
    write("2023-efterpostering", [*HEADER, "bemærkning"], late_rows(running))


if __name__ == "__main__":
    main()
