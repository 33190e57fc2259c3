"""What the comparison page reads: the figures of one indicator in all areas, and who is compared with whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from aabenraa_plan.formats import sort_key
from extracts.models import Area, AreaKind
from extracts.periods import Period, UnknownPeriod, parse
from targets.comparing.comparison import Circle, Row, compare
from targets.models import Indicator
from targets.series import load_series
from targets.spec import COUNTRY, OWN_AREA, Figures, Series

NEIGHBOURS = ("Haderslev", "Sønderborg", "Tønder")
"""The municipalities that border Aabenraa: geografi, ikke fra kildedokumenterne."""
CHOICES = {"alle": "alle kommuner", "naboer": "nabokommunerne", "klynge": "klyngen", "rar": "RAR Sydjylland"}
GROUP_KINDS = {"klynge": AreaKind.PEER_GROUP, "rar": AreaKind.LABOUR_REGION}
UNKNOWN_PERIOD = "Der er ikke tal at sammenligne i den periode. Siden viser {period}. Vælg en periode på listen."
UNKNOWN_CHOICE = "Det kan der ikke sammenlignes med. Siden viser alle kommuner. Vælg på listen."


@dataclass(frozen=True)
class Group:
    """A group of municipalities, and where it is known from who is in it; a region's members are not known."""

    name: str
    kind: str
    members: tuple[str, ...]
    source: str


NEIGHBOUR_GROUP = Group("Nabokommunerne", "naboer", NEIGHBOURS, "geografi, ikke fra kildedokumenterne")


@dataclass(frozen=True)
class Comparison:
    """One indicator in one period, the own area beside those chosen."""

    indicator: Indicator
    period: Period
    periods: list[Period]
    choice: str
    circle: Circle
    groups: list[Group]
    rows: list[Row]
    series: Series
    """The figures of all who are compared, by area; of a group only the loaded ones."""
    problems: list[str]

    @property
    def crossed(self) -> list[date]:
        """The breaks that part the period from the same one a year before."""
        first = self.period.year_before().start
        return [day for day in break_days(self.indicator) if first < day < self.period.end]

    @property
    def silent(self) -> list[str]:
        """The members of the chosen group that have no figure of the indicator in any period."""
        if self.choice == "alle":
            return []
        return in_order({name for group in self.groups for name in group.members} - self.series.keys())

    @property
    def invented(self) -> bool:
        return any(figure.invented for figures in self.series.values() for figure in figures.values())


def load_comparison(
    indicator: Indicator, *, period: str = "", choice: str = "", as_of: datetime | None = None
) -> Comparison | None:
    """The comparison as asked for; None where no period has figures for more than one area. Four queries."""
    series = load_series([indicator], as_of=as_of).get(indicator.pk, {})
    groups = load_groups()
    counts = areas_with_figures(series)
    periods = sorted((each for each, count in counts.items() if count > 1), reverse=True)
    if not periods:
        return None
    found = period_asked(period, periods)
    shown = found or default_period(periods, counts, series.get(OWN_AREA, {}))
    against = choice if choice in CHOICES else "alle"
    chosen = [group for group in groups if in_choice(group, against, series)]
    circle = Circle(OWN_AREA, COUNTRY, {group.name: group.members for group in chosen}, frozenset(NEIGHBOURS))
    compared = series if against == "alle" else narrowed(series, chosen)
    return Comparison(
        indicator=indicator,
        period=shown,
        periods=periods,
        choice=against,
        circle=circle,
        groups=[group for group in chosen if group.members],
        rows=rows_of_period(indicator, shown, compared, circle),
        series=compared,
        problems=problems_of(period, found, choice, shown),
    )


def load_groups() -> list[Group]:
    """The neighbours, and every area that is a group of municipalities; two queries."""
    found = Area.objects.exclude(kind__in=[AreaKind.MUNICIPALITY, AreaKind.COUNTRY]).prefetch_related("members")
    groups = [
        Group(area.name, area.kind, tuple(in_order(member.name for member in area.members.all())), area.source)
        for area in found
    ]
    return [NEIGHBOUR_GROUP, *sorted(groups, key=lambda group: (not group.members, sort_key(group.name)))]


def in_choice(group: Group, choice: str, series: Series) -> bool:
    """A group whose members are not known is worth a row only where a figure is loaded for it."""
    if choice == "alle":
        return bool(group.members) or group.name in series
    return group.kind == GROUP_KINDS.get(choice, choice)


def narrowed(series: Series, groups: Iterable[Group]) -> dict[str, Figures]:
    """The series of the own area, the country, the groups and their members."""
    names = {OWN_AREA, COUNTRY} | {name for group in groups for name in (group.name, *group.members)}
    return {name: figures for name, figures in series.items() if name in names}


def in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=sort_key)


def areas_with_figures(series: Series) -> Counter:
    """Period → how many areas have a figure for it."""
    return Counter(
        period for figures in series.values() for period, figure in figures.items() if figure.exact is not None
    )


def default_period(periods: list[Period], counts: Counter, own: Figures) -> Period:
    """Of the periods in which the own area has a figure the one with most areas, and of those the newest."""

    def worth(period: Period) -> tuple:
        return period in own and own[period].exact is not None, counts[period], period

    return max(periods, key=worth)


def period_asked(text: str, periods: list[Period]) -> Period | None:
    """The period in any spelling; None where it is none, or has nothing to compare."""
    try:
        found = parse(text)
    except UnknownPeriod:
        return None
    return found if found in periods else None


def problems_of(period: str, found: Period | None, choice: str, shown: Period) -> list[str]:
    problems = [UNKNOWN_PERIOD.format(period=shown.label)] if period and found is None else []
    return problems + [UNKNOWN_CHOICE] * (bool(choice) and choice not in CHOICES)


def figures_at(series: Mapping[str, Figures], period: Period) -> dict:
    return {name: figures.get(period) for name, figures in series.items()}


def rows_of_period(indicator: Indicator, period: Period, series: Series, circle: Circle) -> list[Row]:
    return compare(
        figures_at(series, period),
        circle,
        indicator.unit,
        indicator.direction,
        earlier=figures_at(series, period.year_before()),
        breaks=break_days(indicator),
    )


def break_days(indicator: Indicator) -> tuple[date, ...]:
    return tuple(each.day for each in indicator.breaks.all())
