"""Reading the outbox. Every function takes the actor."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging import policies
from gemensam.foundation.messaging.channels import ADAPTERS
from gemensam.foundation.messaging.kinds import Channel, MessageState
from gemensam.foundation.messaging.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class DryRun:
    """Whom a sending would reach: counts only."""

    recipients: int
    reachable: int
    without_address: int


def messages(actor: Actor, *, state: str = "") -> QuerySet[OutboxMessage]:
    """The outbox, latest first, without messages to protected persons."""
    rows = policies.visible(actor, OutboxMessage.objects.all())
    return (rows.filter(state=state) if state else rows).order_by("-created_at", "pk")


def counts(actor: Actor, *, key_prefix: str = "") -> dict[MessageState, int]:
    """How many messages are in each state, of those whose key begins so. Requires OUTBOX_READ."""
    require(actor, Permission.OUTBOX_READ)
    rows = OutboxMessage.objects.filter(dedupe_key__startswith=key_prefix)
    found = dict(rows.values_list("state").annotate(number=Count("pk")).values_list("state", "number"))
    return {state: found.get(state.value, 0) for state in MessageState}


def dry_run(actor: Actor, person_ids: Iterable[UUID], *, channel: Channel = Channel.EMAIL) -> DryRun:
    """How many of the persons a sending would reach. Requires OUTBOX_READ."""
    require(actor, Permission.OUTBOX_READ)
    ids = sorted(set(person_ids))
    reachable = 0
    for start in range(0, len(ids), 500):
        for person in Person.objects.filter(pk__in=ids[start : start + 500]).only("pk", "email", "phone"):
            reachable += bool(ADAPTERS[channel].address_of(person))
    return DryRun(len(ids), reachable, len(ids) - reachable)


def reachable_by_sms(person_ids: Iterable[UUID]) -> set[UUID]:
    """The persons to whom a text message may go: none without a gateway. Nobody is shown the answer."""
    ids = sorted(set(person_ids)) if settings.SMS_URL else []
    found: set[UUID] = set()
    for start in range(0, len(ids), 500):
        rows = Person.objects.filter(pk__in=ids[start : start + 500]).only("pk", "phone", "security_marking")
        found.update(person.pk for person in rows if ADAPTERS[Channel.SMS].address_of(person))
    return found
