"""Take out an e-invoice; who did is written to the log."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import Invoice
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents import read


@transaction.atomic
def download_invoice(*, actor: Actor, invoice_id: UUID, at: datetime) -> tuple[str, bytes]:
    """Return the file's name and content. Raises Invoice.DoesNotExist for unknown, hidden and without a file."""
    require(actor, Permission.SETTLEMENT_READ)
    rows = policies.visible_invoices(actor, Invoice.objects.filter(file_id__isnull=False))
    invoice = rows.select_related("run").get(pk=invoice_id)
    assert invoice.file_id is not None  # filtered above
    content = read(invoice.file_id)
    record(
        actor=actor,
        event=AuditEvent.INVOICE_FILE_DOWNLOADED,
        target_type="invoice",
        target_id=str(invoice.pk),
        organisation_id=invoice.run.creditor_id,
        facts={"number": invoice.number},
        at=at,
    )
    return f"{invoice.number}.xml", content
