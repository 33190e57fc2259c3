"""Files of other profiles that must be turned away, files with CPR numbers, and files that are asked about."""

from extracts.reading import Choices
from tests.bad_files import Bad, at_line, csv, line
from tests.bad_lines import of_line
from tests.bad_sentences import (
    AS_LINE_2,
    BY_THE_YEAR,
    CONTRADICTED,
    HOLDS_CPR,
    MEANT_A_DAGPENGE,
    NO_AREA,
    NO_DENOMINATOR,
    NO_INDICATOR,
    NOTHING,
    NOTHING_WANTED,
    POINT,
    THOUSANDS,
    UNKNOWN_JOBINDSATS,
    UNKNOWN_STATBANK,
)

CPR_SHAPED = "300275-1234"
"""30 February does not exist: shaped like a CPR number, nobody's."""
STATBANK = "OMRÅDE;HERKOMST;ALDER;KØN;BEREGNING;TID;INDHOLD"
Y30R21 = (
    "Area;Periode;Ydelsesgrupper;"
    "Forventet og faktisk andel fuldtidspersoner på offentlig forsørgelse: Faktisk andel (pct.)"
)
A_DAGPENGE = "Aabenraa;2021QMAT04;A-dagpenge mv."

PROFILES = [
    at_line(
        "Jobindsats' total twice",
        csv(*["Aabenraa;2021QMAT04;Ydelsesgrupper i alt;7,18"] * 2, header=Y30R21),
        3,
        AS_LINE_2,
    ),
    at_line(
        "a table of Jobindsats' that is not known",
        csv("Aabenraa;2021;5", header="Area;Periode;Antal"),
        1,
        UNKNOWN_JOBINDSATS,
    ),
    Bad(
        "a group of Jobindsats' that is not known",
        csv("Aabenraa;2021QMAT04;A-dagpenge;7,18", header=Y30R21),
        [(2, "Ydelsesgrupper", MEANT_A_DAGPENGE)],
    ),
    Bad(
        "Jobindsats' figure with a point",
        csv(f"{A_DAGPENGE};7.18", header=Y30R21),
        [(2, "Forventet og faktisk andel fuldtidspersoner på offentlig forsørgelse: Faktisk a…", POINT)],
    ),
    Bad(
        "Jobindsats' figure left out",
        csv(f"{A_DAGPENGE};", header=Y30R21),
        [(2, "Forventet og faktisk andel fuldtidspersoner på offentlig forsørgelse: Faktisk a…", NOTHING)],
    ),
    Bad(
        "Jobindsats' area that is not known",
        csv("Jobcenter Sønder;2021QMAT04;A-dagpenge mv.;7,18", header=Y30R21),
        [(2, "Area", NO_AREA)],
    ),
    at_line(
        "a table of StatBank's that is not known",
        csv("Aabenraa;2023;5", header="OMRÅDE;TID;INDHOLD"),
        1,
        UNKNOWN_STATBANK,
    ),
    at_line(
        "StatBank without a line that is wanted",
        csv("Aabenraa;I alt;16-66 år;I alt;Erhvervsfrekvens;2022;77,1", header=STATBANK),
        1,
        NOTHING_WANTED,
    ),
    at_line(
        "StatBank with provinces only",
        csv("Landsdel Sydjylland;I alt;16-64 år;I alt;Erhvervsfrekvens;2022;77,1", header=STATBANK),
        1,
        NOTHING_WANTED,
    ),
    Bad(
        "StatBank's share without its whole",
        csv("Ikke-aktive (NEET);I alt;Aabenraa;I alt;2022;683", header="STATUSNEET;KØN;BOPOMR;SOCIO;TID;INDHOLD"),
        [(2, "INDHOLD", NO_DENOMINATOR)],
    ),
]

WITH_CPR = csv(line(source=f"se {CPR_SHAPED}")).decode()
WITH_CPR += " " * (len(WITH_CPR.encode()) % 2)
CPR = [
    Bad("CPR in a value", csv(line(value=CPR_SHAPED)), [(2, "værdi", HOLDS_CPR)], kept=False),
    Bad(
        "CPR in a remark",
        csv(line(), line(period="2023M02", beside=f";se {CPR_SHAPED}")),
        [(3, "bemærkning", HOLDS_CPR)],
        kept=False,
    ),
    at_line("CPR in the header", csv(line(), header=csv().decode().strip() + CPR_SHAPED), 1, HOLDS_CPR, kept=False),
    at_line(
        "CPR in a title above the table",
        csv(csv().decode(), line(), header=f"Borger {CPR_SHAPED}"),
        1,
        HOLDS_CPR,
        kept=False,
    ),
    at_line("CPR in a line too long", csv(line() + f";{CPR_SHAPED}"), 2, HOLDS_CPR, kept=False),
    at_line("CPR in a web page", f"<html><body>{CPR_SHAPED}</body></html>".encode(), 1, HOLDS_CPR, kept=False),
    at_line("CPR in a file of one column", f"borger\r\n{CPR_SHAPED}\r\n".encode(), 2, HOLDS_CPR, kept=False),
    at_line("CPR in quotes never closed", csv(line(beside=f';"{CPR_SHAPED}')), 2, HOLDS_CPR, kept=False),
    Bad(
        "CPR without its zero under a header named so",
        b"cpr;antal\r\n102001234;5\r\n",
        [(2, "cpr", HOLDS_CPR)],
        kept=False,
    ),
    Bad("CPR in UTF-16", csv(line(source=CPR_SHAPED)).decode().encode("utf-16"), [(2, "kilde", HOLDS_CPR)], kept=False),
    at_line("CPR in EBCDIC", WITH_CPR.encode("cp037"), 2, HOLDS_CPR, kept=False),
    at_line(
        "CPR where UTF-8 was chosen", WITH_CPR.encode("cp1252"), 2, HOLDS_CPR, kept=False, choices=Choices("UTF-8")
    ),
    at_line("CPR where UTF-16 was chosen", WITH_CPR.encode(), 2, HOLDS_CPR, kept=False, choices=Choices("UTF-16")),
    at_line("CPR below the mark of UTF-16", b"\xff\xfe" + WITH_CPR.encode(), 2, HOLDS_CPR, kept=False),
    Bad("CPR in a file's name", csv(line("zzz")), [(2, "indikator", NO_INDICATOR)], name=f"liste {CPR_SHAPED}.csv"),
]

WARNED = [
    of_line("thousands apart by a comma", "værdi", THOUSANDS, indicator="kontanthjaelp-personer", value="1,234"),
    of_line("a share that its parts contradict", "værdi", CONTRADICTED, value="27", parts="59;229"),
    of_line("a month of what is counted by the year", "værdi", BY_THE_YEAR, indicator="borgertilfredshed", value="84"),
    Bad(
        "Jobindsats' column that is not known",
        csv(f"{A_DAGPENGE};7,18;5", header=f"{Y30R21};Antal mål"),
        [(1, "Antal mål", "Kolonnen er ukendt og læses ikke med.")],
    ),
]
"""Files that may be saved all the same, once somebody has said why; `problems` are their warnings."""
