"""Reading the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.chain import ChainReport, verify_chain
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Someone who occurs in the log."""

    id: UUID
    name: str


def entries(
    actor: Actor,
    *,
    event: AuditEvent | None = None,
    actor_id: UUID | None = None,
    target: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[AuditEntry]:
    """The log, newest first. ``target`` is a whole target id; ``until`` is the first moment not included."""
    require(actor, Permission.AUDIT_READ)
    condition = Q()
    if event is not None:
        condition &= Q(event=event)
    if actor_id is not None:
        condition &= Q(actor_id=actor_id)
    if target:
        condition &= Q(target_id=target)
    if since is not None:
        condition &= Q(at__gte=since)
    if until is not None:
        condition &= Q(at__lt=until)
    return AuditEntry.objects.filter(condition).order_by("-seq")


def actors(actor: Actor) -> list[KnownActor]:
    """The staff who occur in the log, by name. Pupils and guardians have no name there."""
    require(actor, Permission.AUDIT_READ)
    named = AuditEntry.objects.exclude(actor_name="").filter(actor_id__isnull=False).order_by()
    rows = named.values_list("actor_id", "actor_name").distinct()
    names = {pk: name for pk, name in rows if pk is not None}
    return [KnownActor(pk, name) for pk, name in sorted(names.items(), key=lambda item: item[1].casefold())]


def chain(actor: Actor, *, anchor: str = "") -> ChainReport:
    """Check the whole log now (see ``chain.verify_chain``)."""
    require(actor, Permission.AUDIT_READ)
    return verify_chain(anchor=anchor)


@dataclass(frozen=True, slots=True)
class EntryAbout:
    """A line of the log as the one it is about may see it: what, when, and the name of staff; never facts."""

    at: datetime
    event: str
    by: str


def entries_about(target_ids: Iterable[str]) -> list[EntryAbout]:
    """The lines about some targets, latest first. The caller has seen to that they are the reader's own matters."""
    rows = AuditEntry.objects.filter(target_id__in=list(target_ids)).order_by("-seq")
    return [EntryAbout(*row) for row in rows.values_list("at", "event", "actor_name")]
