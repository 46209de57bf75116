"""Make the bookkeeping file of an attested run's invoices by the creditor's own accounts."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.bundle.bookkeeping import Books, Posting, Voucher, sie_file
from gemensam.domains.settlement.models import BasisRun, Invoice, InvoiceParty
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

_VERSION = "1"
_ACCOUNT_NAMES = {"receivable": "Kundfordringar", "income": "Interkommunal ersättning"}


@transaction.atomic
def make_bookkeeping(*, actor: Actor, run_id: UUID, at: datetime) -> bytes:
    """Return the file as SIE 4. Raises BasisRun.DoesNotExist, SettlementRefused("no_accounts", "nothing")."""
    require(actor, Permission.SETTLEMENT_READ)
    run = policies.visible_runs(actor, BasisRun.objects.select_related("creditor")).get(pk=run_id)
    invoices = list(Invoice.objects.filter(run=run).order_by("number"))
    if not invoices:
        raise SettlementRefused("nothing")
    party = InvoiceParty.objects.filter(organisation=run.creditor).first()
    accounts = {flow: _accounts(party, flow) for flow in {one.flow for one in invoices}}
    used = {pair for one in accounts.values() for pair in one.items()}
    vouchers = [_voucher(place, one, accounts[one.flow]) for place, one in enumerate(invoices, 1)]
    content = sie_file(
        Books(
            company=run.creditor.display_name,
            organisation_number=run.creditor.organisation_number,
            year=invoices[0].issued_on.year,
            made=timezone.localdate(at),
            program_version=_VERSION,
            accounts=sorted({(number, _ACCOUNT_NAMES[name]) for name, number in used}),
            vouchers=vouchers,
        )
    )
    record(
        actor=actor,
        event=AuditEvent.INVOICE_FILE_DOWNLOADED,
        target_type="basis_run",
        target_id=str(run.pk),
        organisation_id=run.creditor_id,
        facts={"vouchers": len(vouchers)},
        at=at,
    )
    return content


def _accounts(party: InvoiceParty | None, flow: str) -> dict[str, str]:
    found: dict[str, str] = (party.accounts if party else {}).get(flow) or {}
    if not all(found.get(name) for name in _ACCOUNT_NAMES):
        raise SettlementRefused("no_accounts")
    return {name: found[name] for name in _ACCOUNT_NAMES}


def _voucher(place: int, invoice: Invoice, accounts: dict[str, str]) -> Voucher:
    amount = -invoice.total if invoice.kind == Invoice.Kind.CREDIT_NOTE else invoice.total
    postings = (
        Posting(accounts["receivable"], amount, invoice.debtor_code),
        Posting(accounts["income"], -amount, invoice.number),
    )
    return Voucher(place, invoice.issued_on, invoice.number, postings)
