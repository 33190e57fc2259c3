"""One line in the log for every request, and a number by which its other lines are found."""

import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
A_NUMBER = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What nginx and other proxies give. Anything else could be a message to whoever reads the log."""
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")


class RequestLog:
    """Stands first, so that it sees what the others answer. It writes the route's name, never the address itself:
    an address, and above all its query, holds what people typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.monotonic()
        request.number = number_of(request)
        request.account = None
        mark = REQUEST_ID.set(request.number)
        try:
            response = self.get_response(request)
            response[HEADER] = request.number
            logger.info("request", extra=line(request, response, time.monotonic() - begun))
        finally:
            REQUEST_ID.reset(mark)
        return response

    def process_view(self, request, view, args, kwargs):
        """Who asks is known here, and may no longer be when the database has gone since."""
        request.account = request.user.pk


def number_of(request) -> str:
    given = request.headers.get(HEADER, "")
    return given if A_NUMBER.fullmatch(given) else uuid4().hex


def line(request, response, seconds: float) -> dict:
    found = request.resolver_match
    return {
        "method": request.method if request.method in KNOWN_METHODS else "other",
        "route": found.view_name if found else "",
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
        "account": request.account,
    }


KNOWN_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
