"""Files that people attach: what a file is, is told by its content and not by its name. One check for every part."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 10 * 1024 * 1024
_OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its type, its ending, and the bytes that tell it, from a place on."""

    media_type: str
    ending: str
    signature: bytes = b""
    start: int = 0
    inside: str = ""  # the part of an Office file that tells it


PDF: Final = FileKind("application/pdf", ".pdf", b"%PDF-")
PICTURES: Final = (
    FileKind("image/jpeg", ".jpg", b"\xff\xd8\xff"),
    FileKind("image/png", ".png", b"\x89PNG\r\n\x1a\n"),
)
PHONE_PICTURES: Final = (
    FileKind("image/webp", ".webp", b"WEBP", 8),
    *(
        FileKind("image/heic", ".heic", b"ftyp" + brand, 4)
        for brand in (b"heic", b"heix", b"heim", b"heis", b"mif1")
    ),
)
OFFICE: Final = (
    FileKind(_OFFICE_TYPE + "wordprocessingml.document", ".docx", inside="word/document.xml"),
    FileKind(_OFFICE_TYPE + "presentationml.presentation", ".pptx", inside="ppt/presentation.xml"),
    FileKind(_OFFICE_TYPE + "spreadsheetml.sheet", ".xlsx", inside="xl/workbook.xml"),
)


class FileRefused(Exception):
    """The file is not taken. ``code``: empty, too_large, unknown_type or macros."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(content: bytes, allowed: tuple[FileKind, ...], *, most_bytes: int = MOST_BYTES) -> FileKind:
    """What the file is, of what is allowed. Raises FileRefused."""
    if not content:
        raise FileRefused("empty")
    if len(content) > most_bytes:
        raise FileRefused("too_large")
    for kind in allowed:
        if kind.signature and content[kind.start :].startswith(kind.signature):
            return kind
    office = tuple(kind for kind in allowed if kind.inside)
    return _office_kind(content, office)


def _office_kind(content: bytes, allowed: tuple[FileKind, ...]) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise FileRefused("unknown_type") from None
    if allowed and any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused("macros")
    for kind in allowed:
        if kind.inside in names:
            return kind
    raise FileRefused("unknown_type")


def shown_name(name: str, most: int = 120) -> str:
    """The sender's name for people to read: without path and signs that hide or turn text, the ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" or sign == "\u200d").strip()
    if len(kept) > most:
        stem, dot, ending = kept.rpartition(".")
        tail = dot + ending if stem and len(ending) < 8 else ""
        kept = f"{kept[: most - len(tail) - 1]}…{tail}"
    return kept or "fil"


def is_locked_pdf(content: bytes) -> bool:
    """Whether a PDF is encrypted: it may ask its reader for a password. PDF 1.7, 7.5.5: Encrypt in the trailer."""
    return content.startswith(PDF.signature) and b"/Encrypt" in content


def safe_name(name: str, ending: str) -> str:
    """The sender's name without path and strange signs, with the ending that the content has."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    kept = "".join(sign for sign in stem if sign.isalnum() or sign in " -_")[: 110 - len(ending)].strip()
    return f"{kept or 'fil'}{ending}"
