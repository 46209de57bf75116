"""All logs go one way, and on that way personal data is removed: ours, the framework's and the server's.

Removed: identity numbers in any form, e-mail addresses, the values of keys that name a person, and the messages
of exceptions (a database quotes whole rows in them). Kept: what happened, where in the code, and ids.
"""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any

import structlog

DOTS = "••••"
_TEMPORARY_NUMBER = re.compile(r"(?<!\w)(?:19|20)?\d{6}[-+]?T(?:F\d{2}|\d{3})(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{6}(?:-|\+|%2B|%2D)?\d{4}(?!\d)", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s<>\"'=:/?&;,()]+(?:@|%40)[\w.-]+\.\w+")
_PERSONAL_KEYS = frozenset(
    {
        "name", "actor_name", "display_name", "given_name", "family_name", "full_name", "email", "to", "recipient",
        "phone", "address", "civic_no", "civicno", "personnummer", "birth_date", "password", "token", "code_sent",
        "authorization", "cookie", "session", "search", "query", "body", "post", "data",
    }
)  # fmt: skip
_FRAMEWORK_LOGGERS = (
    "django", "django.server", "django.request", "django.security", "gunicorn.error", "gunicorn.access", "py.warnings",
)  # fmt: skip
_SECONDARY = logging.WARNING  # parts that are only of interest when something is wrong
Event = MutableMapping[str, Any]


def cleaned_text(text: str) -> str:
    """The text without identity numbers and e-mail addresses."""
    text = _TEMPORARY_NUMBER.sub(DOTS, text)
    return _EMAIL.sub(DOTS, _NUMBER.sub(_if_a_birth_date, text))


def _if_a_birth_date(found: re.Match[str]) -> str:
    """Dots when month and day could be a birth's (or a co-ordination number's); other numbers stay."""
    digits = re.sub(r"%2[BD]|\D", "", found[0], flags=re.IGNORECASE)[-10:]
    month, day = int(digits[2:4]), int(digits[4:6])
    return DOTS if 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91) else found[0]


def cleaned(value: Any, key: str = "") -> Any:
    """A logged value without personal data."""
    if key.lower() in _PERSONAL_KEYS:
        return DOTS
    if isinstance(value, str):
        return cleaned_text(value)
    if isinstance(value, Mapping):
        return {cleaned_text(str(name)): cleaned(item, str(name)) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [cleaned(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value if not isinstance(value, int) or len(str(value)) < 10 else cleaned_text(str(value))
    return cleaned_text(str(value))


def remove_personal_data(logger: Any, method: str, event: Event) -> Event:
    """The one processor that everything passes."""
    return {cleaned_text(str(key)): cleaned(value, str(key)) for key, value in event.items()}


def tell_where(logger: Any, method: str, event: Event) -> Event:
    """An exception as its kinds and places in the code; its messages may quote persons' data."""
    information = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if information is True:
        information = sys.exc_info()
    if isinstance(information, BaseException):
        information = (type(information), information, information.__traceback__)
    if information and information[1] is not None:
        event["exception"] = " <- ".join(_links(information[1]))
    return event


def _links(fault: BaseException | None) -> list[str]:
    """The exception and those that caused it: ``KeyError (file.py:12 function < file.py:40 caller)``."""
    links: list[str] = []
    while fault is not None and len(links) < 5:
        links.append(f"{type(fault).__name__} ({_places(fault.__traceback__)})")
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return links


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-12:]
    return " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def formatter(*, json: bool) -> logging.Formatter:
    """What writes every line."""
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not json:
        renderer = structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            tell_where,
            remove_personal_data,
            renderer,
        ],
        keep_exc_info=False,
        keep_stack_info=False,
    )


class LineHandler(logging.StreamHandler[Any]):
    """Writes to standard error as it is now; a line that cannot be written is not quoted in the complaint.

    The standard handler prints the traceback of what it could not write, and with it persons' data.
    """

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    @property
    def stream(self) -> Any:
        """Standard error, also after something has replaced it."""
        return sys.stderr

    @stream.setter
    def stream(self, value: Any) -> None:
        """The stream is never another one."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is the library's
        """Tell that a line is lost and why, in the kinds of faults only."""
        kind = type(sys.exc_info()[1]).__name__
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(f"a line of the log could not be written: {kind}\n")


def configure(options: Mapping[str, Any]) -> None:
    """Set up logging; ``options``: ``level`` (a name) and ``json`` (lines for machines or for people)."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = LineHandler()
    handler.setFormatter(formatter(json=options["json"]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(options["level"])
    for (
        name
    ) in _FRAMEWORK_LOGGERS:  # no handler of their own: not to a console, not by mail to administrators
        own = logging.getLogger(name)
        own.handlers.clear()
        own.propagate = True
    for name in ("django_tasks", "django_tasks_db", "faker", "asyncio"):
        logging.getLogger(name).setLevel(_SECONDARY)
    logging.captureWarnings(True)
