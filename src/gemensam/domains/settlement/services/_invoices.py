"""Invoices and credit notes of a run's lines: one for each debtor, kind of payment and sign."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from gemensam.domains.settlement.bundle.e_invoice import (
    EDUCATION,
    GRANT,
    EInvoice,
    ELine,
    EParty,
    e_invoice,
)
from gemensam.domains.settlement.bundle.e_invoice_rules import rule_faults
from gemensam.domains.settlement.bundle.e_invoice_schema import schema_faults
from gemensam.domains.settlement.models import (
    BasisLine,
    BasisRun,
    Invoice,
    InvoiceParty,
    InvoiceReference,
)
from gemensam.domains.settlement.models.party import Flow
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.documents import store
from gemensam.rules.pricing.amounts import published_parts
from gemensam.rules.pricing.codes import name_of

XML = "application/xml"
PART_NAMES = {"education": "Utbildning", "support": "Stöd i programinriktat val"}


def make_invoices(run: BasisRun, at: datetime) -> list[Invoice]:
    """Make them of the run's lines, and of lines of attested runs that have been released since."""
    mine = BasisLine.objects.filter(run__creditor=run.creditor_id, invoice__isnull=True, disputed=False)
    wanted = mine.filter(run=run) | mine.filter(run__state="attested")
    lines = wanted.select_related("placement__school_unit", "origin__invoice").order_by(
        "debtor_code", "flow", "pk"
    )
    made = []
    for (debtor, flow), same in groupby(lines, key=lambda line: (line.debtor_code, line.flow)):
        several = list(same)
        for credit in (False, True):
            chosen = [line for line in several if (line.units < 0) == credit]
            if chosen:
                made.append(_invoice(run, (debtor, flow, credit), chosen, at))
    return made


def _invoice(run: BasisRun, kind: tuple[str, str, bool], lines: Sequence[BasisLine], at: datetime) -> Invoice:
    debtor, flow, credit = kind
    today = timezone.localdate(at)
    amounts = published_parts([abs(line.amount) for line in lines], 2)
    seller = InvoiceParty.objects.filter(organisation=run.creditor_id).select_related("organisation").first()
    corrected = {line.origin.invoice for line in lines if line.origin and line.origin.invoice}
    invoice = Invoice(
        run=run,
        number=_number(run, today),
        kind=Invoice.Kind.CREDIT_NOTE if credit else Invoice.Kind.INVOICE,
        debtor_code=debtor,
        flow=flow,
        reference=_reference(debtor, flow, today),
        issued_on=today,
        due_on=today + timedelta(days=seller.payment_days if seller else 30),
        total=sum(amounts),
        line_count=len(lines),
        corrects=min(corrected, key=lambda one: one.number, default=None),
    )
    buyer = _debtor_party(debtor)
    if seller is None or buyer is None:
        invoice.faults = ["no_party"]
    else:
        document = EInvoice(
            number=invoice.number,
            issued=today,
            due=invoice.due_on,
            seller=_party(seller, vat=flow == Flow.MUNICIPAL),
            buyer=_party(buyer, vat=False),
            reference=invoice.reference,
            lines=[_line(number, *pair) for number, pair in enumerate(zip(lines, amounts, strict=True), 1)],
            exemption=EDUCATION if flow == Flow.MUNICIPAL else GRANT,
            bankgiro=seller.bankgiro,
            credit=credit,
            corrects=sorted((one.number, one.issued_on) for one in corrected),
        )
        _file(invoice, e_invoice(document), at)
    invoice.save()
    BasisLine.objects.filter(pk__in=[line.pk for line in lines]).update(invoice=invoice)
    return invoice


def _file(invoice: Invoice, content: bytes, at: datetime) -> None:
    """Keep the document if it is in order; what is not is never sent."""
    faults = [*schema_faults(content), *(f"{one.rule} {one.where}".strip() for one in rule_faults(content))]
    invoice.faults = faults[:50]
    if not faults:
        stored = store(
            content=content, name=f"{invoice.number}.xml", media_type=XML, purpose="e-invoice", at=at
        )
        invoice.file_id = stored.pk


def _number(run: BasisRun, today: date) -> str:
    prefix = f"{run.creditor.municipality_code or run.creditor.organisation_number[-4:]}-{today.year}-"
    last = Invoice.objects.filter(number__startswith=prefix).order_by("-number").first()
    return f"{prefix}{int(last.number.removeprefix(prefix)) + 1 if last else 1:05}"


def _reference(debtor: str, flow: str, today: date) -> str:
    rows = InvoiceReference.objects.filter(debtor_code=debtor, flow=flow, valid_from__lte=today)
    found = rows.order_by("-valid_from").first()
    return found.reference if found else ""


def _debtor_party(debtor: str) -> InvoiceParty | None:
    bodies = Organisation.objects.filter(
        organisation_type="provider", provider_kind="public", municipality_code=debtor
    )
    return (
        InvoiceParty.objects.filter(organisation__in=bodies)
        .select_related("organisation")
        .order_by("pk")
        .first()
    )


def _party(party: InvoiceParty, *, vat: bool) -> EParty:
    number = party.organisation.organisation_number
    return EParty(
        name=party.organisation.display_name,
        organisation_number=number,
        endpoint_scheme=party.endpoint_scheme,
        endpoint=party.endpoint or number,
        street=party.street,
        city=party.city,
        post_code=party.post_code.replace(" ", ""),
        email=party.email,
        vat_number=f"SE{number}01" if vat else "",
    )


def _line(number: int, line: BasisLine, amount: object) -> ELine:
    period = month_period(line.year, line.month)
    placement = line.placement
    place = () if placement.protected else (placement.school_unit.display_name,)
    what = "" if placement.protected else name_of(placement.programme, placement.orientation)
    return ELine(
        number=str(number),
        name=" ".join(filter(None, (PART_NAMES.get(line.part, line.part), what)))[:100],
        description=", ".join((f"{line.year}-{line.month:02}", *place, placement.reference)),
        amount=amount,  # type: ignore[arg-type]  # a decimal of published_parts
        period=period,
        object_id=f"{placement.reference}-{line.year}{line.month:02}-{line.pk}",
    )


def month_period(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
