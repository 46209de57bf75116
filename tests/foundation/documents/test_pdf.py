"""Typeset documents: tagged, archived, the same bytes each time, and values that stay values."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from gemensam.foundation.documents import pdf as documents
from gemensam.foundation.documents.glyphs import printable
from gemensam.foundation.documents.pdf import TypesettingError, typeset

TYPEFACE = Path(documents.__file__).parent / "fonts" / "Inter-Regular.ttf"
HEAD = '#import "/gemensam.typ": *\n#show: sheet\n'
MOMENT = datetime(2027, 6, 30, 22, 30, tzinfo=UTC)  # 1 July in Sweden
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'


def made(folder: Path, body: str, data: dict | None = None, **rest: object) -> bytes:
    """A document whose template has the body."""
    template = folder / "letter.typ"
    template.write_text(HEAD + body, encoding="utf-8")
    values = {"title": "Besked", "sender": "Kansliet", "at": MOMENT, **rest}
    return typeset(template, data or {}, **values)


def test_typeset_letter_is_tagged_in_its_language_with_title_and_day(tmp_path: Path):
    with pikepdf.open(
        io.BytesIO(made(tmp_path, "#facts(((data.a, data.b),))", {"a": "Namn", "b": "Åsa"}))
    ) as pdf:
        root = pdf.Root
        assert (bool(root.MarkInfo.Marked), str(root.Lang), "/StructTreeRoot" in root) == (
            True,
            "sv-SE",
            True,
        )
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == "Besked"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20270701")


def test_typeset_in_english_says_so(tmp_path: Path):
    with pikepdf.open(io.BytesIO(made(tmp_path, "#t[Val][Choices]", language="en"))) as pdf:
        assert str(pdf.Root.Lang) == "en-SE"


def test_typeset_in_easy_swedish_is_swedish(tmp_path: Path):
    with pikepdf.open(io.BytesIO(made(tmp_path, "#t[Val][Choices]", language="sv-simple"))) as pdf:
        assert str(pdf.Root.Lang) == "sv-SE"


def test_typeset_twice_gives_the_same_bytes(tmp_path: Path):
    assert made(tmp_path, "Hej") == made(tmp_path, "Hej")


def test_typeset_values_that_look_like_markup_stay_values(tmp_path: Path):
    risky = '#panic("x") $ * _ \\ ` <b> @ref'
    assert made(tmp_path, "#facts(((data.a, data.a),))", {"a": risky}).startswith(b"%PDF-1.7")
    with pytest.raises(TypesettingError):  # the same text, had it been read as markup
        made(tmp_path, '#eval(data.a, mode: "markup")', {"a": risky})


def test_typeset_picture_without_words_is_refused(tmp_path: Path):
    told = made(tmp_path, '#image("/dot.svg", alt: "En prick")', pictures={"dot.svg": DOT})
    assert told.startswith(b"%PDF-1.7")
    with pytest.raises(TypesettingError):
        made(tmp_path, '#image("/dot.svg")', pictures={"dot.svg": DOT})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa Łukasz Nguyễn “smart” – 10 €", "Åsa Łukasz Nguyễn “smart” – 10 €"),
        ("Umea\u030a", "Umeå"),  # as a telephone may send it
        ("a\x07b\u202ec\ufeff", "abc"),
        ("مدرسة 😀", "????? ?"),
        ("x\u3000y", "x y"),
        ("\ue000", "?"),
    ],
)
def test_signs_that_the_typeface_lacks_keep_nobody_from_a_document(tmp_path: Path, text: str, shown: str):
    assert printable({"rows": [[text]]}, TYPEFACE) == {"rows": [[shown]]}
    assert made(tmp_path, "#facts(((data.a, data.b),))", {"a": "Skola", "b": text}).startswith(b"%PDF-1.7")
