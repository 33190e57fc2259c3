"""What is written to the log of a real installation, and what never is, whatever is sent."""

import io
import json
import logging
import logging.config
from datetime import datetime

import pytest
from django.test import Client

from aabenraa_plan.models import Role
from aabenraa_plan.running import requests as running
from aabenraa_plan.running.logs import JSON_LINES

CPR = "0101011234"
A_NUMBER = "0123456789abcdef0123456789abcdef"
KEPT = ("", "aabenraa_plan", "django", "django.request", "django.security", "django_tasks", "gunicorn.error")


@pytest.fixture
def log(monkeypatch):
    """Log as a real installation does; what is returned gives the lines since it was last asked."""
    loggers = [logging.getLogger(name) for name in KEPT]
    before = [(each, each.handlers[:], each.level, each.propagate) for each in loggers]
    written = io.StringIO()
    stdout = JSON_LINES["handlers"]["stdout"] | {"stream": written}
    logging.config.dictConfig(JSON_LINES | {"handlers": {"stdout": stdout}})

    def lines() -> list[dict]:
        text = written.getvalue()
        written.seek(0)
        written.truncate()
        return [json.loads(line) for line in text.split("\n")[:-1]]

    yield lines
    for each, handlers, level, propagate in before:
        each.handlers[:], each.propagate = handlers, propagate
        each.setLevel(level)


def test_request_is_one_line_by_the_name_of_its_route(log, as_role, users):
    as_role(Role.ANALYST).get(f"/maal/bp23/2/?som_set=2026-01-01&q={CPR}", headers={"X-Request-ID": A_NUMBER})
    [line] = log()
    assert datetime.fromisoformat(line.pop("at")).utcoffset() is not None
    assert 0 <= line.pop("milliseconds") < 60_000
    assert line == {
        "level": "INFO",
        "name": "aabenraa_plan.running.requests",
        "message": "request",
        "request_id": A_NUMBER,
        "method": "GET",
        "route": "goal",
        "status": 200,
        "account": users[Role.ANALYST].pk,
    }


def test_request_without_a_login_and_to_nowhere_has_no_name(log, client, db):
    client.get(f"/findes/{CPR}/", headers={"Cookie": f"a={CPR}"})
    [line] = log()
    assert (line["route"], line["status"], line["account"]) == ("", 404, None)
    assert CPR not in json.dumps(line)


def test_request_number_of_the_proxy_is_kept_and_sent_back(log, client, db):
    for number in (A_NUMBER, "01234567-89ab-cdef-0123-456789abcdef"):
        assert client.get("/sundhed/lever/", headers={"X-Request-ID": number})["X-Request-ID"] == number
        assert [line["request_id"] for line in log()] == [number]


@pytest.mark.parametrize("number", [CPR, "010101-1234", "x" * 32, f"{A_NUMBER}\n", A_NUMBER.upper(), "0" * 33, ""])
def test_request_number_of_any_other_form_is_replaced(number, log, client, db):
    answered = client.get("/sundhed/lever/", headers={"X-Request-ID": number})["X-Request-ID"]
    assert answered != number
    assert running.A_NUMBER.fullmatch(answered)
    assert [line["request_id"] for line in log()] == [answered]


HOSTILE = f"{CPR}\r\n" + '{"level": "CRITICAL"}\n'


@pytest.mark.parametrize("status", [400, 403, 404, 405])
def test_what_is_sent_with_a_refused_request_never_reaches_the_log(status, log, as_role):
    client = Client(enforce_csrf_checks=True) if status == 403 else as_role(Role.ANALYST)
    hostile = {"HTTP_USER_AGENT": CPR, "HTTP_REFERER": f"http://x/{CPR}", "HTTP_X_FORWARDED_FOR": CPR}
    if status == 400:
        hostile["HTTP_HOST"] = f"{CPR}.example"
    path = {404: f"/findes/{CPR}/", 405: "/budget/"}.get(status, "/log-ind/")
    answer = client.generic(
        "POST", f"{path}?q={CPR}", f"login={CPR}&password={CPR}", "application/x-www-form-urlencoded", **hostile
    )
    lines = log()
    assert answer.status_code == status
    assert [line["status"] for line in lines if line["message"] == "request"] == [status]
    assert CPR not in json.dumps(lines)


def test_unknown_method_is_not_repeated(log, client, db):
    client.generic("X" + CPR, "/sundhed/lever/")
    assert [line["method"] for line in log() if line["message"] == "request"] == ["other"]


@pytest.fixture
def error(log, client, db, settings):
    """What the log holds of an error, after a form that holds `typed`."""
    settings.ROOT_URLCONF, client.raise_request_exception = "tests.failing_urls", False

    def of(typed: str) -> dict:
        form, hostile = {"q": typed}, {"Referer": f"http://x/{CPR}", "X-Request-ID": A_NUMBER}
        assert client.post(f"/fejler/?q={CPR}", form, headers=hostile).status_code in (500, 503)
        failure, request = log()
        assert request["message"] == "request"
        assert CPR not in json.dumps([failure, request])
        return failure

    return of


def test_error_is_told_by_its_kinds_and_its_way_alone(error):
    told = error(HOSTILE)
    assert (told["level"], told["name"], told["request_id"]) == ("ERROR", "django.request", A_NUMBER)
    first, second = told["exc_info"].split("\nwhich came of\n")
    assert first.endswith("raise QuotesWhatWasSent(local) from problem\ntests.failing_urls.QuotesWhatWasSent")
    assert second.endswith('int(request.POST["q"])\nbuiltins.ValueError')
    assert "local =" not in told["exc_info"]


def test_error_of_the_database_server_keeps_the_line_that_names_it(error):
    assert error("7")["exc_info"].endswith("\ndjango.db.utils.OperationalError: server closed the connection")


def test_messages_of_other_libraries_are_told_by_their_place_alone(log):
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: %s", CPR)
    logging.getLogger("urllib3").warning(f"connection to {CPR} failed\nforged")
    lines = log()
    assert [line["message"].partition(":")[0] for line in lines] == ["test_logs"] * 2
    assert CPR not in json.dumps(lines)


def test_server_tells_of_its_processes_and_not_of_what_it_was_asked(log):
    server = logging.getLogger("gunicorn.error")
    server.info("Booting worker with pid: %s", 7)
    server.error("Worker (pid:%s) exited with code %s.", 7, 1)
    server.exception("Error handling request %s", f"/?q={CPR}")
    server.warning(f"Invalid request from ip=127.0.0.1: {CPR}")
    said = [line["message"] for line in log()]
    assert said[:3] == [
        "Booting worker with pid: 7",
        "Worker (pid:7) exited with code 1.",
        "Error handling request %s",
    ]
    assert said[3].startswith("test_logs:")


def test_what_others_hang_on_a_message_is_left_out(log):
    logging.getLogger("aabenraa_plan").error("said", extra={"user": CPR, "check": "disk"})
    [line] = log()
    assert (line["message"], line["check"]) == ("said", "disk")
    assert CPR not in json.dumps(line)
