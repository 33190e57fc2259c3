"""What is read and written while the site is under load."""

EMPTY = "Empty page"
COMMITTEE = "udvalg"
READERS, UPLOADERS = 50, 5
PAUSE = (0.5, 1.5)
"""Seconds that somebody looks at a page before asking for the next."""
MONTHS = [f"{year}M{month:02}" for year in (2010, 2011) for month in range(1, 13)]
FIRST_VALUE = 1_000_000
"""No real figure of the series comes near it, so that those of the test are told apart."""
# Each uploader's own series, and one that all of them write.
OWN = (
    "langtidsledige",
    "kontanthjaelp-personer",
    "langtidsforsoergede",
    "ledige-fuldtidspersoner",
    "kontanthjaelp-fuldtidspersoner",
)
SHARED = "loentimer-kontanthjaelp"
SERIES = "One measure point"
HEADER = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde"

FOR_ALL = {
    EMPTY: "/tom-side/",
    "Front page": "/",
    "Reports": "/rapporter/",
    "A report": "/rapporter/bp23/2023Q3/1/",
    "A report as PDF": "/rapporter/bp23/2023Q3/1/rapport.pdf",
}
FOR_STAFF = {
    "Overview of a plan": "/planer/bp23/",
    "A goal": "/maal/bp23/2/",
    "Measure points": "/maalepunkter/",
    "Budget of a year": "/budget/2023/",
    "Budget of a year as Excel": "/budget/2023/?hent=xlsx",
    "A benefit type": "/budget/ydelse/sygedagpenge/",
    "Initiatives": "/indsatser/",
    "An initiative": "/indsatser/kik-ii/",
    "Data calendar": "/datakalender/",
    "Appropriations as CSV": "/budget/bevillinger/?hent=csv&aar=2023",
    **{f"{SERIES} {number}": f"/maalepunkter/{code}/" for number, code in enumerate(OWN)},
}


def pages_for(role: str) -> dict[str, str]:
    """By name; what a role may not open is not asked for."""
    return FOR_ALL if role == COMMITTEE else FOR_ALL | FOR_STAFF


def values_in(texts) -> list[int]:
    """Those of the test, among all that a page shows."""
    return [int(text) for text in texts if text is not None and float(text) >= FIRST_VALUE]


def lines_of(number: int, value: int) -> bytes:
    """Two years of the uploader's own series and of the common one, one value throughout."""
    codes = (OWN[number], SHARED)
    rows = [f"{code};Aabenraa;{month};{value};;;;;Belastning" for code in codes for month in MONTHS]
    return "\n".join([HEADER, *rows]).encode()
