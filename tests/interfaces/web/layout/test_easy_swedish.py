"""Easy Swedish: a catalogue of its own over the Swedish of the pages, and texts that are easy."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.queries import own_locale
from tests.factories.small_county import account
from tests.factories.small_round import person

from babel.messages.pofile import read_po  # isort: skip

WEB = Path(__file__).parents[4] / "src" / "gemensam" / "interfaces" / "web"
CATALOGUES = sorted(WEB.glob("*/locale/sv_Simple/LC_MESSAGES/django.po"))
MOST_WORDS = 16  # in a sentence


def messages(path: Path):
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def texts(value) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def long_sentences(text: str) -> list[str]:
    """Sentences with more words than is easy to read."""
    return [one for one in re.split(r"(?<=[.?!])\s", text) if len(one.split()) > MOST_WORDS]


def test_easy_swedish_is_spoken_where_it_has_words_and_falls_back_elsewhere():
    with translation.override("sv-simple"):
        assert gettext("Räkna ut ditt meritvärde") == "Räkna ut dina poäng"
        assert gettext("Ingenting som någon har översatt") == "Ingenting som någon har översatt"
        assert gettext("This field is required.") == "Detta fält måste fyllas i."
    with translation.override("sv"):
        assert gettext("Räkna ut ditt meritvärde") == "Räkna ut ditt meritvärde"


def test_easy_swedish_catalogues_are_there():
    assert "simulator" in {path.parts[-5] for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_easy_swedish_texts_are_short_and_keep_their_figures(path):
    for message in messages(path):
        for text in texts(message.string):
            assert long_sentences(text) == []
            assert set(re.findall(r"%\(\w+\)s", text)) <= set(re.findall(r"%\(\w+\)s", texts(message.id)[-1]))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_easy_swedish_texts_are_compiled(path):
    with translation.override("sv-simple"):
        for message in messages(path):
            if isinstance(message.id, str):
                assert gettext(message.id) == message.string, message.id


def test_long_sentences_of_a_long_one_finds_it():
    assert long_sentences("Kort. " + "ord " * 17) == [("ord " * 17).strip() + " "]


def test_page_in_easy_swedish_says_so(db):
    client = Client()
    client.post("/val/sprak", {"language": "sv-simple"})
    response = client.get("/meritvarde/")
    text = response.content.decode()
    assert (response["Content-Language"], '<html lang="sv-simple"' in text) == ("sv-simple", True)
    assert "Räkna ut dina poäng" in text


def test_language_of_who_is_logged_in_is_kept_for_the_next_log_in(db):
    owner = person(1)
    login = account(Role.PUPIL, None, person_id=owner.pk)
    client = Client()
    client.force_login(login)
    client.post("/val/sprak", {"language": "sv-simple"})
    assert own_locale(owner.pk) == "sv-simple"
    other_browser = Client()
    other_browser.force_login(login)
    assert '<html lang="sv-simple"' in other_browser.get("/om/").content.decode()


def test_language_of_a_visitor_is_kept_in_the_browser_only(db):
    owner = person(1)
    Client().post("/val/sprak", {"language": "en"})
    assert own_locale(owner.pk) == "sv"
