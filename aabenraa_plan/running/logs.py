"""The log: one line of JSON for each event, on standard output, with nothing in it that a citizen or a user typed.

What others log is not ours to word: Django's own messages quote addresses, and an exception's message may quote a
figure or a form. So of others only the name and the place in their code are written, and of an exception its kind
and the way it came, not its message.
"""

import logging
from copy import copy
from traceback import TracebackException

from django.db import OperationalError
from pythonjsonlogger.json import JsonFormatter

from aabenraa_plan.running.requests import REQUEST_ID

OWN = ("aabenraa_plan", "extracts", "targets", "budget", "initiatives", "reports")
FIELDS = ("method", "route", "status", "milliseconds", "account", "check")
"""What may be said beside the message. Others put whole requests there."""


class JsonLines(JsonFormatter):
    def __init__(self):
        super().__init__(["levelname", "name", "message"], rename_fields={"levelname": "level"}, timestamp="at")

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)
        record.msg, record.args, record.exc_text, record.stack_info = said(record), None, None, None
        return super().format(record)

    def add_fields(self, log_data, record, message_dict):
        record.request_id = number_of(record)
        for name in set(vars(record)) - {*PLAIN, *FIELDS, "request_id"}:
            delattr(record, name)
        super().add_fields(log_data, record, message_dict)

    def formatException(self, ei) -> str:
        return way_of(ei[1])


PLAIN = {*vars(logging.makeLogRecord({})), "message"}


def said(record: logging.LogRecord) -> str:
    """Our own messages, which are worded with care; of others the place, so that it can be looked up."""
    if record.name == "gunicorn.error" and record.levelno != logging.WARNING:
        # It speaks of processes; but its warnings quote requests, and its exceptions their addresses.
        return str(record.msg) if record.exc_info else record.getMessage()
    if record.name.partition(".")[0] in OWN:
        return record.getMessage()
    return f"{record.module}:{record.lineno}"


def number_of(record: logging.LogRecord) -> str:
    """The request's number; Django writes some lines when the request is over, and hands it along."""
    return REQUEST_ID.get() or getattr(getattr(record, "request", None), "number", "")


def way_of(problem: BaseException) -> str:
    """Where it was raised and what led there. No message, but for what the database server says of itself."""
    parts = []
    while problem is not None:
        reason = f": {str(problem).partition(chr(10))[0]}" if isinstance(problem, OperationalError) else ""
        parts.append("".join([*TracebackException.from_exception(problem).stack.format(), kind_of(problem) + reason]))
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    return "\nwhich came of\n".join(parts)


def kind_of(problem: BaseException) -> str:
    return f"{type(problem).__module__}.{type(problem).__qualname__}"


JSON_LINES = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "aabenraa_plan.running.logs.JsonLines"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {
        "aabenraa_plan": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # What is refused is told by the request's own line and its status.
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
