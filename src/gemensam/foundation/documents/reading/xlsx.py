"""Office Open XML workbooks (ECMA-376): values, formats, formulas and merged cells of each sheet."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from gemensam.foundation.documents.reading.found import FoundSheet, Limits, Refused, number_text
from gemensam.foundation.documents.reading.number_formats import format_kind, moment_of
from gemensam.foundation.documents.reading.packed import Parts
from gemensam.foundation.documents.reading.xml_parts import attribute, walk

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MACROS = ("xl/vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/", "customui/")
_EXTERNAL = ("xl/externallinks/", "xl/connections", "xl/querytables/")


def read(parts: Parts, limits: Limits) -> list[FoundSheet]:
    """The workbook's sheets. Raises Refused."""
    _refuse_parts(parts)
    book = _target(_relations(parts, ""), "", "/officeDocument") or "xl/workbook.xml"
    sheets, from_1904 = _sheets(parts, book, limits)
    relations = _relations(parts, book)
    kinds = _formats(parts, _target(relations, book, "/styles"))
    strings = _strings(parts, _target(relations, book, "/sharedStrings"), limits)
    by_id = {identity: target for identity, target, _ in relations}
    found = []
    for name, relation, hidden in sheets:
        if relation not in by_id:
            raise Refused("damaged")
        reader = _SheetReader(FoundSheet(name, limits, hidden), strings, kinds, from_1904)
        walk(parts.portions(_resolved(book, by_id[relation])), reader.start, reader.end, reader.text)
        found.append(reader.sheet)
    return found


def _refuse_parts(parts: Parts) -> None:
    """Look at every part before any is believed."""
    names = [name.lower() for name in parts.names]
    if any(name.startswith(_MACROS) for name in names):
        raise Refused("macros")
    if any(name.startswith(_EXTERNAL) for name in names):
        raise Refused("external_link")
    if any(name.startswith("xl/embeddings/") for name in names):
        raise Refused("embedded")
    for name in parts.names:
        if name.lower().endswith((".xml", ".rels", ".vml")):
            walk(parts.portions(name))
        if name.lower().endswith(".rels"):
            walk(parts.portions(name), _refuse_external)
    if b"macroEnabled" in parts.bytes_of("[Content_Types].xml"):
        raise Refused("macros")
    parts.again()


def _refuse_external(name: str, attributes: Mapping[str, str]) -> None:
    if attribute(attributes, "TargetMode").lower() == "external" and not attribute(
        attributes, "Type"
    ).endswith("/hyperlink"):
        raise Refused("external_link")


def _relations(parts: Parts, of: str) -> list[tuple[str, str, str]]:
    """(id, target, type) of a part's relations; of the package when ``of`` is empty."""
    path = PurePosixPath(of)
    name = str(path.parent / "_rels" / f"{path.name}.rels") if of else "_rels/.rels"
    found: list[tuple[str, str, str]] = []

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship":
            identity, target = attribute(attributes, "Id"), attribute(attributes, "Target")
            found.append((identity, target, attribute(attributes, "Type")))

    if parts.has(name):
        walk(parts.portions(name), start)
    return found


def _resolved(of: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return str(PurePosixPath(of).parent / target)


def _target(relations: list[tuple[str, str, str]], of: str, kind: str) -> str:
    return next((_resolved(of, target) for _, target, type_ in relations if type_.endswith(kind)), "")


def _sheets(parts: Parts, book: str, limits: Limits) -> tuple[list[tuple[str, str, bool]], bool]:
    """(name, relation id, hidden) of each sheet, and whether days count from 1904."""
    found: list[tuple[str, str, bool]] = []
    from_1904 = False

    def start(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if element == "sheet":
            hidden = attribute(attributes, "state") not in {"", "visible"}
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attribute(attributes, "name"), relation, hidden))
        elif element == "workbookPr":
            from_1904 = attribute(attributes, "date1904") in {"1", "true"}
        if len(found) > limits.sheets:
            raise Refused("too_many_sheets", limit=limits.sheets)

    walk(parts.portions(book), start)
    if not found:
        raise Refused("damaged")
    return found, from_1904


def _formats(parts: Parts, name: str) -> list[str]:
    """The kind of each cell format, in the order that cells refer to them."""
    codes: dict[int, str] = {}
    kinds: list[str] = []
    inside = False

    def start(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if element == "numFmt":
            codes[_whole(attribute(attributes, "numFmtId"))] = attribute(attributes, "formatCode")
        elif element == "cellXfs":
            inside = True
        elif element == "xf" and inside:
            format_id = _whole(attribute(attributes, "numFmtId") or "0")
            kinds.append(format_kind(format_id, codes.get(format_id, "General")))

    def end(element: str) -> None:
        nonlocal inside
        inside = inside and element != "cellXfs"

    if name and parts.has(name):
        walk(parts.portions(name), start, end)
    return kinds


def _strings(parts: Parts, name: str, limits: Limits) -> list[str]:
    """The shared strings, rich text joined, reading aids (rPh) left out."""
    strings: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "aid": False}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "si":
            pieces.clear()
        elif element == "t":
            state["text"] = True
        elif element == "rPh":
            state["aid"] = True

    def end(element: str) -> None:
        if element == "si":
            strings.append(unescaped("".join(pieces)))
            if len(strings) > limits.cells:
                raise Refused("too_many_cells", limit=limits.cells)
        elif element == "t":
            state["text"] = False
        elif element == "rPh":
            state["aid"] = False

    def text(piece: str) -> None:
        if state["text"] and not state["aid"]:
            pieces.append(piece)

    if name and parts.has(name):
        walk(parts.portions(name), start, end, text)
    return strings


def unescaped(text: str) -> str:
    """``_x000D_`` → carriage return; other control signs become what no text has, and are refused later."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def position(ref: str) -> tuple[int, int]:
    """``"B7"`` → (6, 1). Raises Refused(damaged)."""
    found = _REF.match(ref)
    if not found:
        raise Refused("damaged")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as fault:
        raise Refused("damaged") from fault


class _SheetReader:
    """Gathers one sheet's cells from its elements."""

    def __init__(self, sheet: FoundSheet, strings: list[str], kinds: list[str], from_1904: bool) -> None:
        self.sheet = sheet
        self.strings = strings
        self.kinds = kinds
        self.from_1904 = from_1904
        self.row, self.column = -1, -1
        self.kind = self.style = ""
        self.has_formula = self.gathers = self.aid = False
        self.pieces: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "c":
            ref = attributes.get("r")
            self.row, self.column = position(ref) if ref else (self.row, self.column + 1)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.has_formula = self.aid = False
            self.pieces = []
        elif element in {"v", "t"}:
            self.gathers = True
        elif element == "f":
            self.has_formula = True
        elif element == "row":
            self.row = _whole(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif element == "rPh":
            self.aid = True
        elif element == "mergeCell":
            first, _, last = attribute(attributes, "ref").partition(":")
            if len(self.sheet.merged) < self.sheet.limits.cells:
                position(first), position(last or first)
                self.sheet.merged.append(f"{first}:{last or first}")

    def end(self, element: str) -> None:
        if element in {"v", "t"}:
            self.gathers = False
        elif element == "rPh":
            self.aid = False
        elif element == "c":
            self._put("".join(self.pieces))

    def text(self, piece: str) -> None:
        if self.gathers and not self.aid:
            self.pieces.append(piece)

    def _put(self, text: str) -> None:
        if self.has_formula:
            self.sheet.put(self.row, self.column, "formula", "")
        elif text == "":
            return
        elif self.kind == "s":
            index = _whole(text)
            if not 0 <= index < len(self.strings):
                raise Refused("damaged")
            self.sheet.put_text(self.row, self.column, self.strings[index])
        elif self.kind in {"inlineStr", "str"}:
            self.sheet.put_text(self.row, self.column, unescaped(text))
        elif self.kind == "e":
            self.sheet.put(self.row, self.column, "error", text[:20])
        elif self.kind == "b":
            self.sheet.put(
                self.row, self.column, "text", "SANT" if text.strip() in {"1", "true"} else "FALSKT"
            )
        elif self.kind == "d":
            self.sheet.put(self.row, self.column, "text", text)
        else:
            self._put_number(text)

    def _put_number(self, text: str) -> None:
        style = _whole(self.style)
        kind = self.kinds[style] if 0 <= style < len(self.kinds) else "number"
        try:
            number = float(text)
        except ValueError as fault:
            raise Refused("damaged") from fault
        if kind in {"date", "time"}:
            moment = moment_of(number, from_1904=self.from_1904)
            if moment:
                self.sheet.put(self.row, self.column, *moment)
                return
            kind = "number"
        self.sheet.put(self.row, self.column, kind, number_text(number))
