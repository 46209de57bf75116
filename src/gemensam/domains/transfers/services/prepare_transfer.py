"""Make what one other office is to get, when the period has closed: a version, unless nothing has changed."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from gemensam.domains.transfers import policies
from gemensam.domains.transfers.inputs import transfer_file
from gemensam.domains.transfers.models import OtherOffice, Transfer, TransferredPerson
from gemensam.domains.transfers.queries.gathering import Gathered
from gemensam.domains.transfers.states import TransferEvent, TransferState, next_transfer_state
from gemensam.foundation.access.actors import SYSTEM, Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents import storage

_PURPOSE: Final = "office-transfer"
_GRADES_EVERY: Final = timedelta(days=1)  # grades come in one by one: their news is gathered for a day


@transaction.atomic
def prepare_transfer(
    *, actor: Actor, other_id: UUID, year: int, gathered: Gathered, at: datetime
) -> Transfer | None:
    """Make the next version; None when the latest says the same, or there has never been anything to send.

    Safe to run twice and to be killed: file, row and audit entry are one transaction, and the other office is
    locked. Changed wishes or statements make a version at once, grades alone at most once a day. Nobody left is a
    version, too: the other office must learn of it. Raises PermissionDenied for anyone but the schedule and the
    office.
    """
    other = OtherOffice.objects.select_for_update(of=("self",)).select_related("office").get(pk=other_id)
    if actor is not SYSTEM:
        policies.require_at(actor, Permission.TRANSFER_HANDLE, other.office.organisation_id)
    latest = Transfer.objects.filter(other=other, year=year).order_by("-version").first()
    if not _is_news(latest, gathered, at):
        return None
    if latest is not None and latest.state != TransferState.SUPERSEDED:
        latest.state = next_transfer_state(latest.state, TransferEvent.SUPERSEDE)
        latest.save(update_fields=["state"])
    made = _made(other, year, latest.version + 1 if latest else 1, gathered, at)
    TransferredPerson.objects.bulk_create(
        TransferredPerson(transfer=made, person_id=one) for one in gathered.persons
    )
    record(
        actor=actor,
        event=AuditEvent.TRANSFER_PREPARED,
        target_type="transfers.transfer",
        target_id=str(made.pk),
        organisation_id=other.office.organisation_id,
        facts={"version": made.version, "applicants": made.applicants, "withheld": made.withheld},
        at=at,
    )
    return made


def _is_news(latest: Transfer | None, gathered: Gathered, at: datetime) -> bool:
    if latest is None:
        return bool(gathered.applicants or gathered.withheld)
    if latest.choices_digest != transfer_file.choices_digest(gathered.applicants):
        return True
    if latest.withheld != len(gathered.withheld):
        return True
    same = latest.content_digest == transfer_file.content_digest(gathered.applicants)
    return not same and latest.prepared_at + _GRADES_EVERY <= at


def _made(other: OtherOffice, year: int, version: int, gathered: Gathered, at: datetime) -> Transfer:
    """The stored file and its row."""
    own_id, key = uuid4(), uuid4()
    file = transfer_file.TransferFile(
        id=own_id, version=version, year=year, sender=other.office.name, receiver=other.name, prepared_at=at,
        acknowledge_at=settings.PUBLIC_ADDRESS.rstrip("/") + reverse("transfer_receipt", args=[key]),
        applicants=tuple(gathered.applicants), withheld=len(gathered.withheld),
    )  # fmt: skip
    content, digest = transfer_file.written(file)
    stored = storage.store(
        content=content, name=f"overforing-{year}-{version}.json", media_type="application/json",
        purpose=_PURPOSE, at=at,
    )  # fmt: skip
    counts = file.counts
    return Transfer.objects.create(
        id=own_id, other=other, year=year, version=version, acknowledge_key=key, file_id=stored.pk, digest=digest,
        choices_digest=transfer_file.choices_digest(gathered.applicants),
        content_digest=transfer_file.content_digest(gathered.applicants), applicants=counts.applicants,
        wishes=counts.wishes, grades=counts.grades, statements=counts.statements, withheld=counts.withheld,
        prepared_at=at,
    )  # fmt: skip
