"""How the tests ask the what-if pages."""

from initiatives.models import Scenario
from tests.reading import text_of

PAGE = "/indsatser/kik-ii/regn/"
PRICE = "Skriv taksten i kroner om året, fra 0 til 2.000.000, fx 73.835,71."


def words(response) -> str:
    return text_of(response).replace("\u00a0", " ")


def scenario(name) -> Scenario:
    return Scenario.objects.get(name=name, ended_at=None)
