"""Tables of the directory."""

from gemensam.foundation.directory.models.duty import Duty, DutyRole
from gemensam.foundation.directory.models.edition import Edition
from gemensam.foundation.directory.models.enrolment import Enrolment, SchoolType
from gemensam.foundation.directory.models.organisation import Organisation, OrganisationType, ProviderKind
from gemensam.foundation.directory.models.person import CivicNumberType, Person, SecurityMarking, Sex
from gemensam.foundation.directory.models.responsible import RelationType, Responsible

__all__ = [
    "CivicNumberType",
    "Duty",
    "DutyRole",
    "Edition",
    "Enrolment",
    "Organisation",
    "OrganisationType",
    "Person",
    "ProviderKind",
    "RelationType",
    "Responsible",
    "SchoolType",
    "SecurityMarking",
    "Sex",
]
