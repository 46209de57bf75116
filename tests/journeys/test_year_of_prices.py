"""A year of the price list, from the open form to the credit, in one browser and one database.

Open, report (one by hand, one by Excel, one late), validate, compare models, change a price and see Timrå's net move,
approve, publish, mid-year change, invoice, credit.
"""

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gemensam.domains.pricelist.inputs.report_table import columns_for
from gemensam.foundation.access.roles import Role
from gemensam.rules.pricing.components import COMPONENTS
from tests.browser import OpenPage
from tests.journeys import price_year as people
from tests.journeys.conftest import Place
from tests.journeys.steps import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(900)]
SUNDSVALL = {"Undervisning": "90 000", "Lärverktyg": "8 000", "Elevhälsa": "3 000", "Måltider": "5 500",
             "Lokaler": "28 000", "Övrigt": "1 500", "Elever": "200"}  # fmt: skip
TIMRA = ["BA", "", "Gy25", "Skolförlagd", 93_125, 8_000, 3_000, 5_500, 28_000, 1_500, 40]
ANGE = "Programkod\tUndervisning\tLärverktyg\tElevhälsa\tMåltider\tLokaler\tÖvrigt\tElever\nBA\t100 000\t0\t0\t0\t50 000\t0\t10\n"
FLOWS = "Hemkommun\tSkolkommun\tProgramkod\tInriktning\tElever\nTimrå\tSundsvall\tBA\t\t10\nÅnge\tSundsvall\tBA\t\t4"
P1, P2 = (
    (name, people.UNIT, "BA", "2027-08-16", "2027-08-16", "", "2262", hidden)
    for name, hidden in (("P1", "nej"), ("P2", "ja"))
)


def pass_days(county: Place, days: int) -> None:
    """Let the demo's clock go on."""
    clock = county.folder / "demo-clock.txt"
    clock.write_text(str(int(clock.read_text("ascii")) + days * 86_400), "ascii")


def test_year_of_prices_from_open_form_to_credit(visit: OpenPage, county: Place):
    coordinator, reporter = enter(visit, Role.NETWORK_COORDINATOR), enter(visit, Role.PRICE_REPORTER)
    round_ = people.open_round(coordinator)
    report_and_validate(reporter, round_)
    coordinator.goto(round_)
    coordinator.get_by_text("2/3").wait_for()
    pass_days(county, 1)  # the day after the last one: Ånge is reminded
    wait_until(lambda: county.count("SELECT count(*) FROM pricelist_pricestep WHERE event = 'reminder'"))
    coordinator, reporter = enter(visit, Role.NETWORK_COORDINATOR), enter(visit, Role.PRICE_REPORTER)
    report_late(coordinator, reporter, round_)
    compare_models(coordinator, round_)
    change_a_price(coordinator, round_)
    approve_and_publish(coordinator, reporter, round_)
    pass_days(county, 354)  # 14 June 2028
    economist, decider = enter(visit, Role.PRICE_REPORTER), enter(visit, Role.PROVIDER_DECISION_MAKER)
    bill_the_spring(economist, decider)
    change_in_the_year(enter(visit, Role.NETWORK_COORDINATOR), round_)
    invoice_and_credit(economist, decider)


def report_and_validate(reporter: "Page", round_: str) -> None:
    """Sundsvall types; Timrå's file has a sum of its own that is 2 405 kr wrong, is stopped, mended and kept."""
    people.type_row(reporter, f"{round_}underlag/2281/", SUNDSVALL, "140 080")  # 136 000 × 1,03
    people.remove_others(reporter, f"{round_}underlag/2281/")
    people.send(reporter)
    timra, head = f"{round_}underlag/2262/", [column.title for column in columns_for(COMPONENTS)]
    wrong = [*TIMRA, "", 143_299 + 2_405]
    people.upload_table(reporter, timra, [head, wrong], "Nya rader: 1. Ändrade: 0. Oförändrade: 0.")
    reporter.get_by_text(
        re.compile("Summan stämmer inte. Den skiljer sig 2.405 kr från delarna.")
    ).first.wait_for()
    people.press(reporter, "Lämna underlaget", "Underlaget har fel som måste rättas")
    people.upload_table(reporter, timra, [head, [*TIMRA, "", 143_300]], "Nya rader: 0. Ändrade: 1.")
    reporter.get_by_text("Din summa skiljer sig 1 kr från vår.").first.wait_for()
    people.send(reporter)


def report_late(coordinator: "Page", reporter: "Page", round_: str) -> None:
    """The log says who was reminded; then Ånge pastes its rows."""
    coordinator.goto(f"{round_}logg/")
    coordinator.get_by_role("row", name=re.compile("Påminnelse skickades.*Ånge")).wait_for()
    reporter.goto(f"{round_}underlag/2260/tabell/")
    reporter.get_by_label("Klistra in från Excel").fill(ANGE)
    people.press(reporter, "Läs tabellen", "Nya rader: 1.")
    people.press(reporter, "Spara raderna")
    people.send(reporter)


def compare_models(coordinator: "Page", round_: str) -> None:
    """Price by the chosen model, weighted mean, provider's own, trimmed mean: (27 200 000 + 5 565 000 + 1 500 000) ÷ 250."""
    coordinator.goto(f"{round_}modeller/")
    table = coordinator.get_by_role("table", name="Priser enligt varje modell")
    cells = table.get_by_role("row", name=re.compile("^BA")).get_by_role("cell").all_inner_texts()
    shown = [re.sub(r"\s", "", text) for text in cells]
    assert (shown[0][:6], shown[1], shown[2], shown[4]) == ("141172", "137060", "137060", "139125")


def change_a_price(coordinator: "Page", round_: str) -> None:
    """A price that is set by hand moves what Timrå pays."""
    coordinator.goto(f"{round_}elevstrommar/")
    coordinator.get_by_label("Klistra in från Excel").fill(FLOWS)
    people.press(coordinator, "Spara tabellen", "2 elevströmmar är sparade.")
    assert people.net_of(coordinator, round_, "Timrå") == -1_411_720  # 10 × 141 172
    coordinator.goto(f"{round_}modeller/")
    coordinator.get_by_role("link", name=re.compile("^Sätt för hand")).first.click()
    coordinator.get_by_label("Kostnad per elev före administration, kronor").fill("150 000")
    coordinator.get_by_label("Varför?").fill("Jämnt tal enligt styrgruppen")
    people.press(coordinator, "Spara priset", "Priset är sparat.")
    assert people.net_of(coordinator, round_, "Timrå") == -1_545_000  # 10 × 150 000 × 1,03


def approve_and_publish(coordinator: "Page", reporter: "Page", round_: str) -> None:
    """The steering group recommends, three municipalities decide, and the list is published."""
    coordinator.goto(round_)
    people.confirm(coordinator, "Stäng för underlag", "Stäng", "Prisomgången är stängd för underlag.")
    coordinator.goto(f"{round_}beslut/")
    people.confirm(coordinator, "Rekommendera listan", "Rekommendera", "Listan är rekommenderad.")
    people.decide(reporter, round_, "2027-06-26")
    coordinator.goto(f"{round_}beslut/")
    coordinator.get_by_label("Vad är nytt i listan?").fill("Första gemensamma listan.")
    people.press(coordinator, "Publicera prislistan", "Prislistan är publicerad.")


def bill_the_spring(economist: "Page", decider: "Page") -> None:
    """Two pupils from Timrå at Sundsvall's school, billed from January to May; another person attests."""
    for name, bankgiro in (("Sundsvalls kommun", "50501111"), ("Timrå kommun", "50502222")):
        people.party(economist, name, bankgiro)
    people.agreement(economist)
    people.place(economist, P1, P2)
    spring = people.run(economist, "maj")
    debtor = economist.get_by_role("row", name=re.compile("^(2262|Timrå)"))
    debtor.get_by_text("128 750,00").first.wait_for()  # 2 × 5 × 154 500 ÷ 12
    economist.get_by_text("En annan person attesterar det.").wait_for()
    people.attest(decider, spring)
    invoice = decider.get_by_role("row", name=re.compile("Faktura"))
    invoice.get_by_role("link", name="Hämta Peppol-fil").wait_for()


def change_in_the_year(coordinator: "Page", round_: str) -> None:
    """BA by itself from April, looked at before it is published; both lists are public."""
    coordinator.goto(f"{round_}beslut/andra/")
    coordinator.get_by_label("Gäller från").fill("2028-04-01")
    coordinator.get_by_label(re.compile("^Ny kostnad, BA")).fill("153 000")
    coordinator.get_by_label("Varför ändras listan?").fill("Lönerörelsen blev dyrare.")
    people.press(coordinator, "Visa vad som ändras", "4 elevmånader är redan fakturerade.")
    coordinator.get_by_text(re.compile("Rättelsen blir omkring 1.030 kr.")).wait_for()  # 4 × 3 090 ÷ 12
    people.press(coordinator, "Publicera den ändrade listan", "Den ändrade listan är publicerad.")
    coordinator.goto("/prislista/")
    coordinator.get_by_role("link", name="Prislista 2028-1").wait_for()
    coordinator.get_by_role("link", name="Prislista 2028-2").click()
    coordinator.get_by_role("row", name=re.compile("^BA")).get_by_text("157 590").first.wait_for()


def invoice_and_credit(economist: "Page", decider: "Page") -> None:
    """P1 turns out to have left at the end of April: May is credited, the rest corrected, and June billed for P2."""
    people.place(economist, (*P1[:5], "2028-04-30", *P1[6:]))
    people.attest(decider, people.run(economist, "juni"))
    # April for both and May for P2 are corrected by 257,50 each, and June for P2 is 157 590 ÷ 12
    invoice = decider.get_by_role("row", name=re.compile("^(?!.*Kredit).*Faktura"))
    invoice.get_by_text("13 905,00").wait_for()
    invoice.get_by_role("link", name="Hämta Peppol-fil").wait_for()
    credit = decider.get_by_role("row", name=re.compile("Kreditfaktura"))
    credit.get_by_text("12 875,00").wait_for()  # May for P1
    credit.get_by_text("rättar 2281-2028-00001").wait_for()


def wait_until(done: Callable[[], object]) -> None:
    """Wait for what the worker does beside the pages."""
    for _ in range(300):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("the worker did not do it in half a minute")
