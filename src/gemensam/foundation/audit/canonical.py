"""The exact bytes that an entry's hash is made of: the same on every machine and database."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

FIRST_PREV_HASH = "0" * 64
_NUMBER = re.compile(r"(?<!\w)(?:19|20)?(\d{2})(\d{2})(\d{2})[-+]?\d{4}(?!\w)")
_CO_ORDINATION_DAY = 60  # samordningsnummer: the day of birth plus sixty


class UnfitFactError(ValueError):
    """A fact that cannot be logged: a float, an object, or text that a database cannot hold."""


def _mask_number(match: re.Match[str]) -> str:
    year, month, day = (int(part) for part in match.groups())
    if day > _CO_ORDINATION_DAY:
        day -= _CO_ORDINATION_DAY
    try:
        date(2000 + year, month, day)
    except ValueError:
        return match.group()
    return "••••••••-••••"


def masked(text: str) -> str:
    """The text with everything that looks like a personal identity number replaced by dots."""
    return _NUMBER.sub(_mask_number, text)


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID in its canonical form."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def clean_facts(value: object) -> Json:
    """The facts as plain JSON values. Refuses what has no single canonical form; masks identity numbers."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # datetime is a date
        return value.isoformat()
    if isinstance(value, str):
        text = str.__str__(value)
        if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise UnfitFactError("text with a sign that a database cannot hold")
        return text if is_uuid(text) else masked(text)
    if isinstance(value, Mapping):
        return {str(clean_facts(str(key))): clean_facts(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [clean_facts(item) for item in value]
    raise UnfitFactError(type(value).__name__)


def entry_hash(
    *,
    seq: int,
    at: datetime,
    actor_id: UUID | None,
    actor_name: str,
    event: str,
    target_type: str,
    target_id: str,
    organisation_id: UUID | None,
    facts: Json,
    prev_hash: str,
) -> str:
    """SHA-256 (64 hexadecimal digits) over every field, as JSON with sorted keys and the time in UTC."""
    content = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": str(actor_id) if actor_id else None,
        "actor_name": actor_name,
        "event": event,
        "target_type": target_type,
        "target_id": target_id,
        "organisation_id": str(organisation_id) if organisation_id else None,
        "facts": facts,
        "prev_hash": prev_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
