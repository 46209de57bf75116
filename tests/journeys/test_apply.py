"""A pupil on a phone, by keyboard alone: from search to receipt, a guardian, and a change that makes one choice late."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.browser import PHONE, OpenPage, assert_focus_is_visible, assert_stands, focused, tab_to
from tests.factories.applying import JANUARY, JUNE
from tests.journeys.conftest import Place

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]


def set_clock(county: Place, moment: datetime) -> None:
    """Let the county's clock go on from the moment."""
    offset = round((moment - datetime.now(UTC)).total_seconds())
    (county.folder / "demo-clock.txt").write_text(str(offset), encoding="ascii")


def press(page: "Page", text: str, key: str = "Enter") -> None:
    """Go to what carries the text by Tab, see where one is, and press the key."""
    tab_to(page, text)
    assert_focus_is_visible(page)
    page.keyboard.press(key)


def newcomer(visit: OpenPage) -> "Page":
    """The pupil who has not applied, on a phone."""
    page = visit("/demo/", width=PHONE)
    page.set_default_timeout(30_000)
    page.get_by_role("button", name="Ny sökande").click()
    page.wait_for_url(lambda url: "/demo/" not in url)
    page.goto("/min-ansokan/")
    return page


def add(page: "Page", words: str, title: str) -> None:
    """Search and add, by keyboard."""
    tab_to(page, "Sök program, skola eller ort")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Lägg till {title}").wait_for()
    press(page, f"{title}, Örgymnasiet")
    page.get_by_text("ligger nu sist i din lista").wait_for()


def press_tool(page: "Page", title: str, place: int, name: str) -> None:
    """From the handle of a choice to the button that stands so many places after it."""
    if not focused(page).startswith(f"Dra {title}"):
        tab_to(page, f"Dra {title}")
    for _press in range(place):
        page.keyboard.press("Tab")
    assert name in focused(page)
    page.keyboard.press("Enter")


def ranked(page: "Page") -> list[str]:
    """The list as it stands on the page."""
    return page.locator(".g-ranking__title").all_inner_texts()


def answer_no(page: "Page") -> None:
    """Say no to every question, one page each."""
    while "/fragor/" in page.url:
        here = page.url
        assert_stands(page)
        page.get_by_label("Nej").focus()
        page.keyboard.press("Space")
        press(page, "Spara och fortsätt")
        page.wait_for_url(lambda url, here=here: url != here)


def give_contact(page: "Page") -> None:
    """A mistake first: it is told, and what was written is still there."""
    tab_to(page, "E-postadress")
    page.keyboard.type("nour")
    press(page, "Spara och fortsätt")
    page.get_by_role("heading", name="Rätta till följande").wait_for()
    assert page.get_by_label("E-postadress").input_value() == "nour"
    assert_stands(page)
    page.get_by_label("E-postadress").fill("nour@example.invalid")
    press(page, "Spara och fortsätt")
    page.wait_for_url("**/utbildningar/")


def choose_and_rank(page: "Page") -> None:
    """Add three, move the last one up by the arrow key on its handle, and down again by its button."""
    for words, title in (("EK-1", "Program EK-1"), ("SA-1", "Program SA-1"), ("BA-1", "Program BA-1")):
        add(page, words, title)
    tab_to(page, "Dra Program BA-1")
    page.keyboard.press("ArrowUp")
    page.get_by_text("Program BA-1 är nu nummer 2.").wait_for(state="attached")
    assert ranked(page) == ["Program EK-1", "Program BA-1", "Program SA-1"]
    assert focused(page).startswith("Dra Program BA-1")  # the focus follows what was moved
    press_tool(page, "Program BA-1", 2, "Ner")
    page.get_by_text("Program BA-1 är nu nummer 3.").wait_for(state="attached")
    assert_stands(page)
    press(page, "Fortsätt")
    page.wait_for_url(lambda url: "/utbildningar/" not in url)


def drop_first_and_add_another(page: "Page") -> None:
    """A change after sending, as far as the review."""
    page.goto("/min-ansokan/")
    press(page, "Ändra val")
    page.wait_for_url("**/utbildningar/")
    press_tool(page, "Program EK-1", 3, "Ta bort")
    page.get_by_role("link", name="Program EK-1").wait_for(state="detached")
    add(page, "NA-1", "Program NA-1")
    page.goto("/min-ansokan/")
    press(page, "Granska och skicka")
    page.wait_for_url("**/granska/")


def guardian_reads_and_confirms(visit: OpenPage) -> None:
    """On a phone, too, by keyboard: the guardian of one who has sent reads it and says so once."""
    page = visit("/demo/", width=PHONE)
    page.set_default_timeout(30_000)
    page.get_by_role("button", name="Ny förälder").click()
    page.wait_for_url(lambda url: "/demo/" not in url)
    page.goto("/min-ansokan/")
    assert_stands(page)
    press(page, "Läs ansökan")
    page.get_by_role("heading", name="Ansökan för Nour Ny").wait_for()
    assert page.locator(".g-plain-ranking strong").all_inner_texts() == [
        "Program EK-1",
        "Program SA-1",
        "Program BA-1",
    ]
    assert_stands(page)
    press(page, "Jag har läst ansökan")
    page.get_by_text("Du har bekräftat att du har läst").wait_for()
    assert page.get_by_role("button", name="Jag har läst ansökan").count() == 0


def test_pupil_applies_on_a_phone_by_keyboard_and_a_later_change_makes_one_choice_late(
    visit: OpenPage, county: Place
):
    # given a pupil in January who has not applied
    set_clock(county, JANUARY)
    page = newcomer(visit)
    assert_stands(page)
    press(page, "Börja din ansökan")
    page.wait_for_url("**/uppgifter/")

    # when she says how to reach her, with a mistake on the way
    give_contact(page)

    # and finds educations and ranks them
    choose_and_rank(page)

    # and answers no to what is asked for besides grades
    answer_no(page)

    # then she reviews everything and sends it
    assert_stands(page)
    press(page, "Skicka in ansökan")
    page.wait_for_url("**/kvitto/1/")
    assert_stands(page)
    assert page.get_by_text("I tid").count() == 3

    # and her guardian reads it, and confirms
    guardian_reads_and_confirms(visit)

    # when she changes in June, after the last day: the first choice is dropped, and a new one comes in
    set_clock(county, JUNE)
    drop_first_and_add_another(page)
    # then one choice is told to be late, and two in time, before anything is sent
    page.get_by_text("Ett eller flera val räknas som sena").wait_for()
    assert_stands(page)
    told = page.get_by_role("listitem").filter(has_text=", Örgymnasiet: ")
    assert told.all_inner_texts() == [
        "Program SA-1, Örgymnasiet: i tid",
        "Program BA-1, Örgymnasiet: i tid",
        "Program NA-1, Örgymnasiet: räknas som sent",
    ]
    press(page, "Skicka in ändringen")
    page.wait_for_url("**/kvitto/2/")
    late = "SELECT COUNT(*) FROM admissions_choice c JOIN catalogue_offering o ON o.id = c.offering_id WHERE c.late AND o.code = ?"
    assert [county.count(late, code) for code in ("SA-1", "BA-1", "NA-1")] == [0, 0, 1]
