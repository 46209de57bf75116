"""Roles: a set of permissions, a Swedish name and one sentence. Codes are stored."""

from dataclasses import dataclass
from enum import StrEnum

from gemensam.foundation.access.permissions import Permission as P


class Role(StrEnum):
    """Who someone is in the co-operation. The value is the stored code."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    COUNSELLOR = "counsellor"
    SCHOOL_ADMINISTRATOR = "school_administrator"
    SCHOOL_HEAD = "school_head"
    OFFICE_OFFICER = "office_officer"
    OFFICE_APPROVER = "office_approver"
    MUNICIPAL_PLANNER = "municipal_planner"
    ECONOMIST = "economist"
    PROVIDER_DECISION_MAKER = "provider_decision_maker"
    NETWORK_COORDINATOR = "network_coordinator"
    IT_ADMINISTRATOR = "it_administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """What a role is called, what it is for, and what it may."""

    name: str
    sentence: str
    permissions: frozenset[P]
    is_staff: bool = True  # staff must log in with a second factor


_CATALOGUE = {P.OFFERING_READ, P.ORGANISATION_READ, P.STATISTICS_READ}

ROLES: dict[Role, RoleDefinition] = {
    Role.PUPIL: RoleDefinition(
        "Elev", "Ser sin egen ansökan och sitt eget besked.", frozenset({P.OWN_RESULT_READ}), is_staff=False
    ),
    Role.GUARDIAN: RoleDefinition(
        "Vårdnadshavare",
        "Ser beskedet för sina barn tills de fyller 18 år.",
        frozenset({P.WARD_RESULT_READ}),
        is_staff=False,
    ),
    Role.COUNSELLOR: RoleDefinition(
        "Studie- och yrkesvägledare",
        "Följer eleverna på sin skola genom ansökan och antagning.",
        frozenset(_CATALOGUE | {P.APPLICANT_READ, P.PERSON_READ}),
    ),
    Role.SCHOOL_ADMINISTRATOR: RoleDefinition(
        "Skoladministratör",
        "Lämnar elever och betyg från sin skola och rättar dem.",
        frozenset(
            _CATALOGUE
            | {P.APPLICANT_READ, P.PERSON_READ, P.IMPORT_READ, P.IMPORT_UPLOAD, P.IMPORT_COMMIT, P.IMPORT_UNDO, P.JOB_READ}
        ),
    ),
    Role.SCHOOL_HEAD: RoleDefinition(
        "Rektor",
        "Ser sökande och resultat för sin skola.",
        frozenset(_CATALOGUE | {P.APPLICANT_READ, P.PERSON_READ, P.ROUND_READ}),
    ),
    Role.OFFICE_OFFICER: RoleDefinition(
        "Antagningshandläggare",
        "Läser in uppgifter, kör antagningen och förbereder publiceringen.",
        frozenset(
            _CATALOGUE
            | {
                P.OFFERING_CHANGE, P.APPLICANT_READ, P.APPLICANT_EXPORT, P.PERSON_READ, P.PERSON_PROTECTED_READ,
                P.IMPORT_READ, P.IMPORT_UPLOAD, P.IMPORT_COMMIT, P.IMPORT_UNDO,
                P.ROUND_READ, P.ROUND_PREPARE, P.ROUND_RUN, P.ROUND_APPROVE, P.ROUND_PUBLISH, P.ROUND_HALT,
                P.ROUND_VERIFY, P.ROUND_BUNDLE_DOWNLOAD, P.JOB_READ, P.OUTBOX_READ,
            }
        ),
    ),
    Role.OFFICE_APPROVER: RoleDefinition(
        "Beslutsfattare på antagningskansliet",
        "Granskar och godkänner antagningen tillsammans med en annan person.",
        frozenset(
            _CATALOGUE
            | {
                P.APPLICANT_READ, P.PERSON_READ, P.IMPORT_READ, P.ROUND_READ, P.ROUND_APPROVE, P.ROUND_PUBLISH,
                P.ROUND_HALT, P.ROUND_VERIFY, P.ROUND_BUNDLE_DOWNLOAD, P.JOB_READ, P.OUTBOX_READ,
            }
        ),
    ),
    Role.MUNICIPAL_PLANNER: RoleDefinition(
        "Kommunal planerare",
        "Ser utbud, söktryck och resultat för sin kommun, utan personer.",
        frozenset(_CATALOGUE | {P.ROUND_READ}),
    ),
    Role.ECONOMIST: RoleDefinition(
        "Ekonom", "Ser utbud och statistik för prislista och budget, utan personer.", frozenset(_CATALOGUE)
    ),
    Role.PROVIDER_DECISION_MAKER: RoleDefinition(
        "Huvudmannens beslutsfattare",
        "Ansvarar för mottagande och antagning på huvudmannens utbildningar.",
        frozenset(_CATALOGUE | {P.APPLICANT_READ, P.PERSON_READ, P.ROUND_READ}),
    ),
    Role.NETWORK_COORDINATOR: RoleDefinition(
        "Nätverkssamordnare", "Håller ihop kommunernas nätverk. Ser utbud och statistik.", frozenset(_CATALOGUE)
    ),
    Role.IT_ADMINISTRATOR: RoleDefinition(
        "IT-administratör",
        "Sköter konton, roller, jobb och utskick. Ser inga elevers uppgifter.",
        frozenset({P.ACCESS_READ, P.ACCESS_CHANGE, P.JOB_READ, P.OUTBOX_READ, P.ORGANISATION_READ}),
    ),
    Role.AUDITOR: RoleDefinition(
        "Revisor",
        "Läser allt som inte är hemligt, kontrollerar körningar och ändrar ingenting.",
        frozenset(
            _CATALOGUE
            | {
                P.ROUND_READ, P.ROUND_VERIFY, P.ROUND_BUNDLE_DOWNLOAD, P.IMPORT_READ, P.AUDIT_READ, P.JOB_READ,
                P.OUTBOX_READ, P.ACCESS_READ,
            }
        ),
    ),
}
