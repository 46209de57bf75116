"""Our small markup gives values and never elements of its own."""

from django.template.loader import render_to_string

from gemensam.interfaces.web.guidance.markup import Block, Piece, blocks, pieces


def shown(text: str) -> str:
    """The text as the page writes it."""
    return "".join(
        render_to_string("guidance/templates/method_block.html", {"block": one}) for one in blocks(text)
    )


def test_blocks_of_headings_lists_and_paragraphs():
    text = "# Start\nFörst en rad\noch en till\n\n- ett\n- två\n\n1. först\n2. sedan"
    assert [(one.kind, len(one.lines)) for one in blocks(text)] == [
        ("heading", 1), ("paragraph", 2), ("list", 2), ("numbered", 2),
    ]  # fmt: skip


def test_pieces_of_bold_italic_and_links():
    assert pieces("Läs **noga**, *alltid*: [här](https://exempel.se/a)!") == (
        Piece("text", "Läs "), Piece("bold", "noga"), Piece("text", ", "), Piece("italic", "alltid"),
        Piece("text", ": "), Piece("link", "här", "https://exempel.se/a"), Piece("text", "!"),
    )  # fmt: skip


def test_markup_with_html_and_scripts_is_shown_as_text():
    page = shown(
        '<script>alert(1)</script> **<b>x</b>** [y](javascript:alert(1)) [z](https://a.se/"onclick=1)'
    )
    assert "<script" not in page
    assert "<b>" not in page
    assert "javascript:alert" in page  # as text
    assert 'href="javascript' not in page
    assert "onclick=1)" not in page.replace("&quot;onclick=1", "")
    assert "<strong>" in page  # the control: our own elements are there


def test_empty_text_gives_nothing():
    assert blocks("  \n ") == []
    assert blocks("-") == [Block("paragraph", ((Piece("text", "-"),),))]


def test_list_without_an_empty_line_before_or_after_it_is_a_list():
    found = blocks("# Så gör vi\nTa med:\n- penna\n- papper\nKlart.\n1. Ett\n2. Två")
    assert [(one.kind, len(one.lines)) for one in found] == [
        ("heading", 1), ("paragraph", 1), ("list", 2), ("paragraph", 1), ("numbered", 2),
    ]  # fmt: skip
