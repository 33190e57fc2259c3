"""Who is acting, and which entries of the log belong to one action of theirs.

django-auditlog's own `set_actor` cannot be nested and connects a signal for every request; here nothing is asked of
the database before something is written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4


@dataclass(frozen=True)
class Acting:
    who: Callable
    """Gives the user when asked; a request's user is not known before somebody asks for it."""
    number: str


NOW: ContextVar[Acting | None] = ContextVar("acting", default=None)


@contextmanager
def acting(user) -> Iterator[None]:
    """What is changed meanwhile is changed by this user; entries share a number."""
    with acting_as(lambda: user):
        yield


@contextmanager
def acting_as(who: Callable) -> Iterator[None]:
    token = NOW.set(Acting(who, uuid4().hex))
    try:
        yield
    finally:
        NOW.reset(token)


def actor():
    """The user who is acting; None where the program acts by itself."""
    now = NOW.get()
    user = now.who() if now else None
    return user if user is not None and user.is_authenticated else None


def number_of_action() -> str | None:
    now = NOW.get()
    return now.number if now else None


class ActingMiddleware:
    """Whoever is logged in acts; also from within the request that logs them in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with acting_as(lambda: getattr(request, "user", None)):
            return self.get_response(request)
