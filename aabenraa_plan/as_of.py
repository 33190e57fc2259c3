"""Looking back: `?som_set=2026-03-01` shows a page with the figures as they were known at the end of that day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from aabenraa_plan.access import Action, may
from aabenraa_plan.formats import danish_date, danish_moment

PARAMETER = "som_set"
EARLIEST, LATEST = 1990, 2100
# What was typed is not shown again: it could hold a CPR number.
NOT_A_DAY = "Det, du vil se tilbage til, er ikke en dato."
SHOWS_TODAY = "Siden viser tallene, som de er i dag."
LENGTH_OF_A_DATE = len("2026-03-31")
LENGTH_OF_A_MOMENT = len("2026-03-31T12:00:00.000000+02:00:00")


@dataclass(frozen=True)
class AsOf:
    """The moment a page looks back to; `moment` is None where it shows today."""

    text: str = ""
    moment: datetime | None = None

    @property
    def today(self) -> date:
        """The day that counts as today on the page."""
        return timezone.localdate(self.moment)

    @property
    def day(self) -> str:
        """For a date field; empty for today."""
        return self.today.isoformat() if self.moment else ""

    @property
    def query(self) -> str:
        """What a link must carry to stay at that moment."""
        return f"?{urlencode({PARAMETER: self.text})}" if self.moment else ""

    @property
    def label(self) -> str:
        whole_day = len(self.text) <= LENGTH_OF_A_DATE
        return danish_date(self.today) if whole_day else danish_moment(timezone.localtime(self.moment))


def moment_of(text: str) -> datetime:
    """An ISO moment, in local time unless it says otherwise; a date means the end of that day. Else `ValueError`."""
    if len(text) > LENGTH_OF_A_MOMENT:
        raise ValueError(text)
    try:
        if len(text) <= LENGTH_OF_A_DATE:
            moment = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time()) - timedelta(microseconds=1)
        else:
            moment = datetime.fromisoformat(text)
    except OverflowError as problem:
        raise ValueError(text) from problem
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


class AsOfMiddleware:
    """Sets `request.as_of`. Looking back is for the staff: a committee member reads what is published."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.as_of = AsOf()
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        text = request.GET.get(PARAMETER, "").strip()
        if not text or not request.user.is_authenticated:
            return
        if not may(request.user, Action.BROWSE):
            raise PermissionDenied
        try:
            found = AsOf(text, moment_of(text))
        except ValueError:
            shows_today(request, f"{NOT_A_DAY} {SHOWS_TODAY} Skriv fx 2026-03-31.")
            return
        if found.moment > timezone.now() and found.today > timezone.localdate():
            shows_today(request, f"{danish_date(found.today)} er ikke nået endnu. {SHOWS_TODAY}")
            return
        request.as_of = found


def shows_today(request, why: str):
    """Say why, and take the parameter out, so that no link on the page carries it on."""
    messages.error(request, why)
    request.GET = request.GET.copy()
    del request.GET[PARAMETER]


def looking_back(request):
    """Template context: `as_of`, for the notice, the date field and the links."""
    return {"as_of": getattr(request, "as_of", AsOf())}
