"""A counsellor's day: the list, a pupil, a note and a tick, times, a booking, the queue, the method bank."""

from typing import TYPE_CHECKING

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import PHONE, OpenPage, assert_focus_is_visible, assert_stands, tab_to
from tests.journeys.conftest import Place
from tests.journeys.steps import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]


def press(page: "Page", text: str, key: str) -> None:
    """Go to what carries the text by Tab, see where one is, and press the key."""
    tab_to(page, text)
    assert_focus_is_visible(page)
    page.keyboard.press(key)


def publish(counsellor: "Page") -> None:
    """One time: Monday 28 June at nine."""
    counsellor.goto("/vagledning/tider/nya/")
    assert_stands(counsellor)
    counsellor.get_by_label("Rum, eller hur ni hörs").fill("Rum 12")
    counsellor.get_by_label("Första dagen").fill("2027-06-28")
    counsellor.get_by_label("Sista dagen").fill("2027-06-28")
    counsellor.get_by_label("Till klockan").fill("09:30")
    counsellor.get_by_role("button", name="Lägg ut tiderna").click()
    counsellor.get_by_text("1 tider är utlagda.").wait_for()


def look_after_a_pupil(counsellor: "Page") -> None:
    """A tick and a note, by keyboard."""
    counsellor.goto("/vagledning/elever/")
    assert_stands(counsellor)
    press(counsellor, "Elev0", "Enter")
    counsellor.get_by_role("heading", name="Elev0").wait_for()
    assert_stands(counsellor)
    press(counsellor, "Markera som klar", "Enter")
    counsellor.get_by_role("button", name="Ta bort bocken").wait_for()
    tab_to(counsellor, "Anteckning")
    counsellor.keyboard.type("Vill veta mer om lärlingsutbildning.")
    press(counsellor, "Spara anteckningen", "Enter")
    counsellor.get_by_text("Anteckningen är sparad.").wait_for()
    counsellor.get_by_text("Vill veta mer om lärlingsutbildning.").wait_for()


def change_the_room(counsellor: "Page") -> None:
    """Of a time that is out and booked."""
    counsellor.goto("/vagledning/tider/?vecka=2027-06-28")
    counsellor.get_by_role("link", name="09.00–09.30").click()
    counsellor.get_by_text("Ändra plats eller sätt att ses").click()
    assert_stands(counsellor)
    counsellor.get_by_label("Rum, eller hur ni hörs").fill("Rum 7")
    counsellor.get_by_role("button", name="Spara ändringen").click()
    counsellor.get_by_text("Ändrade tider: 1.").wait_for()


def share_a_method(counsellor: "Page") -> None:
    """A way of working, written as plain text with marks."""
    counsellor.goto("/vagledning/metoder/ny/")
    counsellor.get_by_label("Namn").fill("Tre frågor")
    counsellor.get_by_label("I korthet").fill("Korta samtal före omvalet.")
    counsellor.get_by_label("Så gör vi").fill("# Så gör vi\n- Fråga")
    counsellor.get_by_role("button", name="Dela", exact=True).click()
    counsellor.get_by_role("heading", name="Tre frågor", level=1).wait_for()
    assert_stands(counsellor)


def test_counsellors_day(visit: OpenPage, county: Place):
    # given a counsellor who looks after one of her pupils, by keyboard
    counsellor = enter(visit, Role.COUNSELLOR)
    look_after_a_pupil(counsellor)

    # when she offers a time, and a pupil books it on the phone
    publish(counsellor)
    pupil = enter(visit, Role.PUPIL, width=PHONE)
    pupil.goto("/vagledning/boka/")
    assert_stands(pupil)
    pupil.get_by_role("link", name="Välj").click()
    pupil.get_by_label("Vad vill du prata om?").fill("El eller fordon")
    assert_stands(pupil)
    pupil.get_by_role("button", name="Boka", exact=True).click()
    pupil.get_by_text("Samtalet är bokat.").wait_for()
    assert_stands(pupil)

    # when she has to change the room, then the pupil sees the new one
    change_the_room(counsellor)
    pupil.goto("/vagledning/mina-samtal/")
    pupil.get_by_text("På plats, Rum 7").wait_for()

    # and another pupil finds no time, and stands in the queue
    other = enter(visit, Role.PUPIL, name="Andra eleven", width=PHONE)
    other.goto("/vagledning/boka/")
    other.get_by_text("Ingen ledig tid matchar").wait_for()
    other.get_by_role("link", name="Ställ dig i kön").click()
    assert_stands(other)
    other.get_by_role("button", name="Ställ mig i kön").click()
    other.get_by_text("Du står i kön.").first.wait_for()

    # when the first one cancels
    pupil.get_by_role("button", name="Avboka", exact=True).click()
    pupil.get_by_role("button", name="Avboka samtalet").click()
    pupil.get_by_text("Ändringen är sparad.").wait_for()
    # then the time is offered to the other one, who says yes
    other.goto("/vagledning/mina-samtal/")
    assert_stands(other)
    other.get_by_role("button", name="Ja, boka tiden").click()
    other.get_by_text("Ändringen är sparad.").wait_for()
    # and the counsellor sees who comes
    counsellor.goto("/vagledning/tider/?vecka=2027-06-28")
    counsellor.get_by_text("Elev11 Prov").wait_for()
    assert_stands(counsellor)

    # when she shares a way of working, then it is in the bank
    share_a_method(counsellor)
    assert county.count("SELECT count(*) FROM guidance_method") == 1
