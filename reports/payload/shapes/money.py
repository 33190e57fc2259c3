"""The budget of a report. Pure."""

from dataclasses import dataclass, field

from reports.payload.shapes.words import File, Number, Source, Word


@dataclass(frozen=True)
class MoneyRow:
    """A line of the budget, or the sum of several. Kroner; + is overspending. Persons are full-year persons."""

    name: str
    part: str
    budget_persons: Number
    expected_persons: Number
    adopted: Number
    revised: Number
    spent: Number
    share: Number
    expected_share: Number
    forecast: Number
    deviation: Number
    volume: Number
    price: Number
    standing: Word
    method: str
    is_total: bool
    is_part: bool
    provisional: bool
    invented: bool


@dataclass(frozen=True)
class Frame:
    """A line of the committee's adopted frame, where a year has no budget of its own."""

    name: str
    amount: Number
    is_total: bool
    source: str


@dataclass(frozen=True)
class Budget:
    """`through` is the code of the last closed month it was worked out after; "" where none is closed.

    `split` is the finding of volume and price. Either rows or, where the year has no budget, `frames`.
    """

    year: int
    through: str
    lead: str
    status: str
    used: str
    split: str
    support: list[MoneyRow]
    effort: list[MoneyRow]
    frames: list[Frame]
    notes: list[str]
    invented: bool
    provisional: bool
    sources: list[Source] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
