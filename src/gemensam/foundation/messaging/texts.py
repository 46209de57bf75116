"""The texts of messages: that there is news and where to read it. Never a name, a result or a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from gemensam.foundation.messaging.kinds import MessageKind

# What a message may be given: where to go on the site. Everything else is in the page that it leads to.
ALLOWED_CONTEXT: dict[MessageKind, frozenset[str]] = {
    MessageKind.APPLICATION_RECEIVED: frozenset({"path"}),
    MessageKind.WARD_APPLICATION_RECEIVED: frozenset({"path"}),
    MessageKind.DRAFT_BEGUN_BY_GUARDIAN: frozenset({"path"}),
    MessageKind.DRAFT_HANDED_OVER: frozenset({"path"}),
    MessageKind.REQUEST_DECIDED: frozenset({"path"}),
    MessageKind.CORRECTION_ANSWERED: frozenset({"path"}),
    MessageKind.RESULT_PUBLISHED: frozenset(),
    MessageKind.OFFERING_STOPPED: frozenset({"path"}),
    MessageKind.OFFERING_RESUMED: frozenset({"path"}),
    MessageKind.APPROVAL_REQUESTED: frozenset({"path"}),
    MessageKind.IMPORT_FINISHED: frozenset({"path"}),
    MessageKind.PRICE_ROUND_OPENED: frozenset({"path"}),
    MessageKind.PRICE_REPORT_WAITS: frozenset({"path"}),
    MessageKind.PRICE_REPORT_RETURNED: frozenset({"path"}),
    MessageKind.PRICE_LIST_WAITS: frozenset({"path"}),
    MessageKind.PRICE_REPORT_DUE: frozenset({"path"}),
    MessageKind.PRICE_REPORT_LATE: frozenset({"path"}),
    MessageKind.JOB_FAILED: frozenset({"path"}),
    MessageKind.APPLICATION_UNLOCKED: frozenset({"path"}),
    MessageKind.PUPIL_HANDED_OVER: frozenset({"path"}),
    MessageKind.REPLY_RECEIVED: frozenset(),
    MessageKind.REPLY_REMINDER: frozenset(),
    MessageKind.REPLY_ASSUMED: frozenset(),
    MessageKind.PLACE_LAPSED: frozenset(),
    MessageKind.SEVERAL_PLACES: frozenset(),
    MessageKind.SEVERAL_PLACES_OFFICE: frozenset({"path"}),
    MessageKind.GUIDANCE_BOOKED: frozenset({"path", "calendar"}),
    MessageKind.GUIDANCE_CHANGED: frozenset({"path", "calendar"}),
    MessageKind.GUIDANCE_MOVED: frozenset({"path", "calendar"}),
    MessageKind.GUIDANCE_CANCELLED: frozenset({"path", "calendar"}),
    MessageKind.GUIDANCE_OFFERED: frozenset({"path"}),
    MessageKind.GUIDANCE_REMINDER: frozenset({"path"}),
    MessageKind.GUARDIAN_NOT_CONFIRMED: frozenset({"path"}),
    MessageKind.TRANSFER_OVERDUE: frozenset({"path"}),
    MessageKind.TRANSFER_AWAITED: frozenset({"path"}),
}
_IDS = frozenset({"calendar"})  # words whose value is an id, from which something is made when it is sent
_PATH_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_/")


class UnfitContextError(ValueError):
    """A word that does not belong in a message. Carries the word's name, never its value."""


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message as it is sent."""

    subject: str
    body: str


def refuse_context(kind: MessageKind, context: Mapping[str, str]) -> None:
    """Raise UnfitContextError unless the context is what the kind may have."""
    unknown = sorted(set(context) - ALLOWED_CONTEXT[kind])
    if unknown:
        raise UnfitContextError(", ".join(unknown))
    path = context.get("path", "/")
    if not path.startswith("/") or path.startswith("//") or not set(path) <= _PATH_SIGNS:
        raise UnfitContextError("path")
    for word in _IDS & set(context):
        try:
            UUID(context[word])
        except ValueError:
            raise UnfitContextError(word) from None


def render(kind: MessageKind, context: Mapping[str, str], *, locale: str) -> MessageText:
    """The text in the person's language. The first line of the template is the subject."""
    supported = {code for code, _ in settings.LANGUAGES}
    with translation.override(locale if locale in supported else settings.LANGUAGE_CODE):
        address = settings.PUBLIC_ADDRESS.rstrip("/") + context.get("path", "/")
        text = render_to_string(f"messaging/{MessageKind(kind).value}.txt", {"address": address})
    subject, _, body = text.strip().partition("\n")
    return MessageText(" ".join(subject.split()), body.strip() + "\n")
