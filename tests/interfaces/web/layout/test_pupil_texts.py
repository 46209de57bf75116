"""What pupils, guardians and the public read: all of it in English, and whatever is long in easy Swedish, too."""

import re
from pathlib import Path

import pytest

from tests.interfaces.web.layout.pupil_texts import (
    WEB,
    every_file,
    files,
    in_code,
    in_template,
    pupil_texts,
    texts,
)

from babel.messages.pofile import read_po  # isort: skip

MOST_WORDS = 10  # of a sentence that is easy as it stands
# Words that a fifteen-year-old meets for the first time here; in a text of some length they need an easy form.
HARD = re.compile(
    r"huvudm|behörig|dispens|särskilj|särskilda (?:skäl|omst)|samverkan|folkbok|erhål|därutöver|respektive|\bsamt\b"
    r"|beviljad|preliminär|meritvärd|överklag|förutsätt|legitimerat",
    re.IGNORECASE,
)
MOST_WORDS_WITH_A_HARD_ONE = 6
# Of the files that pupils share with the staff: what only the staff is shown.
STAFFS_OWN = (
    "Bara för barn under 16 år, och inte när eleven har tagit över. Annars granskar och skickar eleven.",
    "Öppna en reservomgång ur svaren. De som har tackat ja behåller sina platser, och lediga platser går till dem som "
    "står i kö. Omgången körs, granskas och godkänns som vanligt.",
)


def known(language: str) -> set[str]:
    """The msgids that a language has words for."""
    found: set[str] = set()
    for path in (WEB / "locale", *WEB.glob("*/locale")):
        catalogue = path / language / "LC_MESSAGES" / "django.po"
        if catalogue.exists():
            with catalogue.open("rb") as file:
                for message in read_po(file):
                    strings = message.string if isinstance(message.string, tuple) else (message.string,)
                    if message.id and all(strings) and not message.fuzzy:
                        found.update(message.id if isinstance(message.id, tuple) else (message.id,))
    return found


def needs_easy_form(text: str) -> bool:
    """Whether a sentence is long, or a hard word stands in a text that is more than a label."""
    plain = re.sub(r"<[^>]+>", "", text)
    if any(len(one.split()) > MOST_WORDS for one in re.split(r"(?<=[.?!:])\s", plain)):
        return True
    return len(plain.split()) > MOST_WORDS_WITH_A_HARD_ONE and HARD.search(plain) is not None


def without(texts: dict[str, str], words: set[str], *, only=lambda _text: True) -> list[str]:
    """The texts that a language has no words for, with where they stand."""
    return [f"{place}: {text}" for text, place in texts.items() if only(text) and text not in words]


def test_every_long_or_hard_text_of_pupils_pages_has_an_easy_form():
    """A new text of that kind needs one in its area's sv_Simple (docs/components.md), or to be written more easily."""
    words = known("sv_Simple") | set(STAFFS_OWN)
    assert without(pupil_texts(), words, only=needs_easy_form) == []


def test_every_text_of_pupils_pages_is_in_english():
    assert without(pupil_texts(), known("en")) == []


@pytest.mark.slow  # reads every module
def test_every_text_of_the_product_is_in_english():
    found = texts(every_file())
    read = {place.split("/")[0] for place in found.values()}
    assert {"foundation", "interfaces"} <= read
    assert without(found, known("en")) == []


def test_staffs_own_texts_are_all_there():
    assert set(STAFFS_OWN) <= set(pupil_texts())


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Spara. Gå vidare.", False),
        ("Detta är en mening som har fler ord än vad som är lätt att läsa.", True),
        ("Är du behörig?", False),  # a label
        ("Här ser du vad du är behörig till just nu.", True),
        ("<strong>Kort</strong> text.", False),
    ],
)
def test_text_that_is_long_or_hard_needs_an_easy_form(text, needed):
    assert needs_easy_form(text) is needed


def test_text_that_a_language_lacks_is_found():
    assert without({"Finns": "a.html", "Saknas": "b.html"}, {"Finns"}) == ["b.html: Saknas"]


def test_texts_of_templates_and_code_are_read_as_they_are_asked_for():
    template = (
        "{% translate 'Ett' %}{% translate \"Två\" as x %}"
        "{% blocktranslate trimmed count n=n %}\n  Tre {{ n }}\n{% plural %}Fyra {{ n }}{% endblocktranslate %}"
        "{{ n|default:_('Noll') }}"
    )
    assert list(in_template(template)) == ["Ett", "Två", "Noll", "Tre %(n)s", "Fyra %(n)s"]
    assert list(
        in_code('from x import gettext as _\nX = _("Fem")\nY = gettext_lazy("Sex " "sju")\nZ = print("Nej")')
    ) == [
        "Fem",
        "Sex sju",
    ]


def test_pages_of_pupils_are_among_the_files():
    found = {path.name for path in files() if isinstance(path, Path)}
    assert {"offering.html", "review.html", "result.html", "reply.html", "book.html", "my_data.html"} <= found
    assert {"requests.html", "pupils.html", "approval_requested.txt"} & found == set()
