"""Write `udfald-eksempeldata.csv`: invented later counts of KIK II's cohorts, to try the pages of initiatives with.

Nothing here was counted. The figures go on from those that are printed for 31 August 2018: fewer on the benefit, more
in self-support, with a few small groups among them that only those who upload may see. «Alle» is the sum of the two
others, outcome by outcome. No promises: those that are printed stand.

Run `python3 examples/invented/make_outcomes.py` from anywhere (Python 3.11 or newer, standard library only).
"""

import csv
from pathlib import Path

TARGET = Path(__file__).parent / "udfald-eksempeldata.csv"
HEADER = ["indsats", "hold", "statusdato", "udfald", "antal", "foreløbig", "bemærkning", "kilde"]
SOURCE = "eksempeldata"  # the site marks every figure with this source as invented
OUTCOMES = [
    "fortsat på kontant- eller uddannelseshjælp",
    "selvforsørgende",
    "på anden forsørgelse",
    "i øvrige målgrupper",
]
SIZES = {"start": 1128, "tilgang": 357}
# By status date, for the two cohorts that together are all.
COUNTS = {
    "31.12.2018": {"start": (690, 345, 84, 9), "tilgang": (168, 174, 4, 11)},
    "31.05.2019": {"start": (601, 428, 87, 12), "tilgang": (131, 208, 6, 12)},
    "30.11.2019": {"start": (540, 489, 96, 3), "tilgang": (104, 234, 7, 12)},
}
PROVISIONAL = "30.11.2019"


def rows():
    for day, parts in COUNTS.items():
        whole = tuple(sum(pair) for pair in zip(*parts.values(), strict=True))
        for cohort, counts in (parts | {"alle": whole}).items():
            if cohort in SIZES and sum(counts) != SIZES[cohort]:
                raise SystemExit(f"{cohort} {day}: {sum(counts)} citizens instead of {SIZES[cohort]}")
            for outcome, count in zip(OUTCOMES, counts, strict=True):
                provisional = "ja" if day == PROVISIONAL else "nej"
                yield ["KIK II", cohort, day, outcome, count, provisional, "", SOURCE]


if __name__ == "__main__":
    with TARGET.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(rows())
