"""Peppol BIS Billing 3 invoices and credit notes (UBL 2.1) of plain values. The same values give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

CUSTOMIZATION: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
ROOTS: Final = {
    "Invoice": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "CreditNote": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
}
_CURRENCY: Final = "SEK"
_CREDIT_TRANSFER: Final = "30"
_MONTH: Final = "MON"  # UN/ECE recommendation 20


@dataclass(frozen=True, slots=True)
class EParty:
    """Seller or buyer. ``vat_number`` only where VAT is spoken of."""

    name: str
    organisation_number: str
    endpoint_scheme: str
    endpoint: str
    street: str
    city: str
    post_code: str
    email: str = ""
    vat_number: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why there is no VAT: category of EN 16931, its code and words."""

    category: str
    code: str
    reason: str


EDUCATION: Final = Exemption("E", "VATEX-EU-132-1I", "Undantag från mervärdesskatt: utbildning")
GRANT: Final = Exemption("O", "VATEX-EU-O", "Utanför mervärdesskatten: bidrag enligt skollagen")


@dataclass(frozen=True, slots=True)
class ELine:
    """One line, an amount with two decimals, never negative."""

    number: str
    name: str
    description: str
    amount: Decimal
    period: tuple[date, date]
    object_id: str = ""


@dataclass(frozen=True, slots=True)
class EInvoice:
    """One invoice, or one credit note when ``credit``. ``corrects``: number and date of the invoice credited."""

    number: str
    issued: date
    due: date
    seller: EParty
    buyer: EParty
    reference: str
    lines: Sequence[ELine]
    exemption: Exemption
    bankgiro: str
    credit: bool = False
    corrects: Sequence[tuple[str, date]] = ()
    note: str = ""


def e_invoice(one: EInvoice) -> bytes:
    """The document as UTF-8 XML."""
    name = "CreditNote" if one.credit else "Invoice"
    root = etree.Element(f"{{{ROOTS[name]}}}{name}", nsmap={None: ROOTS[name], "cac": CAC, "cbc": CBC})
    _head(root, one)
    _parties(root, one)
    _payment(root, one)
    _totals(root, one)
    for line in one.lines:
        _line(root, one, line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _b(parent: etree._Element, name: str, text: str, **attributes: str) -> etree._Element:
    """A basic component: an element with text."""
    made = etree.SubElement(parent, f"{{{CBC}}}{name}", attributes)
    made.text = text
    return made


def _a(parent: etree._Element, *names: str) -> etree._Element:
    """An aggregate component, or several inside one another; the innermost."""
    for name in names:
        parent = etree.SubElement(parent, f"{{{CAC}}}{name}")
    return parent


def _money(parent: etree._Element, name: str, amount: Decimal) -> None:
    _b(parent, name, f"{amount:.2f}", currencyID=_CURRENCY)


def _period(parent: etree._Element, period: tuple[date, date]) -> None:
    made = _a(parent, "InvoicePeriod")
    _b(made, "StartDate", period[0].isoformat())
    _b(made, "EndDate", period[1].isoformat())


def _head(root: etree._Element, one: EInvoice) -> None:
    _b(root, "CustomizationID", CUSTOMIZATION)
    _b(root, "ProfileID", PROFILE)
    _b(root, "ID", one.number)
    _b(root, "IssueDate", one.issued.isoformat())
    if one.credit:
        _b(root, "CreditNoteTypeCode", "381")
    else:
        _b(root, "DueDate", one.due.isoformat())
        _b(root, "InvoiceTypeCode", "380")
    if one.note:
        _b(root, "Note", one.note)
    _b(root, "DocumentCurrencyCode", _CURRENCY)
    if one.reference:
        _b(root, "BuyerReference", one.reference)
    if one.lines:
        _period(root, (min(line.period[0] for line in one.lines), max(line.period[1] for line in one.lines)))
    for number, issued in one.corrects:
        reference = _a(root, "BillingReference", "InvoiceDocumentReference")
        _b(reference, "ID", number)
        _b(reference, "IssueDate", issued.isoformat())


def _parties(root: etree._Element, one: EInvoice) -> None:
    for role, party in (("AccountingSupplierParty", one.seller), ("AccountingCustomerParty", one.buyer)):
        made = _a(root, role, "Party")
        _b(made, "EndpointID", party.endpoint, schemeID=party.endpoint_scheme)
        _b(_a(made, "PartyName"), "Name", party.name)
        address = _a(made, "PostalAddress")
        _b(address, "StreetName", party.street)
        _b(address, "CityName", party.city)
        _b(address, "PostalZone", party.post_code)
        _b(_a(address, "Country"), "IdentificationCode", "SE")
        if party.vat_number:
            scheme = _a(made, "PartyTaxScheme")
            _b(scheme, "CompanyID", party.vat_number)
            _b(_a(scheme, "TaxScheme"), "ID", "VAT")
        legal = _a(made, "PartyLegalEntity")
        _b(legal, "RegistrationName", party.name)
        _b(legal, "CompanyID", party.organisation_number, schemeID="0007")
        if party.email:
            _b(_a(made, "Contact"), "ElectronicMail", party.email)


def _payment(root: etree._Element, one: EInvoice) -> None:
    means = _a(root, "PaymentMeans")
    _b(means, "PaymentMeansCode", _CREDIT_TRANSFER)
    if one.credit:
        _b(means, "PaymentDueDate", one.due.isoformat())
    _b(means, "PaymentID", one.number)
    if one.bankgiro:
        account = _a(means, "PayeeFinancialAccount")
        _b(account, "ID", one.bankgiro)
        _b(_a(account, "FinancialInstitutionBranch"), "ID", "SE:BANKGIRO")


def _category(parent: etree._Element, name: str, exemption: Exemption, *, told: bool) -> None:
    made = _a(parent, name)
    _b(made, "ID", exemption.category)
    if exemption.category != "O":
        _b(made, "Percent", "0")
    if told:
        _b(made, "TaxExemptionReasonCode", exemption.code)
        _b(made, "TaxExemptionReason", exemption.reason)
    _b(_a(made, "TaxScheme"), "ID", "VAT")


def _totals(root: etree._Element, one: EInvoice) -> None:
    total = sum((line.amount for line in one.lines), Decimal(0))
    tax = _a(root, "TaxTotal")
    _money(tax, "TaxAmount", Decimal(0))
    part = _a(tax, "TaxSubtotal")
    _money(part, "TaxableAmount", total)
    _money(part, "TaxAmount", Decimal(0))
    _category(part, "TaxCategory", one.exemption, told=True)
    sums = _a(root, "LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        _money(sums, name, total)


def _line(root: etree._Element, one: EInvoice, line: ELine) -> None:
    kind = "CreditNote" if one.credit else "Invoice"
    made = _a(root, f"{kind}Line")
    _b(made, "ID", line.number)
    _b(made, "CreditedQuantity" if one.credit else "InvoicedQuantity", "1", unitCode=_MONTH)
    _money(made, "LineExtensionAmount", line.amount)
    _period(made, line.period)
    if line.object_id:
        reference = _a(made, "DocumentReference")
        _b(reference, "ID", line.object_id)
        _b(reference, "DocumentTypeCode", "130")
    item = _a(made, "Item")
    _b(item, "Description", line.description)
    _b(item, "Name", line.name)
    _category(item, "ClassifiedTaxCategory", one.exemption, told=False)
    _money(_a(made, "Price"), "PriceAmount", line.amount)
