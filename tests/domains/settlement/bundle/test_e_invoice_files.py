"""E-invoices against OASIS' schemas and the rules of EN 16931 and Peppol, each with a document that breaks it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gemensam.domains.settlement.bundle.e_invoice import (
    EDUCATION,
    GRANT,
    EInvoice,
    ELine,
    EParty,
    e_invoice,
)
from gemensam.domains.settlement.bundle.e_invoice_rules import luhn, rule_faults
from gemensam.domains.settlement.bundle.e_invoice_schema import schema_faults

SELLER = EParty("Sundsvalls kommun", "2120002411", "0007", "2120002411", "Norrmalmsgatan 4", "Sundsvall", "85185",
                vat_number="SE212000241101")  # fmt: skip
BUYER = EParty("Timrå kommun", "2120002395", "0007", "2120002395", "Köpmangatan 14", "Timrå", "86182")
MAY = (date(2027, 5, 1), date(2027, 5, 31))
LINES = (
    ELine("1", "Utbildning", "2027-05, E001", Decimal("9782.67"), MAY, "E001-202705"),
    ELine("2", "Utbildning", "2027-05, E002 & <co>", Decimal("9782.66"), MAY, "E002-202705"),
)
INVOICE = EInvoice("2281-2027-00001", date(2027, 6, 20), date(2027, 7, 20), SELLER, BUYER, "IKE2262", LINES,
                   EDUCATION, "50501111")  # fmt: skip
CREDIT = replace(
    INVOICE, number="2281-2027-00002", credit=True, corrects=[("2281-2027-00001", date(2027, 6, 20))]
)
GRANTED = replace(INVOICE, exemption=GRANT, seller=replace(SELLER, vat_number=""))


def rules(content: bytes) -> list[str]:
    return [fault.rule for fault in rule_faults(content)]


@pytest.mark.slow
@pytest.mark.parametrize("one", [INVOICE, CREDIT, GRANTED, replace(GRANTED, credit=True)])
def test_document_keeps_the_schema_and_the_rules(one):
    content = e_invoice(one)
    assert (schema_faults(content), rules(content)) == ([], [])


@pytest.mark.slow
def test_schema_finds_a_missing_part_and_a_wrong_order():
    content = e_invoice(INVOICE)
    assert schema_faults(content.replace(b"<cbc:ID>2281-2027-00001</cbc:ID>", b"")) != []
    assert (
        schema_faults(content.replace(b"<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", b"<cbc:Okand/>"))
        != []
    )


def test_same_values_give_the_same_bytes_in_utf8():
    content = e_invoice(INVOICE)
    assert (content, "Köpmangatan".encode() in content) == (e_invoice(INVOICE), True)
    assert content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<cbc:IssueDate>2027-06-20</cbc:IssueDate>", "", "BR-03"),
        ("<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>", "", "BR-05"),
        ("<cbc:BuyerReference>IKE2262</cbc:BuyerReference>", "", "PEPPOL-EN16931-R003"),
        ('<cbc:EndpointID schemeID="0007">2120002395</cbc:EndpointID>', "", "PEPPOL-EN16931-R010"),
        ("<cbc:Name>Utbildning</cbc:Name>", "", "BR-25"),
        ("billing:3.0", "billing:2.0", "PEPPOL-EN16931-R004"),
        ("billing:01:1.0", "billing:02:1.0", "PEPPOL-EN16931-R007"),
        (">380<", ">381<", "PEPPOL-EN16931-P0100"),
        ("<cbc:DueDate>2027-07-20</cbc:DueDate>", "", "BR-CO-25"),
        ("<cbc:StreetName>Köpmangatan 14</cbc:StreetName>", "<cbc:StreetName/>", "PEPPOL-EN16931-R008"),
        ('<cbc:LineExtensionAmount currencyID="SEK">9782.67<', '<cbc:LineExtensionAmount currencyID="SEK">9782.68<', "BR-CO-10"),
        ('<cbc:TaxExclusiveAmount currencyID="SEK">19565.33<', '<cbc:TaxExclusiveAmount currencyID="SEK">19565.30<', "BR-CO-13"),
        ('<cbc:TaxInclusiveAmount currencyID="SEK">19565.33<', '<cbc:TaxInclusiveAmount currencyID="SEK">19565.30<', "BR-CO-15"),
        ('<cbc:PayableAmount currencyID="SEK">19565.33<', '<cbc:PayableAmount currencyID="SEK">1.00<', "BR-CO-16"),
        ('<cbc:TaxableAmount currencyID="SEK">19565.33<', '<cbc:TaxableAmount currencyID="SEK">1.00<', "BR-E-08"),
        ('<cbc:PriceAmount currencyID="SEK">9782.67<', '<cbc:PriceAmount currencyID="SEK">-1.00<', "BR-27"),
        ('<cbc:PriceAmount currencyID="SEK">9782.67<', '<cbc:PriceAmount currencyID="SEK">9782.675<', "BR-DEC-23"),
        ("<cbc:EndDate>2027-05-31</cbc:EndDate>", "<cbc:EndDate>2027-04-30</cbc:EndDate>", "BR-29"),
        ("<cbc:TaxExemptionReason>Undantag från mervärdesskatt: utbildning</cbc:TaxExemptionReason>", "", "BR-E-10"),
        ("<cbc:CompanyID>SE212000241101</cbc:CompanyID>", "", "BR-E-02"),
        ("SE212000241101", "SE21200024110", "SE-R-001"),
        ("SE212000241101", "SE2120002411AB", "SE-R-002"),
        ('schemeID="0007">2120002411</cbc:CompanyID>', 'schemeID="0007">212000-2411</cbc:CompanyID>', "SE-R-003"),
        ('schemeID="0007">2120002411</cbc:CompanyID>', 'schemeID="0007">212000241</cbc:CompanyID>', "SE-R-004"),
        ('schemeID="0007">2120002411</cbc:CompanyID>', 'schemeID="0007">2120002412</cbc:CompanyID>', "SE-R-013"),
        (">50501111<", ">5050-111<", "SE-R-008"),
        (">50501111<", ">505011<", "SE-R-009"),
        ("Code>30<", "Code>58<", "SE-R-012"),
    ],
)  # fmt: skip
def test_broken_document_is_told_by_the_rules_own_name(old, new, rule):
    text = e_invoice(INVOICE).decode()
    assert old in text
    assert rule in rules(text.replace(old, new, 1).encode())


def test_line_outside_the_invoices_period_and_line_with_a_number_twice_are_told():
    text = e_invoice(INVOICE).decode()
    first, _, rest = text.partition("<cac:InvoiceLine>")
    early = first + "<cac:InvoiceLine>" + rest.replace("2027-05-01", "2027-04-01", 1)
    assert "PEPPOL-EN16931-R110" in rules(early.encode())
    late = first + "<cac:InvoiceLine>" + rest.replace("2027-05-31", "2027-06-30", 1)
    assert "PEPPOL-EN16931-R111" in rules(late.encode())
    twice = replace(INVOICE, lines=[LINES[0], replace(LINES[1], number="1")])
    assert rules(e_invoice(twice)) == ["UBL-SR-LINE-ID"]


def test_document_without_lines_and_grant_with_vat_number_are_told():
    assert "BR-16" in rules(e_invoice(replace(INVOICE, lines=())))
    assert rules(e_invoice(replace(GRANTED, seller=SELLER))) == ["BR-O-02"]
    assert "BR-61" in rules(e_invoice(replace(INVOICE, bankgiro="")))


def test_luhn_knows_the_municipalities_numbers():
    assert (luhn("2120002411"), luhn("2120002412")) == (True, False)
