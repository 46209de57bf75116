"""Reading a transfer's file: every fault at once, with where it is. Nothing of it is used when there is one."""

import json
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from gemensam.domains.transfers.inputs.transfer_file import (
    FORMAT,
    VERSION,
    FileApplicant,
    FileGrade,
    FileSchool,
    Statement,
    TransferFile,
    Wish,
    checksum,
)
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.rules.terms import GRADES, ROLES_OF_SUBJECT, SUBJECTS

_ANSWERS: Final = ("own", "partner", "not_offered", "not_needed")
_MOST_APPLICANTS: Final = 20_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2199  # of any moment; the ends of the calendar have no neighbouring zones
_TEXTS: Final = {
    "givenName": 100,
    "familyName": 100,
    "reference": 40,
    "programme": 120,
    "school": 120,
    "municipality": 60,
}


@dataclass(frozen=True, slots=True)
class FileFault:
    """Something wrong: the applicant by number in the file (0 = the whole file), the field, and a code.

    ``value`` never holds a personal identity number or a name.
    """

    applicant: int
    field: str
    code: str
    value: str = ""


class FileRefused(Exception):
    """The file cannot be used. Carries every fault, in the order of the file."""

    def __init__(self, faults: list[FileFault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def read_transfer(content: bytes, *, today: date) -> TransferFile:
    """Return what the file says. Raises FileRefused with every fault."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise FileRefused([FileFault(0, "", "not_json")]) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FileRefused([FileFault(0, "format", "not_a_transfer")])
    if document.get("formatVersion") != VERSION:
        raise FileRefused(
            [FileFault(0, "formatVersion", "unknown_version", str(document.get("formatVersion"))[:10])]
        )
    try:
        digest = checksum(document)
    except UnicodeEncodeError:  # half a sign, which no text can hold
        raise FileRefused([FileFault(0, "", "not_json")]) from None
    if document.get("sha256") != digest:
        raise FileRefused([FileFault(0, "sha256", "checksum")])
    reader = _Reader(today)
    file = reader.file(document)
    if reader.faults or file is None:
        raise FileRefused(reader.faults)
    return file


@dataclass(slots=True)
class _Reader:
    """Reads values and notes what is wrong with them."""

    today: date
    faults: list[FileFault] = field(default_factory=list)
    at: int = 0

    def fault(self, name: str, code: str, value: object = "") -> None:
        self.faults.append(FileFault(self.at, name, code, str(value)[:40]))

    def file(self, document: dict[str, Any]) -> TransferFile | None:
        head = {name: document.get(name) for name in ("from", "to", "preparedAt", "acknowledgeAt")}
        counts = document.get("counts")
        rows = document.get("applicants")
        for name, value in head.items():
            if not isinstance(value, str) or len(value) > 300:
                self.fault(name, "missing")
        for name in ("year", "version"):
            if not _is_whole(document.get(name)) or not 1 <= document[name] <= 9999:
                self.fault(name, "missing")
        if not isinstance(rows, list) or len(rows) > _MOST_APPLICANTS or not isinstance(counts, dict):
            self.fault("applicants", "missing")
            return None
        own_id, moment = _uuid(document.get("id")), _moment(head["preparedAt"])
        if own_id is None or moment is None:
            self.fault("id" if own_id is None else "preparedAt", "missing")
        applicants = tuple(self.applicants(rows))
        if self.faults or own_id is None or moment is None:
            return None
        file = TransferFile(
            id=own_id, version=document["version"], year=document["year"], sender=str(head["from"]),
            receiver=str(head["to"]), prepared_at=moment, acknowledge_at=_web(str(head["acknowledgeAt"])),
            applicants=applicants, withheld=_whole(counts.get("withheld")), digest=document["sha256"],
        )  # fmt: skip
        self.check_counts(file, counts)
        return file

    def check_counts(self, file: TransferFile, stated: dict[str, Any]) -> None:
        """The sender's control totals must be what the file holds."""
        self.at = 0
        for name in ("applicants", "wishes", "grades", "statements"):
            if stated.get(name) != getattr(file.counts, name):
                self.fault(name, "count", f"{stated.get(name)} ≠ {getattr(file.counts, name)}")

    def applicants(self, rows: list[Any]) -> Iterator[FileApplicant]:
        seen: dict[str, int] = {}
        for self.at, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                self.fault("", "missing")
                continue
            number = self.number(row.get("civicNo"))
            if number and number in seen:
                self.fault("civicNo", "repeated", seen[number])
            seen.setdefault(number, self.at)
            school = found if isinstance(found := row.get("school"), dict) else {}
            yield FileApplicant(
                reference=self.text(row, "reference"), civic_no=number,
                given_name=self.text(row, "givenName"), family_name=self.text(row, "familyName"),
                home_municipality=self.home(row.get("homeMunicipality")),
                email=_plain(row.get("email"), 254), phone=_plain(row.get("phone"), 30),
                school=FileSchool(*(_plain(school.get(name), 120) for name in ("code", "name", "class"))),
                wishes=tuple(self.wishes(row.get("wishes"))), grades=tuple(self.grades(row.get("grades"))),
            )  # fmt: skip

    def text(self, row: dict[str, Any], name: str) -> str:
        value = row.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > _TEXTS[name] or not _clean(value):
            self.fault(name, "text")
            return ""
        return value.strip()

    def number(self, value: object) -> str:
        try:
            return CivicNumber.parse(str(value or ""), today=self.today).value
        except CivicNumberError:
            self.fault("civicNo", "civic_no")
            return ""

    def home(self, value: object) -> str:
        text = str(value or "")
        if text and not (len(text) == 4 and text.isascii() and text.isdigit()):
            self.fault("homeMunicipality", "home", text)
        return text

    def wishes(self, rows: object) -> Iterator[Wish]:
        for place, row in enumerate(rows if isinstance(rows, list) else [], 1):
            if not isinstance(row, dict):
                self.fault("wishes", "missing")
                continue
            if row.get("rank") != place:
                self.fault("rank", "rank", place)
            yield Wish(
                place, self.text(row, "programme"), self.text(row, "school"), self.text(row, "municipality"),
                self.statement(row.get("statement")),
            )  # fmt: skip

    def statement(self, value: object) -> Statement | None:
        if value is None:
            return None
        answer = value.get("answer") if isinstance(value, dict) else None
        if answer not in _ANSWERS:
            self.fault("statement", "statement", answer)
            return None
        return Statement(str(answer), _plain(value.get("at"), 40))  # type: ignore[attr-defined]  # a dict, see above

    def grades(self, rows: object) -> Iterator[FileGrade]:
        for row in rows if isinstance(rows, list) else []:
            found = row if isinstance(row, dict) else {}
            subject, grade, moment = (
                found.get("subject"),
                found.get("grade"),
                _moment(found.get("registeredAt")),
            )
            if not _one_of(subject, SUBJECTS):
                self.fault("subject", "subject", subject)
            if not _one_of(grade, GRADES):
                self.fault("grade", "grade", grade)
            if moment is None:
                self.fault("registeredAt", "moment", subject)
            elif _one_of(subject, SUBJECTS) and _one_of(grade, GRADES):
                role, roles = found.get("role"), ROLES_OF_SUBJECT[str(subject)]
                known = role if _one_of(role, roles) else roles[0]
                yield FileGrade(
                    str(subject), _plain(found.get("language"), 8), str(grade), str(known), moment.isoformat()
                )


def _one_of(value: object, known: Container[str]) -> bool:
    return isinstance(value, str) and value in known


def _clean(value: str) -> bool:
    """Without signs that are not written and that no register takes (NUL and the like)."""
    return not any(unicodedata.category(sign) == "Cc" for sign in value)


def _plain(value: object, limit: int) -> str:
    return value.strip()[:limit] if isinstance(value, str) and _clean(value) else ""


def _web(value: str) -> str:
    return value if value.startswith(("https://", "http://")) else ""


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100_000 else 0


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo is not None and _FIRST_YEAR <= found.year <= _LAST_YEAR else None
