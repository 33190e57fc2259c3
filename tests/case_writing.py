"""Writing of KIK II's amounts for the tests, as somebody who sees what stands now."""

from initiatives.economy.actions import Told, current_amounts, mark_of, record_realised
from initiatives.models import BusinessCase, CaseAmount, CaseLine

REALISED_2019 = "/indsatser/kik-ii/oekonomi/2019/"
FIRST = Told("Regnskab")
AGAIN = Told("Regnskab, rettet", "Talt to gange.")


def lines_of_2019():
    return list(CaseLine.objects.filter(case__initiative__code="kik-ii", starts="2019-01-01"))


def record(amounts, by, told=FIRST, seen=None, slug="kik-ii"):
    seen = mark_of(current_amounts(amounts, "realised")) if seen is None else seen
    case = BusinessCase.objects.get(initiative__code=slug)
    return record_realised(case=case, amounts=amounts, seen=seen, told=told, by=by)


def realised(line):
    """All versions of what came of a line: amount, reason, whether it stands, and why it ended."""
    rows = CaseAmount.objects.filter(line=line, side="realised").order_by("made_at")
    return [(int(each.amount / 1000), each.reason, each.ended_at is None, each.ended_reason) for each in rows]


def form_of(client, where):
    """What the page's form begins with."""
    form = client.get(where).context["form"]
    hidden = {"seen": client.get(where).context["seen"]}
    return hidden | {name: form[name].value() or "" for name in form.fields}
