"""Two months of payments: agreement, price, pupils from a file, a run, attest by another, an e-invoice, and a credit."""

import re
from typing import TYPE_CHECKING

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage
from tests.journeys.conftest import Place
from tests.journeys.steps import EXCEL, enter, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(900)]
HEAD = [
    "Referens",
    "Skolenhetskod",
    "Program",
    "Utbildningen började",
    "Började",
    "Slutade",
    "Hemkommun",
    "Skyddad",
]
UNIT = "99228101"


def test_months_of_payments_from_agreement_to_credit(visit: OpenPage, county: Place):
    # given agreement, price and addresses of both parties
    both = enter(visit, Role.PRICE_REPORTER)  # acts for all three municipalities in this county
    for name, bankgiro in (("Sundsvalls kommun", "50501111"), ("Timrå kommun", "50502222")):
        party(both, name, bankgiro)
    agreement(both)
    price(both)
    # when two pupils are read from a file and January is run
    upload(both, ["P1", UNIT, "BA", "2026-08-17", "2026-08-17", "", "2262", "nej"],
           ["P2", UNIT, "BA", "2026-08-17", "2026-08-17", "", "2262", "ja"])  # fmt: skip
    run(both, "januari")
    assert both.get_by_role("row", name=re.compile("^2262")).get_by_text("20 000,00").first.is_visible()
    assert both.get_by_text("En annan person attesterar det.").is_visible()
    # then another person attests, and the debtor is sent an e-invoice
    address = both.url
    decider = enter(visit, Role.PROVIDER_DECISION_MAKER)
    attest(decider, address)
    invoice = decider.get_by_role("row", name=re.compile("Faktura"))
    assert invoice.get_by_text("20 000,00").is_visible()
    assert invoice.get_by_role("link", name="Hämta Peppol-fil").is_visible()
    # and a pupil who had left before is credited in the next month
    upload(both, ["P1", UNIT, "BA", "2026-08-17", "2026-08-17", "2027-01-04", "2262", "nej"])
    run(both, "februari")
    attest(decider, both.url)
    credit = decider.get_by_role("row", name=re.compile("Kreditfaktura"))
    assert credit.get_by_text("10 000,00").is_visible()
    assert credit.get_by_text("rättar 2281-2027-00001").is_visible()


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def party(page: "Page", name: str, bankgiro: str) -> None:
    page.goto("/ersattning/fakturauppgifter/")
    page.get_by_role("link", name=name).click()
    for label, value in (("Gatuadress", "Storgatan 1"), ("Postnummer", "851 85"), ("Ort", "Staden"),
                         ("Bankgiro, bara siffror", bankgiro),
                         ("Referenskod som vi kräver av kommuner", "IKE1")):  # fmt: skip
        page.get_by_label(label).fill(value)
    press(page, "Spara")
    page.get_by_text("Fakturauppgifterna är sparade.").wait_for()


def agreement(page: "Page") -> None:
    page.goto("/ersattning/avtal/nytt/")
    page.get_by_label("Den som får betalt").select_option(label="Sundsvalls kommun")
    page.get_by_label("Avläsningsdagar").select_option(value="habo")
    page.get_by_label("Pris", exact=True).select_option(value="self_cost")
    page.get_by_label("Gäller från").fill("2026-07-01")
    press(page, "Spara avtalet")
    page.get_by_text("Avtalet är sparat.").wait_for()


def price(page: "Page") -> None:
    page.goto("/ersattning/priser/")
    page.get_by_label("Organisation som svarar för priset").select_option(label="Sundsvalls kommun")
    page.get_by_label("Utbildning", exact=True).select_option(value="BA:")
    page.get_by_label("Kronor per elev och år").fill("120000")
    page.get_by_label("Beslut eller avtal, med nummer").fill("KS 2026/1")
    page.get_by_label("Gäller från").fill("2027-01-01")
    press(page, "Spara priset")
    page.get_by_text("Priset är sparat.").wait_for()


def upload(page: "Page", *rows: list[str]) -> None:
    page.goto("/ersattning/placeringar/fil/")
    page.get_by_label("Den som får betalt").select_option(label="Sundsvalls kommun")
    content = workbook([HEAD, *rows])
    page.locator("input[type=file]").set_input_files(
        {"name": "elever.xlsx", "mimeType": EXCEL, "buffer": content}
    )
    press(page, "Läs in")
    page.get_by_text("Filen är inläst").wait_for()


def run(page: "Page", month: str) -> None:
    page.goto("/ersattning/")
    page.get_by_label("Den som får betalt").select_option(label="Sundsvalls kommun")
    page.get_by_label("År", exact=True).fill("2027")
    page.get_by_label("Månad", exact=True).select_option(label=month)
    press(page, "Kör månaden")
    page.wait_for_url("**/ersattning/manader/**")
    for _ in range(60):  # the worker computes beside the page
        if page.get_by_text("Väntar på attest").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("the run was not computed")


def attest(page: "Page", address: str) -> None:
    page.goto(address)
    page.get_by_label("Jag har granskat raderna och attesterar dem.").check()
    press(page, "Attestera")
    page.get_by_text("Attesterat.").wait_for()
