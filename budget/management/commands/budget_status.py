"""`manage.py budget_status --year 2023 --json`: a year's budget, spending and forecast, for machines and tests."""

import json
from collections.abc import Iterable
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError

from aabenraa_plan.as_of import moment_of
from aabenraa_plan.formats import plain_number, round_half_up
from budget.models import BenefitType
from budget.reporting import LineStatus, YearStatus, added, added_if_all, budget_years, year_status
from budget.variance import added_splits

WRONG_USE = 2
UNIT = "1.000 kr."
PERSON_DECIMALS = 6


class Command(BaseCommand):
    help = "Print a year's budget by benefit type, net in 1.000 kr. Exit 2 for an unknown year or moment."

    def add_arguments(self, parser):
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--as-of", metavar="WHEN", help="ISO date (its end) or moment: figures as known then")
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *args, year, as_of, **options):
        status = year_status(year, as_of=known_at(as_of))
        if not status.lines:
            known = ", ".join(map(str, budget_years())) or "none; run load_plans"
            raise CommandError(f"There is no budget for {year}. Known: {known}.", returncode=WRONG_USE)
        found = as_dict(status)
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) if options["json"] else as_text(found))


def known_at(text: str | None):
    try:
        return moment_of(text) if text else None
    except ValueError:
        raise CommandError(f"{text!r} is not an ISO date or moment.", returncode=WRONG_USE) from None


def as_dict(status: YearStatus) -> dict:
    """Spending, forecast and deviation are those of support, which volume and price split; effort has its own."""
    types = {line.benefit_type.pk: line.benefit_type for line in status.lines}
    figures = [figures_of(each, status) for each in types.values()]
    return {
        "year": status.year,
        "unit": UNIT,
        "month": status.month.code if status.month else None,
        "invented": status.invented,
        "lines": [named(each, line) for each, line in zip(types.values(), figures, strict=True)],
        "total": shown(totals(figures, status)),
    }


def named(benefit_type: BenefitType, figures: dict) -> dict:
    return {"benefit_type": benefit_type.name} | shown(figures)


def figures_of(benefit_type: BenefitType, status: YearStatus) -> dict:
    """A benefit type's figures in kroner; its effort is that of all programmes together."""
    support = next((line for line in status.support if line.benefit_type == benefit_type), None)
    effort = [line for line in status.effort if line.benefit_type == benefit_type]
    return support_figures(support) | effort_figures(effort)


def support_figures(line: LineStatus | None) -> dict:
    names = ("persons", "support", "spending", "forecast", "deviation", "volume", "price")
    if line is None:
        return dict.fromkeys(names)
    parts = (line.split.volume, line.split.price) if line.split else (None, None)
    persons = line.revised.persons if line.revised else None
    return dict(
        zip(names, (persons, line.budget, line.spent, line.forecast.amount, line.deviation, *parts), strict=True)
    )


def effort_figures(lines: list[LineStatus]) -> dict:
    return {
        "effort": added(line.budget for line in lines),
        "effort_spending": added(line.spent for line in lines),
        "effort_forecast": added_if_all(line.forecast.amount for line in lines),
        "effort_deviation": added_if_all(line.deviation for line in lines),
    }


def totals(figures: list[dict], status: YearStatus) -> dict:
    """Sums of the lines. A forecast is summed only where every line has one, volume and price likewise."""
    found = {name: added(each[name] for each in figures) for name in ("support", "effort")}
    found["persons"] = added_if_all(each["persons"] for each in figures if each["support"] is not None)
    found |= {name: added(each[name] for each in figures) for name in ("spending", "effort_spending")}
    parts = added_splits([line.split for line in status.support])
    return found | {
        "forecast": added_if_all(line.forecast.amount for line in status.support),
        "deviation": added_if_all(line.deviation for line in status.support),
        "volume": parts.volume if parts else None,
        "price": parts.price if parts else None,
        "effort_forecast": added_if_all(line.forecast.amount for line in status.effort),
        "effort_deviation": added_if_all(line.deviation for line in status.effort),
    }


ORDER = ("persons", "support", "effort", "spending", "forecast", "deviation", "volume", "price")
EFFORT = ("effort_spending", "effort_forecast", "effort_deviation")


def shown(figures: dict) -> dict[str, str | None]:
    """Amounts in 1.000 kr., exact; null where there is none."""
    return {name: text_of(name, figures[name]) for name in (*ORDER, *EFFORT)}


def text_of(name: str, number: Decimal | None) -> str | None:
    if number is None:
        return None
    return plain_number(round_half_up(number, PERSON_DECIMALS) if name == "persons" else number.scaleb(-3))


def as_text(found: dict) -> str:
    rows = [("", *ORDER), *(cells(line) for line in [*found["lines"], {"benefit_type": "Total"} | found["total"]])]
    return "\n".join("  ".join([f"{row[0]:<42}", *(f"{cell:>14}" for cell in row[1:])]) for row in rows)


def cells(line: dict) -> Iterable[str]:
    return [line["benefit_type"], *(line[name] or "–" for name in ORDER)]
