"""A transfer as plain frozen values, and the file that it is written to. docs/office-transfer.md tells the format."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

FORMAT: Final = "gemensam-office-transfer"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """The home municipality's statement about a wish: own, partner, not_offered or not_needed, and when."""

    answer: str
    at: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants, in their own words, the most wanted first."""

    rank: int
    programme: str
    school: str
    municipality: str
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class FileGrade:
    """A grade in the codes of SUBJECTS and GRADES, with the moment it was registered."""

    subject: str
    language: str
    grade: str
    role: str
    registered_at: str


@dataclass(frozen=True, slots=True)
class FileSchool:
    """The school that the applicant comes from. Empty for who goes to none."""

    code: str = ""
    name: str = ""
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class FileApplicant:
    """Everything that the other office needs of one applicant."""

    reference: str
    civic_no: str
    given_name: str
    family_name: str
    home_municipality: str
    email: str
    phone: str
    school: FileSchool
    wishes: tuple[Wish, ...]
    grades: tuple[FileGrade, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The control totals of a transfer. withheld: protected persons, who are not in the file."""

    applicants: int
    wishes: int
    grades: int
    statements: int
    withheld: int


@dataclass(frozen=True, slots=True)
class TransferFile:
    """A whole file. acknowledge_at: the address where the receiver tells that it has come, empty = by mail."""

    id: UUID
    version: int
    year: int
    sender: str
    receiver: str
    prepared_at: datetime
    acknowledge_at: str
    applicants: tuple[FileApplicant, ...]
    withheld: int
    digest: str = ""

    @property
    def counts(self) -> Counts:
        """The control totals, counted."""
        wishes = [wish for one in self.applicants for wish in one.wishes]
        return Counts(
            applicants=len(self.applicants),
            wishes=len(wishes),
            grades=sum(len(one.grades) for one in self.applicants),
            statements=sum(wish.statement is not None for wish in wishes),
            withheld=self.withheld,
        )


def canonical(document: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The one way to write JSON that the checksum is of: keys in order, no spaces, UTF-8."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def checksum(document: Mapping[str, Any]) -> str:
    """SHA-256 of everything in the document but the checksum itself."""
    return sha256(
        canonical({name: value for name, value in document.items() if name != "sha256"})
    ).hexdigest()


def content_digest(applicants: Sequence[FileApplicant]) -> str:
    """What tells whether anything of the applicants has changed since the latest version."""
    return sha256(canonical([asdict(one) for one in applicants])).hexdigest()


def choices_digest(applicants: Sequence[FileApplicant]) -> str:
    """The same of wishes and statements alone."""
    return sha256(
        canonical([[one.civic_no, [asdict(wish) for wish in one.wishes]] for one in applicants])
    ).hexdigest()


def written(file: TransferFile) -> tuple[bytes, str]:
    """The file's bytes and its checksum."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "formatVersion": VERSION,
        "id": str(file.id),
        "version": file.version,
        "year": file.year,
        "from": file.sender,
        "to": file.receiver,
        "preparedAt": file.prepared_at.isoformat(),
        "acknowledgeAt": file.acknowledge_at,
        "counts": asdict(file.counts),
        "applicants": [_applicant(one) for one in file.applicants],
    }
    document["sha256"] = checksum(document)
    return json.dumps(document, ensure_ascii=False, indent=1).encode(), document["sha256"]


def _applicant(one: FileApplicant) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "civicNo": one.civic_no,
        "givenName": one.given_name,
        "familyName": one.family_name,
        "homeMunicipality": one.home_municipality,
        "email": one.email,
        "phone": one.phone,
        "school": {"code": one.school.code, "name": one.school.name, "class": one.school.class_name},
        "wishes": [
            {
                "rank": wish.rank,
                "programme": wish.programme,
                "school": wish.school,
                "municipality": wish.municipality,
                "statement": asdict(wish.statement) if wish.statement else None,
            }
            for wish in one.wishes
        ],
        "grades": [
            {
                "subject": grade.subject,
                "language": grade.language,
                "grade": grade.grade,
                "role": grade.role,
                "registeredAt": grade.registered_at,
            }
            for grade in one.grades
        ],
    }
