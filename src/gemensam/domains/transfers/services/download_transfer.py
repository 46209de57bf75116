"""Take out a transfer's file, to send it by a safe way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.transfers import policies
from gemensam.domains.transfers.inputs.reading import read_transfer
from gemensam.domains.transfers.inputs.transfer_file import TransferFile
from gemensam.domains.transfers.models import Transfer
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents import storage


@transaction.atomic
def download_transfer(
    *, actor: Actor, transfer_id: UUID, form: str, at: datetime
) -> tuple[TransferFile, bytes]:
    """Return what the file says and its bytes. That it was taken out, and by whom, is kept.

    Raises Transfer.DoesNotExist alike for unknown ones and those of other offices, PermissionDenied.
    """
    rows = policies.visible_transfers(actor, Transfer.objects.select_related("other__office"))
    row = rows.get(pk=transfer_id)
    policies.require_at(actor, Permission.TRANSFER_HANDLE, row.other.office.organisation_id)
    content = storage.read(row.file_id)
    record(
        actor=actor,
        event=AuditEvent.TRANSFER_DOWNLOADED,
        target_type="transfers.transfer",
        target_id=str(row.pk),
        organisation_id=row.other.office.organisation_id,
        facts={"version": row.version, "form": form},
        at=at,
    )
    return read_transfer(content, today=at.date()), content
