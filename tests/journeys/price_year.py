"""What people do in the year of the price list, in their own words: plan, report, decide, publish, change, bill."""

import re
from typing import TYPE_CHECKING

from tests.journeys.steps import EXCEL, JOB_PATIENCE, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAYS = {"Öppnar": "2027-05-03", "Sista dag att lämna underlag": "2027-06-25", "Andra påminnelsen": "2027-07-05",
        "Gymnasiechefen får veta": "2027-07-12", "Kommunerna har beslutat senast": "2027-12-15"}  # fmt: skip
STEPS = (
    ("Lämna underlaget", "Underlaget är lämnat. Tack!"),
    ("Jag har granskat underlaget", "Underlaget är granskat."),
    ("Godkänn underlaget", "Underlaget är godkänt."),
)
UNIT = "99228101"
PUPILS = (
    "Referens",
    "Skolenhetskod",
    "Program",
    "Utbildningen började",
    "Började",
    "Slutade",
    "Hemkommun",
    "Skyddad",
)


def press(page: "Page", name: str, told: str = "") -> None:
    """Press a button, and wait for what the page then says."""
    page.get_by_role("button", name=name, exact=True).click()
    if told:
        page.get_by_text(told).first.wait_for()
    page.wait_for_load_state()


def confirm(page: "Page", name: str, answer: str, told: str) -> None:
    """Press a button that asks once more."""
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=answer, exact=True).click()
    page.get_by_text(told).wait_for()


def give(page: "Page", content: bytes, name: str) -> None:
    """Choose an Excel file."""
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": EXCEL, "buffer": content})


def open_round(page: "Page") -> str:
    """Plan 2028 and open it; returns the round's address."""
    page.goto("/prisarbete/ny/")
    page.get_by_label("Kalenderår som priserna gäller").fill("2028")
    for label, day in DAYS.items():
        page.get_by_label(label).fill(day)
    press(page, "Spara")
    page.get_by_role("heading", name="Prislista 2028").wait_for()
    address = page.url
    confirm(page, "Öppna för underlag", "Öppna", "Prisomgången är öppen.")
    return address


def type_row(page: "Page", address: str, amounts: dict[str, str], price: str) -> None:
    """Fill in the row of BA, which saves itself: its price comes without anything having been pressed."""
    page.goto(address)
    row = page.get_by_role("row", name=re.compile("^BA"))
    for label, amount in amounts.items():
        row.get_by_label(re.compile(f"^{label}, BA")).fill(amount)
    row.get_by_text(price).wait_for()


def remove_others(page: "Page", address: str) -> None:
    """Educations of the planned supply that the municipality will not start after all."""
    others = page.get_by_role("row").filter(has_not_text="BA").filter(has=page.get_by_role("link"))
    while others.count():
        others.get_by_role("link").first.click()
        confirm(page, "Ta bort raden", "Ta bort", "Raden är borttagen.")


def send(page: "Page", steps: int = 3) -> None:
    """Reporter, economist, head."""
    for button, word in STEPS[:steps]:
        press(page, button, word)


def upload_table(page: "Page", address: str, rows: list[list[object]], told: str) -> None:
    """A file, looked at before it is kept."""
    page.goto(f"{address}tabell/")
    give(page, workbook(rows), "underlag.xlsx")
    press(page, "Läs tabellen", told)
    press(page, "Spara raderna")


def net_of(page: "Page", round_: str, name: str) -> int:
    """The municipality's net on the page of consequences."""
    page.goto(f"{round_}konsekvenser/")
    row = page.get_by_role("table", name="Netto per kommun").get_by_role("row", name=re.compile(f"^{name}"))
    return int(re.sub(r"\s", "", row.locator("strong").inner_text()).replace("−", "-"))


def decide(page: "Page", round_: str, day: str) -> None:
    """Three municipalities' decisions with date and paragraph."""
    for code in ("2281", "2262", "2260"):
        page.goto(f"{round_}beslut/{code}/")
        for label, value in (("Vem beslutade?", "Kommunstyrelsen"), ("Beslutsdag", day), ("Paragraf", "112")):
            page.get_by_label(label).fill(value)
        press(page, "Spara beslutet", "Kommunens beslut är sparat.")


def party(page: "Page", name: str, bankgiro: str) -> None:
    """Where a municipality's invoices go."""
    page.goto("/ersattning/fakturauppgifter/")
    page.get_by_role("link", name=name).click()
    for label, value in (("Gatuadress", "Storgatan 1"), ("Postnummer", "851 85"), ("Ort", "Staden"),
                         ("Bankgiro, bara siffror", bankgiro), ("Referenskod som vi kräver av kommuner", "IKE1")):  # fmt: skip
        page.get_by_label(label).fill(value)
    press(page, "Spara", "Fakturauppgifterna är sparade.")


def agreement(page: "Page") -> None:
    """Sundsvall is paid by the joint list, read as Håbo does."""
    page.goto("/ersattning/avtal/nytt/")
    page.get_by_label("Den som får betalt").select_option(label="Sundsvalls kommun")
    page.get_by_label("Avläsningsdagar").select_option(value="habo")
    page.get_by_label("Pris", exact=True).select_option(value="joint")
    page.get_by_label("Gäller från").fill("2027-07-01")
    press(page, "Spara avtalet", "Avtalet är sparat.")


def place(page: "Page", *rows: tuple[str, ...]) -> None:
    """Pupils of Sundsvall's school, from a file."""
    page.goto("/ersattning/placeringar/fil/")
    page.get_by_label("Den som får betalt").select_option(label="Sundsvalls kommun")
    give(page, workbook([list(PUPILS), *map(list, rows)]), "elever.xlsx")
    press(page, "Läs in", "Filen är inläst")


def run(page: "Page", month: str) -> str:
    """Run a month of 2028; returns its address when it waits for attest."""
    page.goto("/ersattning/")
    page.get_by_label("Den som får betalt").select_option(label="Sundsvalls kommun")
    page.get_by_label("År", exact=True).fill("2028")
    page.get_by_label("Månad", exact=True).select_option(label=month)
    press(page, "Kör månaden")
    page.wait_for_url("**/ersattning/manader/**")
    for _ in range(JOB_PATIENCE // 300):  # the worker computes beside the page
        if page.get_by_text("Väntar på attest").count():
            return page.url
        page.wait_for_timeout(300)
        page.reload()
    raise AssertionError("the run was not computed")


def attest(page: "Page", address: str) -> None:
    """Attest what another has run."""
    page.goto(address)
    page.get_by_label("Jag har granskat raderna och attesterar dem.").check()
    press(page, "Attestera", "Attesterat.")
