"""What one protection is."""

from dataclasses import dataclass

SETTINGS = "aabenraa_plan/settings.py"


@dataclass(frozen=True)
class Protection:
    name: str
    file: str
    text: str
    instead: str
    test: str
    """As pytest names it; the parameters of one example where the whole would take long."""
