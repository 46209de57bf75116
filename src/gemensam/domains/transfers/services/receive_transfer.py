"""Take in a file from another office. Nothing is read in before an officer has seen what it means here."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.transfers import policies
from gemensam.domains.transfers.inputs.reading import FileFault, FileRefused, read_transfer
from gemensam.domains.transfers.inputs.transfer_file import TransferFile
from gemensam.domains.transfers.models import Arrival, OtherOffice
from gemensam.domains.transfers.states import ArrivalEvent, ArrivalState, next_arrival_state
from gemensam.foundation.access.actors import SYSTEM, Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents import storage

_PURPOSE = "office-arrival"


@transaction.atomic
def receive_transfer(*, actor: Actor, other_id: UUID, year: int, content: bytes, at: datetime) -> Arrival:
    """Keep the file and its control totals. The same file twice is one arrival; a newer version replaces the older.

    SYSTEM stands for an office that has shown its key. Raises FileRefused with every fault (besides those of the
    file itself: other_year, older, other_file), PermissionDenied, OtherOffice.DoesNotExist.
    """
    other = OtherOffice.objects.select_for_update(of=("self",)).select_related("office").get(pk=other_id)
    if actor is not SYSTEM:
        policies.require_at(actor, Permission.TRANSFER_HANDLE, other.office.organisation_id)
    file = read_transfer(content, today=timezone.localdate(at))
    known = Arrival.objects.filter(other=other, sender_id=file.id).first()
    if known is not None and known.digest == file.digest:
        return known
    _refuse(other, file, known, year)
    for row in Arrival.objects.filter(other=other, year=year).exclude(state=ArrivalState.DISCARDED):
        if row.state != ArrivalState.SUPERSEDED:
            row.state = next_arrival_state(row.state, ArrivalEvent.SUPERSEDE)
            row.save(update_fields=["state"])
    stored = storage.store(
        content=content, name=f"fran-annat-kansli-{year}-{file.version}.json", media_type="application/json",
        purpose=_PURPOSE, at=at,
    )  # fmt: skip
    counts = file.counts
    made = Arrival.objects.create(
        other=other, sender_id=file.id, year=year, version=file.version, file_id=stored.pk, digest=file.digest,
        applicants=counts.applicants, wishes=counts.wishes, grades=counts.grades, statements=counts.statements,
        withheld=counts.withheld, received_at=at,
    )  # fmt: skip
    record(
        actor=actor,
        event=AuditEvent.ARRIVAL_RECEIVED,
        target_type="transfers.arrival",
        target_id=str(made.pk),
        organisation_id=other.office.organisation_id,
        facts={"version": made.version, "applicants": made.applicants},
        at=at,
    )
    return made


def _refuse(other: OtherOffice, file: TransferFile, known: Arrival | None, year: int) -> None:
    newest = Arrival.objects.filter(other=other, year=year).exclude(state=ArrivalState.DISCARDED)
    latest = newest.order_by("-version").values_list("version", flat=True).first()
    if file.year != year:
        raise FileRefused([FileFault(0, "year", "other_year", str(file.year))])
    if known is not None:
        raise FileRefused([FileFault(0, "id", "other_file")])
    if latest is not None and file.version <= latest:
        raise FileRefused([FileFault(0, "version", "older", str(latest))])
