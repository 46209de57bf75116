"""No personal data in the logs: not in paths, messages, keys or exceptions, whoever writes the line."""

import io
import json
import logging
import sys

import pytest
import structlog

from gemensam.config.logging_setup import LineHandler, cleaned_text, configure, formatter

NUMBERS = [
    "20110214-2385", "201102142385", "110214-2385", "1102142385", "110214+2385", "20110274-2382", "20110214-TF12",
    "20110214-T123", "20110214tf12", "/personer/20110214-2385/", "/sok/?q=20110214-2385&x=1", "pnr=201102142385,",
    "id20110214-2385", "pnr_1102142385_x", "20110214%2D2385", "('20110214-2385',)",
]  # fmt: skip


@pytest.fixture
def lines():
    """Lines as they leave, of everything logged in the test."""
    written = []
    handler = logging.Handler()
    form = formatter(json=True)
    handler.emit = lambda record: written.append(form.format(record))
    root = logging.getLogger()
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.parametrize("number", NUMBERS)
def test_identity_number_in_a_text_is_removed(number):
    cleaned = cleaned_text(f"före {number} efter")
    assert "2385" not in cleaned
    assert "2382" not in cleaned
    assert "0214" not in cleaned
    assert cleaned.startswith("före ")
    assert cleaned.endswith(" efter")


@pytest.mark.parametrize(
    "text",
    [
        "8b9cad0e-1f20-4a5b-8c7d-0123456789ab", "2027-06-14T10:00:00Z", "school_unit 10000001", "2812 rows",
        "0000000000", "1999999999", "batch 3/12", "v. 24",
    ],
)  # fmt: skip
def test_text_without_personal_data_stays(text):
    assert cleaned_text(text) == text


@pytest.mark.parametrize(
    "address", ["anna@example.invalid", "anna%40example.invalid", "Anna.Öst+1@skola.example.se"]
)
def test_email_address_in_a_text_is_removed(address):
    assert cleaned_text(f"till {address}, klart") == "till ••••, klart"


def test_line_of_our_own_has_known_keys_and_nested_values_removed(lines):
    structlog.get_logger("gemensam.test").warning(
        "saved", person_id="8b9c", family_name="Öst", rows=[{"email": "x", "pnr": "20110214-2385"}], n=3,
        number=201102142385,
    )  # fmt: skip
    line = json.loads(lines[0])
    assert {key: line[key] for key in ("event", "person_id", "family_name", "rows", "n", "number", "level")} == {
        "event": "saved", "person_id": "8b9c", "family_name": "••••", "rows": [{"email": "••••", "pnr": "••••"}],
        "n": 3, "number": "••••", "level": "warning",
    }  # fmt: skip


@pytest.mark.parametrize("style", ["%s", "{}", "f"])
def test_line_of_the_standard_library_is_cleaned(lines, style):
    log = logging.getLogger("some.library")
    if style == "%s":
        log.error("fel för %s", "20110214-2385")
    else:
        log.error("fel för 20110214-2385")
    assert json.loads(lines[0])["event"] == "fel för ••••"


def test_exception_is_its_kind_and_place_without_its_message(lines):
    try:
        try:
            raise KeyError("Anna Öst 20110214-2385")
        except KeyError as fault:
            raise ValueError("raden (Anna Öst) finns") from fault
    except ValueError:
        logging.getLogger("gemensam.test").exception("job failed")
    assert "Anna" not in lines[0]
    assert "2385" not in lines[0]
    told = json.loads(lines[0])["exception"]
    assert told.startswith("ValueError (test_logging_setup.py:")
    assert " <- KeyError (test_logging_setup.py:" in told


def test_number_in_the_path_of_a_request_never_reaches_the_log(client, db, lines):
    client.get("/finns-inte/20110214-2385/?sok=201102142385", headers={"referer": "https://x/20110214-2385"})
    assert lines
    assert not [line for line in lines if "2385" in line]
    assert [line for line in lines if "finns-inte" in line]  # the control: the request is in the log


def test_number_in_an_exception_of_a_view_never_reaches_the_log(lines, rf, settings):
    from django.core.handlers.exception import response_for_exception

    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    request = rf.get("/personer/20110214-2385/")
    try:
        raise RuntimeError("Anna Öst 20110214-2385")
    except RuntimeError as fault:
        try:
            response_for_exception(request, fault)
        except RuntimeError:
            pytest.fail("the exception was not handled")
    assert [line for line in lines if "RuntimeError" in line]
    assert not [line for line in lines if "2385" in line or "Anna" in line]


class Full(io.StringIO):
    """A stream that takes complaints but no line of the log."""

    def write(self, text: str) -> int:
        if "job failed" in text:
            raise OSError("no space left on the device")
        return super().write(text)


def told_when_full(handler: logging.Handler, monkeypatch: pytest.MonkeyPatch) -> str:
    """What stands on standard error after a line with a person's data could not be written."""
    full = Full()
    monkeypatch.setattr(sys, "stderr", full)
    if not isinstance(handler, LineHandler):
        handler.setStream(full)
    handler.setFormatter(formatter(json=True))
    try:
        raise KeyError("Anna Öst 20110214-2385")
    except KeyError:
        handler.handle(logging.LogRecord("x", logging.ERROR, "", 1, "job failed", None, sys.exc_info()))
    return full.getvalue()


def test_line_that_cannot_be_written_is_not_quoted_in_the_complaint(monkeypatch):
    assert told_when_full(LineHandler(), monkeypatch) == "a line of the log could not be written: OSError\n"


def test_standard_handler_quotes_what_it_cannot_write(monkeypatch):
    assert "Anna Öst" in told_when_full(logging.StreamHandler(), monkeypatch)  # the control


def test_configured_logging_has_one_way_out():
    saved = [(name, log.handlers[:], log.propagate) for name, log in _loggers()]
    try:
        logging.getLogger("gunicorn.access").addHandler(logging.StreamHandler())
        configure({"level": "INFO", "json": True})
        assert {name: log.handlers for name, log in _loggers() if log.handlers and name} == {}
        root = logging.getLogger().handlers
        assert (len(root), root[0].stream) == (1, sys.stderr)
        assert logging.getLogger("django.server").propagate is True
    finally:
        for name, handlers, propagate in saved:
            log = logging.getLogger(name)
            log.handlers[:], log.propagate = handlers, propagate


def _loggers():
    names = [
        "",
        "django",
        "django.request",
        "django.server",
        "django.security",
        "gunicorn.error",
        "gunicorn.access",
    ]
    return [(name, logging.getLogger(name)) for name in names]
