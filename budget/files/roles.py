"""What the columns of `forbrug` and `budget` are, for whoever maps somebody else's file to them."""

from collections.abc import Callable

from budget.files.columns import BUDGET, FORBRUG, Contract
from budget.models import BenefitType, BudgetVersion, LineKind, Programme
from extracts.kinds import Role


def benefit_types() -> dict[str, str]:
    return dict(BenefitType.objects.values_list("code", "name"))


def programmes() -> dict[str, str]:
    return dict(Programme.objects.values_list("code", "name"))


def labels(choices) -> Callable[[], dict[str, str]]:
    return lambda: {label: label for label in choices.labels}


KNOWN = {
    "benefit_type": benefit_types,
    "programme": programmes,
    "kind": labels(LineKind),
    "version": labels(BudgetVersion),
}


def roles_of(contract: Contract, required: set[str]) -> tuple[Role, ...]:
    """A role for each column, and a second one for each amount, in thousands."""
    return tuple(
        Role(title, title.capitalize(), required=name in required, known=KNOWN.get(name))
        for name in contract.titles
        for title in titles_of(contract, name)
    )


def titles_of(contract: Contract, name: str) -> list[str]:
    title = contract.title(name)
    return [title, f"{title} i 1.000 kr."] if name in contract.amounts else [title]


FORBRUG_ROLES = roles_of(FORBRUG, {"benefit_type", "period"})
BUDGET_ROLES = roles_of(BUDGET, {"year", "version", "benefit_type"})
