"""Typesetting of letters, receipts and lists as PDF that screen readers and archives understand.

A template is a ``.typ`` file beside the pages it belongs to, with its texts in it; what all share is
``typesetting/gemensam.typ`` (look at it for ``sheet``, ``facts``, ``rows``, ``notice``, ``t``). Values go in as
data and are never read as markup, so that a name with signs in it stays a name; what the typeface lacks is shown as
a question mark, for a sign in someone's text must not keep anyone from a receipt.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from gemensam.foundation.documents.glyphs import printable

_HERE = Path(__file__).parent
_SHARED = _HERE / "typesetting" / "gemensam.typ"
_FONTS = _HERE / "fonts"
_TYPEFACE = _FONTS / "Inter-Regular.ttf"
STANDARDS = ("ua-1", "a-2a")  # PDF/UA-1 for readers, PDF/A-2a for archives
PDF_MEDIA_TYPE = "application/pdf"


class TypesettingError(Exception):
    """The template and its data gave no document: a fault in the program. Carries the typesetter's words."""


def typeset(
    template: Path,
    data: Mapping[str, object],
    *,
    title: str,
    sender: str,
    at: datetime,
    language: str = "sv",
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The template with its data as a tagged PDF (PDF/UA-1 and PDF/A-2a). The same arguments give the same bytes.

    ``data`` is what JSON can hold, with exact numbers as text already written for people; the keys ``reference`` (at
    the top), ``footer`` and ``wide`` (a page on its side) are read by the sheet itself. ``at`` is the document's date.
    ``pictures`` are files that the template may name, as ``image("/name.svg", alt: "…")``; without ``alt`` it is
    refused. Raises TypesettingError.
    """
    import typst  # noqa: PLC0415 - eighty megabytes that only those who print need

    day = timezone.localtime(at)
    made = {"year": day.year, "month": day.month, "day": day.day}
    # Easy Swedish ("sv-simple") is Swedish to a typesetter and to a screen reader.
    whole = {**data, "title": title, "sender": sender, "language": language.partition("-")[0], "made": made}
    files: dict[str, bytes] = {
        "main": template.read_bytes(),
        "gemensam.typ": _SHARED.read_bytes(),
        **(pictures or {}),
    }
    try:
        return typst.compile(  # type: ignore[call-overload]  # its types do not know that files may be given by name
            files,
            format="pdf",
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(printable(whole, _TYPEFACE), ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
        )
    except typst.TypstError as fault:
        raise TypesettingError(str(fault)) from fault
