"""Files that would hurt: (what it is, name, content, the code it is refused with)."""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from tests.foundation.documents import files

ANNA = files.sheet_xml(files.row(1, files.text("A1", "Anna")))
MEBIBYTE = 1024 * 1024
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Case = tuple[str, str, bytes, str]


def _doctype(part: str) -> str:
    return part.replace("<worksheet", "<!DOCTYPE worksheet><worksheet", 1)


def _with(name: str, content: str | bytes = b"x") -> bytes:
    return files.xlsx(ANNA, extra={name: content})


def _relation(kind: str, target: str) -> bytes:
    row = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target={quoteattr(target)} TargetMode="External"/>'
    return _with("xl/worksheets/_rels/sheet1.xml.rels", RELATIONS.format(row))


def _sheet(rows: str, after: str = "") -> bytes:
    return files.xlsx(files.sheet_xml(rows, after))


def _changed_header(content: bytes, name: bytes, offset: int, form: str, value: int) -> bytes:
    """The zip with one number changed in the local and the central header of a member."""
    changed = bytearray(content)
    for signature, name_at, shift in ((b"PK\x03\x04", 30, 0), (b"PK\x01\x02", 46, 2)):
        start = 0
        while (start := content.find(signature, start)) >= 0:
            if content[start + name_at : start + name_at + len(name)] == name:
                struct.pack_into(form, changed, start + offset + shift, value)
            start += 4
    return bytes(changed)


def zips() -> Iterator[Case]:
    """Packed files whose table of contents is the attack."""
    sheet = "xl/worksheets/sheet1.xml"
    yield (
        "zeros that unpack to 300 MB",
        "a.xlsx",
        _with("xl/media/image1.bin", b"\0" * (300 * MEBIBYTE)),
        "zip_bomb",
    )
    yield (
        "one part of high ratio",
        "a.xlsx",
        _with("xl/media/image1.bin", b"\0" * (20 * MEBIBYTE)),
        "zip_bomb",
    )
    many = {f"xl/media/{n}.bin": b"\0" * MEBIBYTE for n in range(260)}
    yield "many parts that unpack to 260 MB", "a.xlsx", files.xlsx(ANNA, extra=many), "zip_bomb"
    yield "sheet of spaces", "a.xlsx", files.xlsx(ANNA + " " * (60 * MEBIBYTE)), "zip_bomb"
    lying = _changed_header(_with("xl/media/b.xml", b" " * (3 * MEBIBYTE)), b"xl/media/b.xml", 22, "<I", 100)
    yield "part longer than it says", "a.xlsx", lying, "damaged"
    yield (
        "2 000 members",
        "a.xlsx",
        files.xlsx(ANNA, extra={f"xl/{n}.xml": "<a/>" for n in range(2000)}),
        "too_many_members",
    )
    good = files.xlsx(ANNA)
    yield "encrypted members", "a.xlsx", _changed_header(good, sheet.encode(), 6, "<H", 1), "encrypted"
    yield "unknown packing", "a.xlsx", _changed_header(good, sheet.encode(), 8, "<H", 99), "damaged"
    yield "wrong checksum", "a.xlsx", _changed_header(good, sheet.encode(), 14, "<I", 1), "damaged"
    yield "cut in half", "a.xlsx", good[: len(good) // 2], "damaged"
    yield "without its end", "a.xlsx", good[:-10], "damaged"
    yield "only the start of a zip", "a.xlsx", b"PK\x03\x04" + b"\0" * 50, "damaged"
    yield "path upwards", "a.xlsx", _with("../../etc/passwd"), "damaged"
    yield "absolute path", "a.xlsx", _with("/etc/passwd"), "damaged"
    yield "path with backslash", "a.xlsx", _with("..\\windows\\x"), "damaged"
    yield "two members of one name", "a.xlsx", _twice(sheet), "damaged"
    yield "members that share bytes", "a.xlsx", _overlapping(), "zip_bomb"
    yield "bzip2 member", "a.xlsx", files.packed(files.xlsx_parts(ANNA), method=zipfile.ZIP_BZIP2), "damaged"


def _twice(name: str) -> bytes:
    output = io.BytesIO(files.xlsx(ANNA))
    with zipfile.ZipFile(output, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what we do on purpose
        archive.writestr(zipfile.ZipInfo(name), ANNA)
    return output.getvalue()


def _overlapping() -> bytes:
    """Two entries of the table of contents that point at one and the same member."""
    content = files.packed({"[Content_Types].xml": "<Types/>", "xl/a.xml": "<a/>", "xl/b.xml": "<a/>"})
    central = [start for start in range(len(content)) if content[start : start + 4] == b"PK\x01\x02"]
    changed = bytearray(content)
    first_offset = struct.unpack_from("<I", content, central[1] + 42)[0]
    struct.pack_into("<I", changed, central[2] + 42, first_offset)
    return bytes(changed)


def types() -> Iterator[Case]:
    """Files that are not what their name says."""
    good, old = files.xlsx(ANNA), files.xls(files.xls_label(0, 0, "Anna"))
    docx = files.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"})
    odt = files.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    yield "xlsx named csv", "a.csv", good, "type_mismatch"
    yield "xlsx named xls", "a.xls", good, "type_mismatch"
    yield "xlsx named ods", "a.ods", good, "type_mismatch"
    yield "ods named xlsx", "a.xlsx", files.ods("<table:table-row/>"), "type_mismatch"
    yield "xls named xlsx", "a.xlsx", old, "type_mismatch"
    yield "xls named csv", "a.csv", old, "type_mismatch"
    yield "csv named xlsx", "a.xlsx", b"a;b\n", "type_mismatch"
    yield "web page named xls", "a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "type_mismatch"
    yield "document named xlsx", "a.xlsx", docx, "type_mismatch"
    yield "text document named ods", "a.ods", odt, "type_mismatch"
    yield "xlsx with macros by its name", "a.xlsm", good, "macros"
    yield "program", "a.exe", b"MZ" + b"\0" * 100, "type_unknown"
    yield "web page", "a.html", b"<script>alert(1)</script>", "type_unknown"
    yield "binary workbook", "a.xlsb", good, "type_unknown"
    yield "without an ending", "betyg", b"a;b\n", "type_unknown"
    yield "empty", "a.csv", b"", "empty"
    yield "26 MB", "a.csv", b"a;b\n" * (26 * MEBIBYTE // 4), "too_large"


def xml() -> Iterator[Case]:
    """XML that expands, reaches out or never ends."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    parameter = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><x/>'
    yield "a thousand million laughs", "a.xlsx", _with("xl/theme/theme1.xml", bomb), "dtd"
    yield "laughs in the sheet", "a.xlsx", files.xlsx(bomb), "dtd"
    yield "file of the server", "a.xlsx", files.xlsx(outside), "dtd"
    yield "address in a parameter entity", "a.xlsx", _with("docProps/app.xml", parameter), "dtd"
    yield "document type alone", "a.xlsx", files.xlsx(_doctype(ANNA)), "dtd"
    yield (
        "document type in UTF-16",
        "a.xlsx",
        files.xlsx(_doctype(ANNA).replace("UTF-8", "UTF-16").encode("utf-16")),
        "dtd",
    )
    yield "document type in the strings", "a.xlsx", _with("xl/sharedStrings.xml", outside), "dtd"
    yield "document type in the relations", "a.xlsx", _with("xl/_rels/x.rels", outside), "dtd"
    yield "document type in a drawing", "a.xlsx", _with("xl/drawings/v.vml", bomb), "dtd"
    yield "laughs in ods", "a.ods", files.packed({"mimetype": files.ODS_TYPE, "content.xml": bomb}), "dtd"
    yield "file of the server in ods", "a.ods", files.ods("", extra={"styles.xml": outside}), "dtd"
    yield "elements 100 000 deep", "a.xlsx", files.xlsx("<a>" * 100_000 + "</a>" * 100_000), "too_heavy"
    yield "broken", "a.xlsx", files.xlsx(ANNA[:-20]), "damaged"
    yield "undeclared entity", "a.xlsx", files.xlsx(ANNA.replace("Anna", "&xxe;")), "damaged"
    yield "NUL in the sheet", "a.xlsx", files.xlsx(ANNA.replace("Anna", "An\0na")), "damaged"
    yield "NUL by escape", "a.xlsx", _sheet(files.row(1, files.text("A1", "a_x0000_b"))), "binary"


def links() -> Iterator[Case]:
    """Macros, programs and links to other files."""
    yield "macros", "a.xlsx", _with("xl/vbaProject.bin"), "macros"
    yield "macro sheet", "a.xlsx", _with("xl/macrosheets/sheet1.xml", "<a/>"), "macros"
    yield "active control", "a.xlsx", _with("xl/activeX/activeX1.bin"), "macros"
    types_ = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    yield "macros by content type", "a.xlsx", _with("[Content_Types].xml", types_), "macros"
    yield "embedded program", "a.xlsx", _with("xl/embeddings/oleObject1.bin"), "embedded"
    yield (
        "link to another workbook",
        "a.xlsx",
        _with("xl/externalLinks/externalLink1.xml", "<a/>"),
        "external_link",
    )
    yield "database connection", "a.xlsx", _with("xl/connections.xml", "<a/>"), "external_link"
    yield "web query", "a.xlsx", _with("xl/queryTables/queryTable1.xml", "<a/>"), "external_link"
    yield "picture from a server", "a.xlsx", _relation("image", "http://127.0.0.1:9/p.png"), "external_link"
    yield (
        "template on a file share",
        "a.xlsx",
        _relation("attachedTemplate", r"\\127.0.0.1\share"),
        "external_link",
    )
    yield "macros in ods", "a.ods", files.ods("", extra={"Basic/Standard/Module1.xml": "<a/>"}), "macros"
    listener = '<office:scripts><script:event-listener script:language="Basic"/></office:scripts>'
    yield "event in ods", "a.ods", files.ods("", before=listener), "macros"
    yield (
        "linked sheet in ods",
        "a.ods",
        files.ods('<table:table-source xlink:href="http://127.0.0.1:9/"/>'),
        "external_link",
    )
    sealed = '<m:manifest xmlns:m="urn:x"><m:encryption-data/></m:manifest>'
    yield "password in ods", "a.ods", files.ods("", extra={"META-INF/manifest.xml": sealed}), "encrypted"
    yield "object in ods", "a.ods", files.ods("", extra={"Object 1/content.xml": "<a/>"}), "embedded"


def sizes() -> Iterator[Case]:
    """Sheets that are too much."""
    yield (
        "a cell in the last row",
        "a.xlsx",
        _sheet(files.row(1048576, files.text("A1048576", "x"))),
        "too_many_rows",
    )
    yield (
        "a cell in the last column",
        "a.xlsx",
        _sheet(files.row(1, files.text("XFD1", "x"))),
        "too_many_columns",
    )
    corners = files.row(1, files.text("A1", "x")) + files.row(99_999, files.text("OI99999", "x"))
    yield "two cells far apart", "a.xlsx", _sheet(corners), "too_many_cells"
    yield "a place that is none", "a.xlsx", _sheet(files.row(1, files.text("A0", "x"))), "damaged"
    yield "a column that is none", "a.xlsx", _sheet(files.row(1, files.text("ÅÄ1", "x"))), "damaged"
    yield "a very long text", "a.xlsx", _sheet(files.row(1, files.text("A1", "x" * 50_000))), "text_too_long"
    yield (
        "a shared string that is missing",
        "a.xlsx",
        _sheet(files.row(1, '<c r="A1" t="s"><v>7</v></c>')),
        "damaged",
    )
    yield "a number that is none", "a.xlsx", _sheet(files.row(1, files.number("A1", "ett"))), "damaged"
    yield "a number without end", "a.xlsx", _sheet(files.row(1, files.number("A1", "1e999"))), "damaged"
    yield "200 sheets", "a.xlsx", files.xlsx(*[ANNA] * 200), "too_many_sheets"
    yield "no sheet", "a.xlsx", files.xlsx(), "damaged"
    yield "a sheet that is missing", "a.xlsx", _without("xl/worksheets/sheet1.xml"), "damaged"
    yield "no workbook", "a.xlsx", _without("xl/workbook.xml"), "damaged"
    wide = 'table:number-columns-repeated="1000000"'
    yield (
        "a value a million times in ods",
        "a.ods",
        _ods_row(files.ods_cell("x", attributes=wide)),
        "too_many_columns",
    )
    yield "a row a million times in ods", "a.ods", _ods_rows("1000000"), "too_many_rows"
    yield "a row of absurd times in ods", "a.ods", _ods_rows("9" * 400), "too_many_rows"
    value = f'office:value-type="float" office:value="1E{"9" * 9}"'
    yield "an absurd number in ods", "a.ods", _ods_row(files.ods_cell("x", attributes=value)), "damaged"
    when = 'office:value-type="date" office:date-value="2027-02-30"'
    yield "a day that is none in ods", "a.ods", _ods_row(files.ods_cell("x", attributes=when)), "damaged"


def _without(name: str) -> bytes:
    parts = files.xlsx_parts(ANNA)
    del parts[name]
    return files.packed(parts)


def _ods_row(cell: str) -> bytes:
    return files.ods(f"<table:table-row>{cell}</table:table-row>")


def _ods_rows(times: str) -> bytes:
    return files.ods(
        f'<table:table-row table:number-rows-repeated="{times}">{files.ods_cell("x")}</table:table-row>'
    )


def old_and_plain() -> Iterator[Case]:
    """Old Excel files and text files."""
    label = files.xls_label(0, 0, "Anna")
    supbook = files.record(0x01AE, struct.pack("<HH", 1, 5) + b"\0b.xls")
    yield (
        "xls with a password",
        "a.xls",
        files.xls(label, globals_=files.record(0x002F, b"\0" * 6)),
        "encrypted",
    )
    yield (
        "xlsx with a password",
        "a.xlsx",
        files.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
        "encrypted",
    )
    yield "xls with macros", "a.xls", files.xls(label, streams={"_VBA_PROJECT_CUR": b"x"}), "macros"
    yield "xls with a macro sheet", "a.xls", files.xls(label, kind=1), "macros"
    yield "xls with an embedded object", "a.xls", files.xls(label, streams={"MBD0001": b"x"}), "embedded"
    yield "xls with a link to another workbook", "a.xls", files.xls(label, globals_=supbook), "external_link"
    yield "xls without a workbook", "a.xls", files.compound({"WordDocument": b"x"}), "type_mismatch"
    yield "xls cut in half", "a.xls", files.xls(label)[:1500], "damaged"
    yield "only the start of an xls", "a.xls", files.xls(label)[:100], "damaged"
    looping = bytearray(files.xls(label * 2000))
    table_at = 512 + struct.unpack_from("<I", looping, 76)[0] * 512
    struct.pack_into("<I", looping, table_at + 4, 0)
    yield "xls whose chain bites its tail", "a.xls", bytes(looping), "damaged"
    corners = files.xls_label(0, 0, "x") + files.xls_label(65535, 255, "x")
    yield "xls with two cells far apart", "a.xls", files.xls(corners), "too_heavy"
    yield "NUL in csv", "a.csv", b"a;b\0\n", "binary"
    yield "control signs in csv", "a.csv", b"a;\x1b[31mb\n", "binary"
    yield "picture named csv", "a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"
    yield "csv in no encoding", "a.csv", b"a;\x81\x8d\n", "encoding"
    yield "broken UTF-16", "a.csv", b"\xff\xfea", "encoding"
    yield "quotation that never ends", "a.csv", b'a;"b\n' + b"c;d\n" * 10, "damaged"
    yield "a line of 10 MB", "a.csv", b"x" * (10 * MEBIBYTE), "text_too_long"
    yield "10 million semicolons", "a.csv", b";" * (10 * MEBIBYTE) + b"x", "too_many_columns"
    yield "200 000 rows", "a.csv", b"a;b\n" * 200_000, "too_many_rows"
