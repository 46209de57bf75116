"""Which function does which kind of job. Handlers live in the domains' ``tasks.py`` and are found at start."""

from collections.abc import Callable, Mapping
from typing import Any

from gemensam.foundation.jobs.handle import JobHandle

Handler = Callable[..., Mapping[str, Any] | None]
_HANDLERS: dict[str, Handler] = {}

__all__ = ["Handler", "JobHandle", "UnknownJobKindError", "handler_for", "job_handler", "known_kinds"]


class UnknownJobKindError(LookupError):
    """No handler has registered for the kind."""


def job_handler(kind: str) -> Callable[[Handler], Handler]:
    """Register ``function(job: JobHandle, **arguments) -> mapping | None`` as the handler of a kind.

    A handler must stand being run again from the start: a worker may die at any moment. It returns counts, ids
    and codes, never personal data. Raises ValueError when the kind has a handler already.
    """

    def register(function: Handler) -> Handler:
        if _HANDLERS.get(kind, function) is not function:
            raise ValueError(f"{kind} has two handlers")
        _HANDLERS[kind] = function
        return function

    return register


def handler_for(kind: str) -> Handler:
    """The handler of a kind. Raises UnknownJobKindError."""
    try:
        return _HANDLERS[kind]
    except KeyError:
        raise UnknownJobKindError(kind) from None


def known_kinds() -> frozenset[str]:
    """Every kind that has a handler."""
    return frozenset(_HANDLERS)
