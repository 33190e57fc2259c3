"""A profile made in the browser: somebody's file turned into a kind's own format, column by column. Pure.

A layout holds codes and texts only:

    {"header": ["ydelse", "md", "beløb"],             the titles it is recognised by, folded
     "columns": {"ydelse": "ydelse", "md": "måned"},  title in the file (folded) → title in the own format
     "constants": {"kilde": "Økonomisystemet"},       own title → a text for every line
     "labels": {"ydelse": {"sygedp.": "sygedagpenge", "i alt": null, "580": ""}},
                                                      own title → text → code, null to leave the line out,
                                                      "" for a text that is used as it is
     "marks": {"x": "*"},                             a source's own mark → ours, in columns of figures
     "figures": ["beløb"],                            own titles of the columns of figures
     "wide": false}                                   whether columns titled by a period are figures too
"""

from dataclasses import asdict, dataclass, field, replace

from aabenraa_plan.formats import counted
from extracts.batch import EachOnce, picked
from extracts.kinds import Kind, Parsed, Profile
from extracts.problems import Problem, error, notice, shortened
from extracts.reading import Sheet
from extracts.wide import period_of

PERIODS = ("periode", "måned")
"""What the formats that read wide files call the column that such a file has not got: its periods are titles."""
SUPPRESSED, MISSING = "*", ".."
"""Our marks for a figure that the source hides, and for one that it has not got."""
Labels = dict[str, str | None]


def folded(text: str) -> str:
    """As texts are compared: labels drift in spacing and case."""
    return " ".join(text.split()).casefold()


def is_period(text: str) -> bool:
    return period_of(text) is not None


@dataclass(frozen=True)
class Layout:
    """What a version of a profile says, see above."""

    header: tuple[str, ...]
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Labels] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    wide: bool = False

    @classmethod
    def of(cls, stored: dict) -> "Layout":
        lists = {name: tuple(stored.get(name, ())) for name in ("header", "figures")}
        return cls(**stored | lists)

    def stored(self) -> dict:
        return asdict(self) | {"header": list(self.header), "figures": list(self.figures)}

    def fits(self, sheet: Sheet) -> bool:
        """Whether the sheet has just the titles the profile was made for, in any order; of periods, any."""
        titles = list(map(folded, sheet.header))
        if not self.wide:
            return sorted(titles) == sorted(self.header)
        others = without_periods(titles)
        return len(others) < len(titles) and sorted(others) == sorted(self.header)

    def clashes(self, other: "Layout") -> bool:
        """Whether a file could fit both."""
        if self.wide == other.wide:
            return sorted(self.header) == sorted(other.header)
        return sorted(without_periods(self.header)) == sorted(without_periods(other.header))

    def own_title(self, title: str) -> str:
        """What a column of the file is called in the own format; "" where it is not used."""
        if self.wide and is_period(title):
            return title
        return self.columns.get(folded(title), "")


def without_periods(titles) -> list[str]:
    return [title for title in titles if not is_period(title)]


def period_title(kind: Kind) -> str:
    """The own title of the column that a wide file has not got; "" where the kind's format reads no wide file."""
    return next((role.title for role in kind.roles if role.title in PERIODS), "")


def mapped_profile(code: str, title: str, kind: Kind, layout: Layout, version: int | None) -> Profile:
    def parse_mapped(sheet: Sheet) -> Parsed:
        return parsed_as(sheet, layout, kind.own)

    return Profile(code, title, layout.fits, parse_mapped, version=version)


def parsed_as(sheet: Sheet, layout: Layout, own: Profile) -> Parsed:
    """The sheet read in the kind's own format; what is wrong is told under the file's own titles."""
    columns = own_columns(sheet, layout)
    kept = lines_kept(columns, layout)
    if sheet.lines and not kept:
        return Parsed(problems=[error("Profilen udelader alle filens linjer. Ret, hvad der skal udelades.")])
    found = own.parse(in_own_format(sheet, columns, layout, kept))
    titles = {own_title: shortened(title) for title in sheet.header if (own_title := layout.own_title(title))}
    problems = [replace(each, column=titles.get(each.column, each.column)) for each in found.problems]
    return replace(found, problems=left_out(sheet, kept) + problems)


def own_columns(sheet: Sheet, layout: Layout) -> dict[str, list[str]]:
    """The sheet's columns by their title in the own format; columns that mean nothing are left out."""
    named = [(layout.own_title(title), column) for title, column in zip(sheet.header, sheet.columns, strict=True)]
    return {title: column for title, column in named if title}


def lines_kept(columns: dict[str, list[str]], layout: Layout) -> list[int]:
    """Positions of the lines that no label leaves out."""
    count = len(next(iter(columns.values()), []))
    out = set()
    for title, labels in layout.labels.items():
        unwanted = {text for text, code in labels.items() if code is None}
        if unwanted and title in columns:
            is_unwanted = EachOnce(lambda text, unwanted=unwanted: folded(text) in unwanted)
            out.update(at for at, text in enumerate(columns[title]) if is_unwanted[text])
    return [at for at in range(count) if at not in out]


def left_out(sheet: Sheet, kept: list[int]) -> list[Problem]:
    missing = len(sheet.lines) - len(kept)
    if not missing:
        return []
    return [notice(f"{counted(missing, 'linje', 'linjer')} er udeladt, som profilen siger, fx totaler.")]


def in_own_format(sheet: Sheet, columns: dict[str, list[str]], layout: Layout, kept: list[int]) -> Sheet:
    constants = {title: [text] * len(kept) for title, text in layout.constants.items() if title not in columns}
    read = {title: relabelled(picked(column, kept), texts_of(title, layout)) for title, column in columns.items()}
    own = read | constants
    lines = picked(sheet.lines, kept)
    return replace(sheet, header=list(own), columns=list(own.values()), lines=lines, problems=[])


def texts_of(title: str, layout: Layout) -> Labels:
    """What the texts of a column in the own format stand for: marks where it holds figures, else labels."""
    holds_figures = title in layout.figures or (layout.wide and is_period(title))
    return layout.marks if holds_figures else layout.labels.get(title, {})


def relabelled(column: list[str], labels: Labels) -> list[str]:
    """The column with the texts that the profile knows as their codes; others as they are."""
    if not labels:
        return column
    codes = EachOnce(lambda text: labels.get(folded(text)) or text)
    return list(map(codes.__getitem__, column))
