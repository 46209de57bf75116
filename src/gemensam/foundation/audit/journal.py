"""The one door through which the log is written."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.canonical import FIRST_PREV_HASH, clean_facts, entry_hash, is_uuid, masked
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.models import AuditEntry

_LOCK = 0x67_65_6D_61  # any fixed number: the advisory lock that orders writers on PostgreSQL


class OutsideTransactionError(RuntimeError):
    """``record`` was called where a failure afterwards could not take the entry back."""


def record(
    *,
    actor: Actor,
    event: AuditEvent,
    target_type: str,
    target_id: str,
    at: datetime,
    organisation_id: UUID | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append one entry to the log, in the caller's transaction: both are kept or neither.

    Call it last in the service: from here to the commit other writers of the log wait.
    ``facts`` are ids, codes and whole numbers; never names or other personal data, never floats.
    Raises OutsideTransactionError, UnfitFactError, ValueError (``at`` without time zone, identity number
    as target).
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError(event.value)
    if at.tzinfo is None:
        raise ValueError("at needs a time zone")
    if masked(target_id) != target_id and not is_uuid(target_id):
        raise ValueError("a personal identity number is no target id")
    if connection.vendor == "postgresql":  # SQLite takes its write lock when the transaction begins
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    head = AuditEntry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, FIRST_PREV_HASH)
    content: dict[str, Any] = {
        "seq": head[0] + 1,
        "at": at,
        "actor_id": actor.account_id,
        "actor_name": _name_of(actor),
        "event": event.value,
        "target_type": target_type,
        "target_id": target_id,
        "organisation_id": organisation_id,
        "facts": clean_facts(facts or {}),
        "prev_hash": head[1],
    }
    AuditEntry.objects.create(**content, hash=entry_hash(**content))


def record_reading(
    *,
    actor: Actor,
    target_type: str,
    target_ids: Iterable[str],
    at: datetime,
    organisation_id: UUID | None = None,
    facts: Mapping[str, object] | None = None,
    event: AuditEvent = AuditEvent.PROTECTED_PERSON_READ,
) -> None:
    """Log that the actor was shown protected data, one entry per person, before it is shown.

    Opens a transaction of its own when there is none: a page that only reads has none.
    """
    with transaction.atomic():
        for target_id in target_ids:
            record(
                actor=actor,
                event=event,
                target_type=target_type,
                target_id=target_id,
                at=at,
                organisation_id=organisation_id,
                facts=facts,
            )


def record_export(
    *, actor: Actor, target_type: str, rows: int, at: datetime, target_id: str = "list"
) -> None:
    """Log that the actor takes a list of persons out of the system as a file, before it leaves.

    Opens a transaction of its own when there is none, as ``record_reading``.
    """
    with transaction.atomic():
        record(
            actor=actor,
            event=AuditEvent.PERSONAL_DATA_EXPORTED,
            target_type=target_type,
            target_id=target_id,
            facts={"rows": rows},
            at=at,
        )


def _name_of(actor: Actor) -> str:
    """Names of staff and of the system itself; a pupil or a guardian is an account id, nothing more."""
    return actor.name[:200] if actor.is_staff() or actor.account_id is None else ""
