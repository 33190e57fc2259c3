"""Write `maalepunkter-eksempeldata.csv`: invented figures to try the site with, for goals that have no real extract.

Nothing here is measured. The levels are chosen so that plan 2023-26 shows goals met, missed, not yet due and without a
baseline. Each series is a straight line between two levels with a little noise, or written out year by year. No floats,
one seed: the same bytes on every run. A key that the real extract or a plan already has is refused.

Run `python3 examples/invented/make_examples.py` from anywhere (Python 3.11 or newer, standard library only).
"""

import csv
import tomllib
from pathlib import Path
from random import Random

EXAMPLES = Path(__file__).resolve().parents[1]
TARGET = EXAMPLES / "invented" / "maalepunkter-eksempeldata.csv"
HEADER = ["indikator", "område", "periode", "værdi", "tæller", "nævner", "foreløbig", "bemærkning", "kilde"]
SOURCE = "eksempeldata"  # the site marks every figure with this source as invented
OWN, REGION, COUNTRY = "Aabenraa", "RAR Sydjylland", "Hele landet"


def span(letter: str, a_year: int, first: tuple[int, int], last: tuple[int, int]) -> list[str]:
    """Period codes from first to last, both (year, number) and included; `a_year` of them make a year."""
    steps = range(first[0] * a_year + first[1] - 1, last[0] * a_year + last[1])
    return [f"{step // a_year}{letter}{step % a_year + 1:0{len(str(a_year))}}" for step in steps]


QUARTERS = span("Q", 4, (2022, 1), (2026, 3))
HALF_YEARS = span("H", 2, (2022, 1), (2026, 1))
MONTHS = span("M", 12, (2022, 1), (2026, 9))
FROM_2021 = span("M", 12, (2021, 1), (2022, 6))  # past the deadline of May 2022
TO_OCTOBER_2023 = span("M", 12, (2023, 1), (2023, 10))
RESOURCE_QUARTERS = span("Q", 4, (2020, 3), (2021, 4))  # Plan 2021 prints the two quarters before
YEARS = [str(year) for year in range(2021, 2026)]
MANY_YEARS = [str(year) for year in range(2012, 2026)]  # long enough to be projected: at least eight changes

# Straight lines in whole persons: indicator, area, periods, persons (first, last), out of (first, last), noise.
# 16-66-year-olds: about 37.000 in Aabenraa, 455.000 in the region, 3,85 million in the country.
LINES = [
    ("offentlig-forsoergelse-andel", OWN, QUARTERS, (7610, 7240), (37080, 36860), 45),
    ("offentlig-forsoergelse-andel", REGION, QUARTERS, (91400, 88300), (455600, 454200), 300),
    ("offentlig-forsoergelse-andel", COUNTRY, QUARTERS, (738000, 722000), (3846000, 3872000), 2500),
    ("fleksjobledighed", OWN, MONTHS, (170, 124), (1612, 1588), 4),
    ("fleksjobledighed", REGION, MONTHS, (1630, 1450), (13400, 14100), 20),
    ("fleksjobledighed", COUNTRY, MONTHS, (15300, 14600), (108200, 121400), 120),
    ("sygedagpenge-jobafklaring-andel", OWN, QUARTERS, (724, 752), (37080, 36860), 9),
    ("sygedagpenge-jobafklaring-andel", REGION, QUARTERS, (9070, 8790), (455600, 454200), 60),
    ("sygedagpenge-jobafklaring-andel", COUNTRY, QUARTERS, (80100, 78600), (3846000, 3872000), 500),
    ("personlig-assistance-landsandel", OWN, HALF_YEARS, (158, 183), (12640, 13320), 3),
    ("flygtninge-beskaeftigelse", OWN, HALF_YEARS, (232, 316), (541, 612), 5),
    ("flygtninge-beskaeftigelse", COUNTRY, HALF_YEARS, (33900, 41800), (74200, 78600), 300),
    ("ungdomsuddannelse-25-aarige", OWN, MANY_YEARS, (441, 492), (594, 609), 3),
    ("unge-under-25-offentlig-forsoergelse", OWN, QUARTERS, (478, 446), (5620, 5540), 8),
    ("foertidspension-loentilskud", OWN, QUARTERS, (79, 86), (2930, 3010), 2),
    ("ips-i-job-eller-uddannelse", OWN, YEARS, (17, 26), (41, 48), 2),
    ("integration-selvforsoergede", OWN, YEARS, (67, 76), (118, 113), 2),
    ("unge-under-30-offentlig-forsoergelse", OWN, QUARTERS, (1062, 1004), (8940, 8860), 12),
    ("ressourceforloeb-aktivitet", OWN, RESOURCE_QUARTERS, (62, 76), (236, 229), 2),
    ("loentimer-aktivitetsparate", OWN, QUARTERS, (15, 21), None, 2),
    ("loentimer-ressourceforloeb", OWN, QUARTERS, (29, 37), None, 2),
    ("kontant-uddannelseshjaelp", OWN, FROM_2021, (868, 786), None, 6),
    ("jobafklaring-fuldtidspersoner", OWN, FROM_2021[:12], (258, 247), None, 4),
    ("sygedagpenge-fuldtidspersoner", OWN, FROM_2021[:12], (462, 486), None, 7),
    # Beside the invented spending of 2023, for the reconciliation of persons.
    ("jobafklaring-fuldtidspersoner", OWN, TO_OCTOBER_2023, (219, 206), None, 3),
    ("sygedagpenge-fuldtidspersoner", OWN, TO_OCTOBER_2023, (507, 486), None, 5),
]
# Written out year by year: indicator, area, first year, one value a year.
YEARLY = [
    ("erhvervsfrekvens", OWN, 2012, "73,9 74,1 74,0 74,6 75,1 75,9 76,2 76,4 75,8 77,0 77,9 78,4 78,8"),
    ("erhvervsfrekvens", COUNTRY, 2012, "75,6 75,7 76,0 76,4 76,9 77,3 77,7 78,0 77,4 78,6 79,4 79,7 79,9"),
    ("voksenlaerlinge", OWN, 2021, "104 98 109 117 108"),
    ("uddannelsespulje-forbrug", OWN, 2021, "88,4 93,1 101,7 97,2 95,8"),
    ("indpendling", OWN, 2021, "8712 8864 8941 8903 8987"),
    ("neet-andel", OWN, 2021, "11,1 10,8 10,9 10,5 10,3"),
    ("csr-virksomheder", OWN, 2021, "88 95 99 107 112"),
    ("borgertilfredshed", OWN, 2021, "81,6 83,3 82,4 84,7 86,4"),
]
SURVEYS = {"2021": (386, 36), "2022": (402, 37), "2023": (375, 34), "2024": (393, 37), "2025": (412, 38)}
NOTES = {("borgertilfredshed", year): f"eksempel: n = {n}, svarprocent {rate}" for year, (n, rate) in SURVEYS.items()}


def level(ends: tuple[int, int], at: int, count: int) -> int:
    return ends[0] + (ends[1] - ends[0]) * at // (count - 1)


def figures(persons, out_of, count: int, noise: int, rng: Random):
    """`værdi`, `tæller`, `nævner` per period: a share has only the last two, a count only the first."""
    for at in range(count):
        number = level(persons, at, count) + rng.randint(-noise, noise)
        yield ("", number, level(out_of, at, count)) if out_of else (number, "", "")


def rows() -> list[list]:
    rng = Random(580)
    series = [(*each[:3], list(figures(*each[3:5], len(each[2]), each[5], rng))) for each in LINES]
    for *names, first, values in YEARLY:
        years = [str(first + at) for at in range(len(values.split()))]
        series.append((*names, years, [(value, "", "") for value in values.split()]))
    return [
        [*names, period, *figure, "ja" if period == periods[-1] else "nej", NOTES.get((names[0], period)), SOURCE]
        for *names, periods, numbers in series
        for period, figure in zip(periods, numbers, strict=True)
    ]


def keys_taken() -> set[tuple[str, ...]]:
    """The keys of the real extract in our own format and of the figures the plans print."""
    with (EXAMPLES / "real" / "maalepunkter-jobindsats-2021-2026.csv").open(encoding="utf-8-sig", newline="") as real:
        taken = {tuple(row[:3]) for row in csv.reader(real, delimiter=";")}
    for plan in sorted((EXAMPLES.parent / "targets" / "plans").glob("*.toml")):
        printed = tomllib.loads(plan.read_text(encoding="utf-8")).get("observation", [])
        taken |= {(each["indicator"], each["area"], each["period"]) for each in printed}
    return taken


def main():
    found = rows()
    keys = {tuple(row[:3]) for row in found}
    if len(keys) < len(found) or keys & keys_taken():
        raise SystemExit(f"Nothing written: a key twice, or taken already: {sorted(keys & keys_taken())}")
    with TARGET.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";", lineterminator="\r\n").writerows([HEADER, *found])


if __name__ == "__main__":
    main()
