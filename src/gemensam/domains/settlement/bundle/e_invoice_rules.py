"""Rules of EN 16931, Peppol BIS Billing 3 and its Swedish part that concern our documents, by their own names.

A second look at what is sent, reading nothing but the document: it shares no arithmetic with what wrote it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from gemensam.domains.settlement.bundle.e_invoice import CAC, CBC, CUSTOMIZATION, PROFILE

_NAMES: Final = {"cac": CAC, "cbc": CBC}
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class RuleFault:
    """A rule that the document breaks, and where."""

    rule: str
    where: str = ""


class _Document:
    """A document that answers paths; ``*`` stands for Invoice or CreditNote."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content, etree.XMLParser(no_network=True, resolve_entities=False))
        self.kind = etree.QName(self.root).localname
        self.lines = self.all(f"cac:{self.kind}Line")

    def all(self, path: str, start: etree._Element | None = None) -> list[etree._Element]:
        return (self.root if start is None else start).findall(path, _NAMES)

    def text(self, path: str, start: etree._Element | None = None) -> str:
        found = (self.root if start is None else start).find(path, _NAMES)
        return (found.text or "").strip() if found is not None else ""

    def amount(self, path: str, start: etree._Element | None = None) -> Decimal:
        return Decimal(self.text(path, start) or "0")

    @property
    def category(self) -> str:
        return self.text("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID")


def rule_faults(content: bytes) -> list[RuleFault]:
    """Every rule that is broken, in the order of the checks."""
    document = _Document(content)
    return [fault for check in _CHECKS for fault in check(document)]


_SUPPLIER: Final = "cac:AccountingSupplierParty/cac:Party/"
_CUSTOMER: Final = "cac:AccountingCustomerParty/cac:Party/"
_MUST_HAVE: Final = (
    ("BR-02", "cbc:ID"),
    ("BR-03", "cbc:IssueDate"),
    ("BR-05", "cbc:DocumentCurrencyCode"),
    ("BR-06", f"{_SUPPLIER}cac:PartyLegalEntity/cbc:RegistrationName"),
    ("BR-07", f"{_CUSTOMER}cac:PartyLegalEntity/cbc:RegistrationName"),
    ("BR-09", f"{_SUPPLIER}cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    ("BR-11", f"{_CUSTOMER}cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    ("BR-12", "cac:LegalMonetaryTotal/cbc:LineExtensionAmount"),
    ("BR-13", "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount"),
    ("BR-14", "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount"),
    ("BR-15", "cac:LegalMonetaryTotal/cbc:PayableAmount"),
    ("BR-49", "cac:PaymentMeans/cbc:PaymentMeansCode"),
    ("BR-CO-18", "cac:TaxTotal/cac:TaxSubtotal"),
    ("PEPPOL-EN16931-R020", f"{_SUPPLIER}cbc:EndpointID"),
    ("PEPPOL-EN16931-R010", f"{_CUSTOMER}cbc:EndpointID"),
    ("PEPPOL-EN16931-R003", "cbc:BuyerReference"),
)
_LINE_MUST_HAVE: Final = (
    ("BR-21", "cbc:ID"),
    ("BR-24", "cbc:LineExtensionAmount"),
    ("BR-25", "cac:Item/cbc:Name"),
    ("BR-26", "cac:Price/cbc:PriceAmount"),
    ("BR-CO-04", "cac:Item/cac:ClassifiedTaxCategory/cbc:ID"),
)


def _mandatory(document: _Document) -> Iterator[RuleFault]:
    for rule, path in _MUST_HAVE:
        if not (document.text(path) or document.all(path + "/*")):
            yield RuleFault(rule, path)
    if not document.lines:
        yield RuleFault("BR-16")
    for line in document.lines:
        for rule, path in _LINE_MUST_HAVE:
            if not document.text(path, line):
                yield RuleFault(rule, document.text("cbc:ID", line))


def _identity(document: _Document) -> Iterator[RuleFault]:
    if document.text("cbc:CustomizationID") != CUSTOMIZATION:
        yield RuleFault("PEPPOL-EN16931-R004")
    if document.text("cbc:ProfileID") != PROFILE:
        yield RuleFault("PEPPOL-EN16931-R007")
    code = document.text(f"cbc:{document.kind}TypeCode")
    if code != {"Invoice": "380", "CreditNote": "381"}[document.kind]:
        yield RuleFault(
            "PEPPOL-EN16931-P0100" if document.kind == "Invoice" else "PEPPOL-EN16931-P0101", code
        )
    if any(len(element) == 0 and not (element.text or "").strip() for element in document.root.iter()):
        yield RuleFault("PEPPOL-EN16931-R008")
    to_pay = document.kind == "Invoice" and document.amount("cac:LegalMonetaryTotal/cbc:PayableAmount") > 0
    if to_pay and not (document.text("cbc:DueDate") or document.text("cac:PaymentTerms/cbc:Note")):
        yield RuleFault("BR-CO-25")


def _arithmetic(document: _Document) -> Iterator[RuleFault]:
    sums = {
        name: document.amount(f"cac:LegalMonetaryTotal/cbc:{name}")
        for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")
    }
    lines = sum((document.amount("cbc:LineExtensionAmount", line) for line in document.lines), Decimal(0))
    tax = document.amount("cac:TaxTotal/cbc:TaxAmount")
    parts = document.all("cac:TaxTotal/cac:TaxSubtotal")
    expected = (
        ("BR-CO-10", sums["LineExtensionAmount"], lines),
        ("BR-CO-13", sums["TaxExclusiveAmount"], sums["LineExtensionAmount"]),
        ("BR-CO-14", tax, sum((document.amount("cbc:TaxAmount", part) for part in parts), Decimal(0))),
        ("BR-CO-15", sums["TaxInclusiveAmount"], sums["TaxExclusiveAmount"] + tax),
        ("BR-CO-16", sums["PayableAmount"], sums["TaxInclusiveAmount"]),
        (
            f"BR-{document.category}-08",
            sum((document.amount("cbc:TaxableAmount", part) for part in parts), Decimal(0)),
            lines,
        ),
    )
    for rule, stated, counted in expected:
        if stated != counted:
            yield RuleFault(rule, f"{stated} {counted}")
    for element in document.root.iter(f"{{{CBC}}}*"):
        if element.get("currencyID") and Decimal(element.text or "0") % _CENT != 0:
            yield RuleFault("BR-DEC-23", etree.QName(element).localname)


def _lines(document: _Document) -> Iterator[RuleFault]:
    seen: set[str] = set()
    quantity = "cbc:InvoicedQuantity" if document.kind == "Invoice" else "cbc:CreditedQuantity"
    for line in document.lines:
        name = document.text("cbc:ID", line)
        price, number = document.amount("cac:Price/cbc:PriceAmount", line), document.amount(quantity, line)
        if name in seen:
            yield RuleFault("UBL-SR-LINE-ID", name)
        seen.add(name)
        if price < 0:
            yield RuleFault("BR-27", name)
        if (price * number).quantize(_CENT) != document.amount("cbc:LineExtensionAmount", line):
            yield RuleFault("PEPPOL-EN16931-R120", name)
        if document.text("cac:Item/cac:ClassifiedTaxCategory/cbc:ID", line) != document.category:
            yield RuleFault("BR-CO-18", name)


def _periods(document: _Document) -> Iterator[RuleFault]:
    whole = _period(document, document.root)
    for line in document.lines:
        name = document.text("cbc:ID", line)
        start, end = _period(document, line)
        if start and end and start > end:
            yield RuleFault("BR-30", name)
        if start and whole[0] and start < whole[0]:
            yield RuleFault("PEPPOL-EN16931-R110", name)
        if end and whole[1] and end > whole[1]:
            yield RuleFault("PEPPOL-EN16931-R111", name)
    if whole[0] and whole[1] and whole[0] > whole[1]:
        yield RuleFault("BR-29")


def _period(document: _Document, start: etree._Element) -> tuple[date | None, date | None]:
    first = document.text("cac:InvoicePeriod/cbc:StartDate", start)
    last = document.text("cac:InvoicePeriod/cbc:EndDate", start)
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def _tax(document: _Document) -> Iterator[RuleFault]:
    part = "cac:TaxTotal/cac:TaxSubtotal/"
    vat_number = document.text(f"{_SUPPLIER}cac:PartyTaxScheme/cbc:CompanyID")
    reason = document.text(f"{part}cac:TaxCategory/cbc:TaxExemptionReason")
    if document.category not in {"E", "O"}:
        yield RuleFault("BR-CL-18", document.category)
        return
    if document.category == "E" and not vat_number:
        yield RuleFault("BR-E-02")
    if document.category == "O" and vat_number:
        yield RuleFault("BR-O-02")
    if document.amount(f"{part}cbc:TaxAmount") != 0:
        yield RuleFault(f"BR-{document.category}-09")
    if not reason:
        yield RuleFault(f"BR-{document.category}-10")


def _sweden(document: _Document) -> Iterator[RuleFault]:
    for role in (_SUPPLIER, _CUSTOMER):
        number = document.text(f"{role}cac:PartyLegalEntity/cbc:CompanyID")
        if not number.isdigit():
            yield RuleFault("SE-R-003", number)
        elif len(number) != 10:
            yield RuleFault("SE-R-004", number)
        elif not luhn(number):
            yield RuleFault("SE-R-013", number)
    vat_number = document.text(f"{_SUPPLIER}cac:PartyTaxScheme/cbc:CompanyID")
    if vat_number and len(vat_number) != 14:
        yield RuleFault("SE-R-001", vat_number)
    elif vat_number and not vat_number[2:].isdigit():
        yield RuleFault("SE-R-002", vat_number)
    account = document.text("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")
    code = document.text("cac:PaymentMeans/cbc:PaymentMeansCode")
    if code != "30":
        yield RuleFault("SE-R-012", code)
    if not account:
        yield RuleFault("BR-61")
    elif not account.isdigit():
        yield RuleFault("SE-R-008", account)
    elif len(account) not in {7, 8}:
        yield RuleFault("SE-R-009", account)


def luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    total = 0
    for place, sign in enumerate(reversed(number)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_CHECKS: Final[tuple[Callable[[_Document], Iterator[RuleFault]], ...]] = (
    _mandatory, _identity, _arithmetic, _lines, _periods, _tax, _sweden,
)  # fmt: skip
