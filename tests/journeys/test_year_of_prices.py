"""The year of the price list: open, report by hand and by Excel, one late, compare, change, decide, publish, change again."""

import re
from typing import TYPE_CHECKING

import pytest

from gemensam.domains.pricelist.inputs.report_table import COLUMNS
from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage
from tests.journeys.conftest import Place
from tests.journeys.steps import EXCEL, enter, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(900)]
DAYS = {"Öppnar": "2027-05-03", "Sista dag att lämna underlag": "2027-06-01", "Andra påminnelsen": "2027-06-20",
        "Gymnasiechefen får veta": "2027-06-29", "Kommunerna har beslutat senast": "2027-12-15"}  # fmt: skip
AMOUNTS = {"Undervisning": "90 000", "Lärverktyg": "8 000", "Elevhälsa": "3 000", "Måltider": "5 500",
           "Lokaler": "28 000", "Övrigt": "1 500", "Elever": "200"}  # fmt: skip
FLOWS = "Hemkommun\tSkolkommun\tProgramkod\tInriktning\tElever\nTimrå\tSundsvall\tBA\t\t10\nÅnge\tSundsvall\tBA\t\t4"


def test_year_of_prices_from_open_form_to_changed_list(visit: OpenPage, county: Place):
    # given a round that the coordinator has planned and opened
    coordinator = enter(visit, Role.NETWORK_COORDINATOR)
    round_ = open_round(coordinator)
    # when Sundsvall types, Timrå sends a file, and Ånge does nothing
    reporter = enter(visit, Role.PRICE_REPORTER)
    type_report(reporter, f"{round_}underlag/2281/")
    upload_report(reporter, f"{round_}underlag/2262/")
    # then the picture says who is missing
    coordinator.goto(round_)
    assert coordinator.get_by_text("2/3").is_visible()
    # and a price that is set by hand moves what Timrå pays
    before = net_of(coordinator, round_, "Timrå", flows=FLOWS)
    set_by_hand(coordinator, round_, "150 000")
    assert before == -1_406_160  # 10 × 140 616: (200 × 136 000 + 40 × 139 125) ÷ 240 × 1.03
    assert net_of(coordinator, round_, "Timrå") == -1_545_000  # 10 × 150 000 × 1.03
    # when it is recommended, decided by all three and published
    decide(coordinator, reporter, round_)
    publish(coordinator, round_)
    # then a change in the year is a list of its own, and both are public
    change(coordinator, round_)
    coordinator.goto("/prislista/")
    assert coordinator.get_by_role("link", name="Prislista 2028-1").is_visible()
    coordinator.get_by_role("link", name="Prislista 2028-2").click()
    assert coordinator.get_by_role("row", name=re.compile("^BA")).get_by_text("157 590").first.is_visible()


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def open_round(page: "Page") -> str:
    """Plan 2028 and open it; returns the round's address."""
    page.goto("/prisarbete/ny/")
    page.get_by_label("Kalenderår som priserna gäller").fill("2028")
    for label, day in DAYS.items():
        page.get_by_label(label).fill(day)
    press(page, "Spara")
    page.get_by_role("heading", name="Prislista 2028").wait_for()
    address = page.url
    press(page, "Öppna för underlag")
    page.get_by_role("dialog").get_by_role("button", name="Öppna", exact=True).click()
    page.get_by_text("Prisomgången är öppen.").wait_for()
    return address


def type_report(page: "Page", address: str) -> None:
    """A row in the grid, saved while it is typed; then every step of the municipality."""
    page.goto(address)
    row = page.get_by_role("row", name=re.compile("^BA"))
    for label, amount in AMOUNTS.items():
        row.get_by_label(re.compile(f"^{label}, BA")).fill(amount)
    row.get_by_text("140 080").wait_for()  # 136 000 × 1.03, without having pressed anything
    remove_others(page, address)
    send(page)


def remove_others(page: "Page", address: str) -> None:
    """Educations of the planned supply that the municipality will not start after all."""
    while page.get_by_role("row").filter(has_not_text="BA").filter(has=page.get_by_role("link")).count():
        page.get_by_role("row").filter(has_not_text="BA").get_by_role("link").first.click()
        press(page, "Ta bort raden")
        page.get_by_role("dialog").get_by_role("button", name="Ta bort", exact=True).click()
        page.wait_for_url(f"**{address.rpartition('/prisarbete')[2]}")


def upload_report(page: "Page", address: str) -> None:
    """A file, looked at before it is kept."""
    page.goto(f"{address}tabell/")
    values = ["BA", "", "Gy25", "Skolförlagd", 93_125, 8_000, 3_000, 5_500, 28_000, 1_500, 40]
    content = workbook([[column.title for column in COLUMNS], values])
    page.locator("input[type=file]").set_input_files(
        {"name": "timra.xlsx", "mimeType": EXCEL, "buffer": content}
    )
    press(page, "Läs tabellen")
    page.get_by_text("1 nya rader, 0 ändrade och 0 oförändrade.").wait_for()
    press(page, "Spara raderna")
    send(page)


def send(page: "Page") -> None:
    """Reporter, economist, head."""
    for button, word in (
        ("Lämna underlaget", "Underlaget är lämnat. Tack!"),
        ("Jag har granskat underlaget", "Underlaget är granskat."),
        ("Godkänn underlaget", "Underlaget är godkänt."),
    ):
        press(page, button)
        page.get_by_text(word).wait_for()


def net_of(page: "Page", round_: str, name: str, *, flows: str = "") -> int:
    """The municipality's net on the page of consequences."""
    if flows:
        page.goto(f"{round_}elevstrommar/")
        page.get_by_label("Klistra in från Excel").fill(flows)
        press(page, "Spara tabellen")
        page.get_by_text("2 elevströmmar är sparade.").wait_for()
    page.goto(f"{round_}konsekvenser/")
    row = page.get_by_role("table", name="Netto per kommun").get_by_role("row", name=re.compile(f"^{name}"))
    text = row.locator("strong").inner_text()
    return int(re.sub(r"\s", "", text).replace("−", "-"))


def set_by_hand(page: "Page", round_: str, base: str) -> None:
    page.goto(f"{round_}modeller/")
    page.get_by_role("link", name=re.compile("^Sätt för hand")).first.click()
    page.get_by_label("Kostnad per elev före administration, kronor").fill(base)
    page.get_by_label("Varför?").fill("Jämnt tal enligt styrgruppen")
    press(page, "Spara priset")
    page.get_by_text("Priset är sparat.").wait_for()


def decide(coordinator: "Page", reporter: "Page", round_: str) -> None:
    """Close, recommend, and three decisions with date and paragraph."""
    coordinator.goto(round_)
    press(coordinator, "Stäng för underlag")
    coordinator.get_by_role("dialog").get_by_role("button", name="Stäng", exact=True).click()
    coordinator.get_by_text("Prisomgången är stängd för underlag.").wait_for()
    coordinator.goto(f"{round_}beslut/")
    press(coordinator, "Rekommendera listan")
    coordinator.get_by_role("dialog").get_by_role("button", name="Rekommendera", exact=True).click()
    coordinator.get_by_text("Listan är rekommenderad.").wait_for()
    for code in ("2281", "2262", "2260"):
        reporter.goto(f"{round_}beslut/{code}/")
        reporter.get_by_label("Vem beslutade?").fill("Kommunstyrelsen")
        reporter.get_by_label("Beslutsdag").fill("2027-06-10")
        reporter.get_by_label("Paragraf").fill("112")
        press(reporter, "Spara beslutet")
        reporter.get_by_text("Kommunens beslut är sparat.").wait_for()


def publish(page: "Page", round_: str) -> None:
    page.goto(f"{round_}beslut/")
    page.get_by_label("Vad är nytt i listan?").fill("Första gemensamma listan.")
    press(page, "Publicera prislistan")
    page.get_by_text("Prislistan är publicerad.").wait_for()


def change(page: "Page", round_: str) -> None:
    """Two per cent from April."""
    page.goto(f"{round_}beslut/andra/")
    page.get_by_label("Gäller från").fill("2028-04-01")
    page.get_by_label("Ändra alla priser med procent").fill("2")
    page.get_by_label("Varför ändras listan?").fill("Lönerörelsen blev dyrare.")
    press(page, "Publicera den ändrade listan")
    page.get_by_text("Den ändrade listan är publicerad.").wait_for()
