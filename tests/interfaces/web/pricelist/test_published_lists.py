"""Scenario 20: one list in five shapes with the same numbers, and a checksum that anyone can make again."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pikepdf
import pytest
from django.urls import reverse

from gemensam.domains.pricelist.models import PriceListVersion
from gemensam.domains.pricelist.queries.proposal import checksum
from gemensam.domains.pricelist.queries.versions import version_view
from gemensam.foundation.documents.tables import read_workbook
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.components import PriceRules, build_price
from tests.factories.small_prices import make_small_prices, make_version

pytestmark = pytest.mark.django_db
BASES = {code: 90000 + 1373 * n for n, code in enumerate(
    ["BA", "BF", "EE", "EK", "ES", "FT", "FR", "FS", "HT", "HU", "IN", "NA", "NB", "RL", "SA", "TE", "VF", "VO", "IMV",
     "IMY", "IMA", "IMS", "FX", "MX", "SX", "TX", "UX", "YX", "IB", "HV"])}  # fmt: skip


@pytest.fixture
def address():
    made = make_small_prices()
    lines = [(PriceKey(code), {}, build_price(Decimal(base), PriceRules())) for code, base in BASES.items()]
    make_version(made.region, number=1, effective=date(2027, 1, 1), bases=BASES, checksum=checksum(lines))
    make_version(made.region, number=2, effective=date(2027, 4, 1), bases={"BA": 120000})
    return {"slug": "lanet", "year": 2027, "number": 1}


def excel_rows(content: bytes) -> list[tuple[str, ...]]:
    sheet = read_workbook(content, "lista.xlsx").sheets[0]
    return [tuple(cell.text for cell in row) for row in sheet.rows[1:]]


def pdf_text(content: bytes) -> str:
    """Every sign of the pages by the fonts' own tables: numbers are looked for without spaces."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "".join(_page_text(page) for page in pdf.pages)


def _page_text(page) -> str:
    maps = {
        name: _map(font.ToUnicode.read_bytes().decode("latin-1"))
        for name, font in page.Resources.Font.items()
    }
    text, current = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    text += [current.get(raw[n : n + 2], "") for n in range(0, len(raw), 2)]
    return "".join(text)


def _map(cmap: str) -> dict[bytes, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", cmap)
    return {bytes.fromhex(code): bytes.fromhex(sign).decode("utf-16-be") for code, sign in pairs}


@pytest.mark.slow
def test_scenario_20_five_shapes_carry_the_same_thirty_rows_and_one_checksum(client, address):
    found = version_view(**address)
    expected = [
        (row.key.code, row.base, row.administration, row.ike, row.vat, row.independent) for row in found.rows
    ]
    assert len(expected) == 30
    assert found.whole
    page = client.get(reverse("price_list", kwargs=address))
    excel = excel_rows(client.get(reverse("price_list", kwargs=address), {"format": "xlsx"}).content)
    data = json.loads(client.get(reverse("price_list_json", kwargs=address)).content)
    text = client.get(reverse("price_list_csv", kwargs=address)).content.decode()
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    assert [(line["row"].key.code, line["row"].base, line["row"].administration, line["row"].ike, line["row"].vat,
             line["row"].independent) for line in page.context["lines"]] == expected  # fmt: skip
    assert [(row[0], *map(int, row[-5:])) for row in excel] == expected
    assert [(row[0], *map(int, row[-5:])) for row in rows] == expected
    names = ("base", "administration", "ike", "vat", "independent")
    assert [(row["code"], *(row[name] for name in names)) for row in data["rows"]] == expected
    pdf = re.sub(r"\s", "", pdf_text(client.get(reverse("price_list_pdf", kwargs=address)).content))
    assert [row for row in expected if "".join(map(str, row[1:])) not in pdf] == []
    body = text.split("\n", 1)[1]
    assert sha256(body.encode()).hexdigest() == data["checksum"] == found.version.checksum
    assert data["checksum"] in page.content.decode()
    assert data["checksum"] in pdf


def test_public_page_lists_both_versions_with_dates_and_reason(client, address):
    page = client.get(reverse("price_lists")).content.decode()
    assert page.index("Prislista 2027-2") < page.index("Prislista 2027-1")
    assert [day in page for day in ("2027-01-01", "2027-04-01", "Ny lista")] == [True, True, True]


def test_list_whose_rows_do_not_give_the_checksum_says_so(client, address):
    wrong = PriceListVersion.objects.get(number=2)
    page = client.get(reverse("price_list", kwargs={**address, "number": 2}))
    assert (page.context["found"].whole, wrong.checksum) == (False, "0" * 64)
    assert "Kontrollsumman stämmer inte" in page.content.decode()


def test_unknown_list_is_not_found(client, address):
    assert client.get(reverse("price_list", kwargs={**address, "number": 9})).status_code == 404
