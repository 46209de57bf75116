"""Builders of files, good and bad, part by part: no program that protects us stands between."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="0.0%"/>'
    '<numFmt numFmtId="166" formatCode="#,##0.00\\ &quot;dm&quot;"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="8">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="9"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)
GENERAL, DATE, DATETIME, PERCENT, ISO_DATE, PERCENT_1, NOT_A_DATE, TIME = range(8)


def packed(parts: dict[str, str | bytes], **options: object) -> bytes:
    """A zip file of the parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", options.get("method", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def sheet_xml(rows: str, after: str = "") -> str:
    """A sheet's part around its rows."""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_REL}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def row(number: int, *cells: str) -> str:
    """A row around its cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(ref: str, value: str) -> str:
    """A cell with text of its own."""
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(ref: str, value: str, style: int = GENERAL) -> str:
    """A cell with a number."""
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def xlsx_parts(
    *sheets: str, strings: tuple[str, ...] = (), book: str = "", extra: dict[str, str | bytes] | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook with the sheets; ``extra`` adds to or replaces them."""
    listed = "".join(f'<sheet name="Blad{n}" sheetId="{n}" r:id="rId{n}"/>' for n, _ in enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, 1)
    )
    shared = "".join(f"<si><t>{escape(value)}</t></si>" for value in strings)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        f'<Relationship Id="rIdS" Type="{_REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_MAIN}">{shared}</sst>',
    }
    for n, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet
    return parts | (extra or {})


def xlsx(*sheets: str, **options: object) -> bytes:
    """A workbook with the sheets."""
    return packed(xlsx_parts(*sheets, **options))


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)


def ods(rows: str, *, before: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet with one sheet."""
    content = (
        f"{_HEAD}<office:document-content {_ODS_NAMES}>{before}<office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return packed({"mimetype": ODS_TYPE, "content.xml": content} | (extra or {}))


def ods_cell(value: str = "", *, attributes: str = "") -> str:
    """A cell with text, and what it declares."""
    paragraph = f"<text:p>{escape(value)}</text:p>" if value else ""
    return f"<table:table-cell {attributes}>{paragraph}</table:table-cell>"


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with the streams, each padded to at least 4 096 bytes."""
    size = 512
    padded = {name: content.ljust(4096, b"\x00") for name, content in streams.items()}
    sectors: list[bytes] = []
    table: list[int] = []
    starts = {}
    for name, content in padded.items():
        starts[name] = len(sectors)
        count = -(-len(content) // size)
        for index in range(count):
            sectors.append(content[index * size : (index + 1) * size].ljust(size, b"\x00"))
            table.append(len(sectors) if index < count - 1 else 0xFFFFFFFE)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if padded else 0xFFFFFFFF)]
    names = list(padded)
    for index, name in enumerate(names):
        right = index + 2 if index + 1 < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, starts[name], len(padded[name]), right=right))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory_start = len(sectors)
    directory = b"".join(entries)
    for index in range(0, len(directory), size):
        sectors.append(directory[index : index + size])
        last = index + size >= len(directory)
        table.append(0xFFFFFFFE if last else len(sectors))
    table_sectors = -(-(len(table) + 8) // 128)
    first_table = len(sectors)
    table.extend([0xFFFFFFFD] * table_sectors)
    table.extend([0xFFFFFFFF] * (table_sectors * 128 - len(table)))
    for index in range(table_sectors):
        sectors.append(struct.pack("<128I", *table[index * 128 : (index + 1) * 128]))
    listed = [first_table + index for index in range(table_sectors)] + [0xFFFFFFFF] * (109 - table_sectors)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, table_sectors, directory_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, listed[0],
    )  # fmt: skip
    return header + struct.pack("<108I", *listed[1:]) + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", encoded, len(encoded), kind, 1, 0xFFFFFFFF, right, child, 0, start, size
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", kind, len(data)) + data


def xls_label(row_: int, column: int, value: str) -> bytes:
    """A LABEL record: a text."""
    encoded = value.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row_, column, 0, len(value), 1) + encoded)


def xls_number(row_: int, column: int, value: float, style: int = 0) -> bytes:
    """A NUMBER record."""
    return record(0x0203, struct.pack("<HHHd", row_, column, style, value))


def xls_formula(row_: int, column: int, value: float) -> bytes:
    """A FORMULA record (=1+1) that claims to have come to ``value``."""
    tokens = b"\x1e\x01\x00\x1e\x01\x00\x03"
    return record(0x0006, struct.pack("<HHHdHIH", row_, column, 0, value, 0, 0, len(tokens)) + tokens)


def xls_error(row_: int, column: int, code: int) -> bytes:
    """A BOOLERR record with an error."""
    return record(0x0205, struct.pack("<HHHBB", row_, column, 0, code, 1))


def xls(
    cells: bytes, *, globals_: bytes = b"", kind: int = 0, streams: dict[str, bytes] | None = None
) -> bytes:
    """A workbook with one sheet "Blad1" of the cell records. Styles: 0 general, 1 percent, 2 date."""
    begin = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    styles = b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIHH", 0, code, 1, 0x20, 0, 0, 0, 0, 0, 0)) for code in (0, 9, 14)
    )
    name = struct.pack("<IHB", 0, kind << 8, 5) + b"\x00Blad1"
    name = struct.pack("<IHBB", 0, kind << 8, 5, 0) + b"Blad1"
    head = record(0x0809, begin) + globals_ + styles
    length = len(head) + 4 + len(name) + 4
    name = struct.pack("<I", length) + name[4:]
    sheet = (
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + cells + record(0x000A)
    )
    book = head + record(0x0085, name) + record(0x000A) + sheet
    return compound({"Workbook": book} | (streams or {}))
