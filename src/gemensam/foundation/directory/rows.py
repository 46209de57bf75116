"""What the services take and give back: plain frozen values.

In every row None means "not said": what is stored is kept, and a new row gets the empty value.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gemensam.foundation.directory.civic_number import CivicNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation. Found by ``organisation_id``, else by the code that its type is unique by, else new.

    A school unit's code is its ``school_unit_code``, a provider's its ``organisation_number``, a
    municipality's its ``municipality_code``; others are found by type, name and parent.
    """

    display_name: str
    organisation_type: str  # OrganisationType
    provider_kind: str | None = None  # ProviderKind
    parent_id: UUID | None = None
    school_unit_code: str | None = None
    municipality_code: str | None = None
    organisation_number: str | None = None
    email: str | None = None
    phone: str | None = None
    starts: date | None = None
    ends: date | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person. Found by ``person_id`` (so that a TF number can become a personnummer), else by civic number.

    ``security_marking`` must be said. A marking is raised but never lowered by a row: that is
    ``set_security_marking``.
    """

    given_name: str
    family_name: str
    security_marking: str  # SecurityMarking
    civic_no: CivicNumber | None = None
    birth_date: date | None = None  # None: that of the civic number
    sex: str | None = None  # Sex
    home_municipality: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleRow:
    """An adult's relation to a child. Found by child, guardian, relation and start."""

    child_id: UUID
    guardian_id: UUID
    starts: date
    relation_type: str = "guardian"  # RelationType
    has_custody: bool = True
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRow:
    """A pupil's place at a school unit. Found by person, unit, school type and start."""

    person_id: UUID
    school_unit_id: UUID
    school_type: str  # SchoolType
    starts: date
    school_year: int | None = None
    class_name: str | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A person's work at an organisation. Found by person, organisation, role and start."""

    person_id: UUID
    organisation_id: UUID
    duty_role: str  # DutyRole
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What a service did: counts, and the ids in the order of the rows."""

    created: int
    changed: int
    unchanged: int
    ids: tuple[UUID, ...]
    kept_protected: int = 0  # persons whose marking a row would have lowered


class RowsRefusedError(Exception):
    """Rows that the actor may not save. ``positions`` are their indexes, from 0; nothing was saved."""

    def __init__(self, positions: tuple[int, ...]) -> None:
        super().__init__(f"{len(positions)} rows refused")
        self.positions = positions


class RowsInvalidError(Exception):
    """Rows that cannot be saved: (index from 0, code). Nothing was saved. Never carries the values."""

    def __init__(self, faults: tuple[tuple[int, str], ...]) -> None:
        super().__init__(", ".join(f"{position}: {code}" for position, code in faults[:20]))
        self.faults = faults
