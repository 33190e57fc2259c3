"""The look of a result: numbers and Markdown tables."""


def line(cells) -> str:
    return f"| {' | '.join(cells)} |"


def table(titles, rows) -> list[str]:
    return [line(titles), line(["---"] * len(titles)), *rows]


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")
