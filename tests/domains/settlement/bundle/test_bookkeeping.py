"""SIE 4 files: encoding, balance and control sum."""

import zlib
from datetime import date
from decimal import Decimal

import pytest

from gemensam.domains.settlement.bundle.bookkeeping import Books, Posting, UnbalancedError, Voucher, sie_file


def books(*postings: Posting) -> Books:
    voucher = Voucher(1, date(2027, 6, 20), 'Timrå "IKE" 2281-2027-00001', postings)
    accounts = [("1511", "Kundfordringar"), ("3561", "Försäljning av utbildning")]
    return Books("Örnsköldsviks kommun", "2120002445", 2027, date(2027, 6, 21), "1.0", accounts, [voucher])


BALANCED = (Posting("1511", Decimal("9782.67"), "Timrå"), Posting("3561", Decimal("-9782.67")))
EXPECTED = [
    "#FLAGGA 0",
    "#KSUMMA",
    "#PROGRAM Gemensam 1.0",
    "#FORMAT PC8",
    "#GEN 20270621",
    "#SIETYP 4",
    "#ORGNR 212000-2445",
    '#FNAMN "Örnsköldsviks kommun"',
    "#RAR 0 20270101 20271231",
    "#KONTO 1511 Kundfordringar",
    '#KONTO 3561 "Försäljning av utbildning"',
    '#VER IKE 1 20270620 "Timrå \\"IKE\\" 2281-2027-00001"',
    "{",
    "#TRANS 1511 {} 9782.67 20270620 Timrå",
    '#TRANS 3561 {} -9782.67 20270620 ""',
    "}",
]


def test_sie_file_is_written_in_code_page_437_with_its_posts_in_order():
    lines = sie_file(books(*BALANCED)).decode("cp437").split("\r\n")
    assert (lines[:-2], lines[-1]) == (EXPECTED, "")


def test_control_sum_is_over_labels_and_fields_without_braces_quotes_and_separators():
    counted = "".join(
        line.replace('\\"', "\0").replace('"', "").replace("{", "").replace("}", "").replace("\0", '"') + "\n"
        for line in EXPECTED[2:]
    )
    # by hand: separators are the blanks between fields, not those within quotation marks
    for text in ("Örnsköldsviks kommun", "Försäljning av utbildning", 'Timrå "IKE" 2281-2027-00001'):
        counted = counted.replace(text, text.replace(" ", "\1"))
    plain = counted.replace(" ", "").replace("\n", "").replace("\1", " ")
    last = sie_file(books(*BALANCED)).decode("cp437").split("\r\n")[-2]
    assert last == f"#KSUMMA {zlib.crc32(plain.encode('cp437'))}"


def test_voucher_that_does_not_add_up_is_refused():
    with pytest.raises(UnbalancedError):
        sie_file(books(Posting("1511", Decimal(1))))


def test_amounts_of_the_vouchers_add_up_to_nought():
    text = sie_file(books(*BALANCED)).decode("cp437")
    amounts = [Decimal(line.split(" ")[3]) for line in text.split("\r\n") if line.startswith("#TRANS")]
    assert (len(amounts), sum(amounts)) == (2, Decimal(0))
