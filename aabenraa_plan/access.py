"""Who may do what: one table, role × action, and the gate that every request passes.

Each view says which action it is with `@requires(Action.X)` (or `@public`). A view that says
nothing is refused to everyone, so a new URL cannot be open by oversight.
"""

from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from aabenraa_plan.models import Role


class Action(StrEnum):
    READ = "read"
    """The start page and what is published."""
    BROWSE = "browse"
    """The live figures: overview, goals, indicators, budget, initiatives, and where a figure came from."""
    UPLOAD = "upload"
    MANAGE_PLANS = "manage_plans"
    """Plans, goals, targets and their amendments; comments and judgements."""
    MANAGE_BUDGET = "manage_budget"
    """Appropriation cases, closing a month, forecasts and phasing."""
    MANAGE_INITIATIVES = "manage_initiatives"
    """Initiatives and their links, cohorts, promises, notes, realised amounts and saved scenarios."""
    WRITE_REPORTS = "write_reports"
    """Follow-up reports: drafting, writing and submitting them."""
    APPROVE_REPORTS = "approve_reports"
    """Sending them back, approving, publishing, and opening them again."""
    RECORD_DECISIONS = "record_decisions"
    """The committee's meetings, and what it decided."""
    MANAGE_USERS = "manage_users"
    READ_LOG = "read_log"
    """Who changed what, when and why."""


ROLE_ACTIONS = {
    Role.ANALYST: frozenset(
        {Action.READ, Action.BROWSE, Action.UPLOAD, Action.MANAGE_BUDGET, Action.MANAGE_INITIATIVES}
    ),
    Role.MANAGER: frozenset(
        {
            *(Action.READ, Action.BROWSE, Action.MANAGE_PLANS, Action.MANAGE_BUDGET, Action.MANAGE_INITIATIVES),
            *(Action.WRITE_REPORTS, Action.RECORD_DECISIONS),
        }
    ),
    Role.APPROVER: frozenset(
        {Action.READ, Action.BROWSE, Action.APPROVE_REPORTS, Action.RECORD_DECISIONS, Action.READ_LOG}
    ),
    Role.COMMITTEE: frozenset({Action.READ}),
    Role.ADMINISTRATOR: frozenset({Action.READ, Action.BROWSE, Action.MANAGE_USERS, Action.READ_LOG}),
    Role.SYSTEM: frozenset(),
}

PUBLIC = "public"


def may(user, action) -> bool:
    return user.is_authenticated and user.is_active and action in ROLE_ACTIONS[user.role]


def requires(action):
    """Mark a view with the action its caller must be allowed to do."""

    def mark(view):
        view.access = action
        return view

    return mark


def public(view):
    """Mark a view as open to anyone, logged in or not."""
    view.access = PUBLIC
    return view


def page_of_form(request) -> str:
    """Where the reader stood who sent a form: its own address has no page. The start page where that is not known."""
    try:
        came_from = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    here = came_from.netloc == request.get_host() and came_from.path != request.path
    return urlunsplit(("", "", came_from.path, came_from.query, "")) or "/" if here else "/"


class AccessMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        access = getattr(view, "access", None)
        if access == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else page_of_form(request))
        if access is None or not may(request.user, access):
            raise PermissionDenied
        return None


def permissions(request):
    """Template context: `may.upload` and so on, for what the reader is allowed to see."""
    user = getattr(request, "user", None)
    return {"may": {action.value: bool(user) and may(user, action) for action in Action}}
