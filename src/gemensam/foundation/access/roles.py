"""Roles: a set of permissions, a Swedish name and one sentence. Codes are stored."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gemensam.foundation.access.permissions import Permission


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
    PRICE_REPORTER = "price_reporter"
    ECONOMIST = "economist"
    HEAD_OF_UPPER_SECONDARY = "head_of_upper_secondary"
    PROVIDER_DECISION_MAKER = "provider_decision_maker"
    NETWORK_COORDINATOR = "network_coordinator"
    IT_ADMINISTRATOR = "it_administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """What a role is called, what it is for, and what it may."""

    name: str | Promise
    sentence: str | Promise
    permissions: frozenset[Permission]
    is_staff: bool = True  # staff must log in with a second factor


_CATALOGUE = {
    Permission.OFFERING_READ,
    Permission.ORGANISATION_READ,
    Permission.STATISTICS_READ,
}

ROLES: dict[Role, RoleDefinition] = {
    Role.PUPIL: RoleDefinition(
        _("Elev"),
        _("Skriver sin egen ansökan och ser sitt eget besked."),
        frozenset(
            {
                Permission.OWN_RESULT_READ,
                Permission.OWN_REPLY_SEND,
                Permission.OWN_APPLICATION_WRITE,
                Permission.GUIDANCE_BOOK,
            }
        ),
        is_staff=False,
    ),
    Role.GUARDIAN: RoleDefinition(
        _("Vårdnadshavare"),
        _("Ser ansökan och besked för sina barn tills de fyller 18 år."),
        frozenset(
            {
                Permission.WARD_RESULT_READ,
                Permission.WARD_REPLY_SEND,
                Permission.WARD_APPLICATION_READ,
                Permission.GUIDANCE_BOOK,
            }
        ),
        is_staff=False,
    ),
    Role.COUNSELLOR: RoleDefinition(
        _("Studie- och yrkesvägledare"),
        _("Följer eleverna på sin skola genom ansökan och antagning, och erbjuder samtalstider."),
        frozenset(
            _CATALOGUE
            | {
                Permission.APPLICANT_READ,
                Permission.PERSON_READ,
                Permission.PUPIL_GUIDE,
                Permission.GUIDANCE_SLOT_PUBLISH,
                Permission.GUIDANCE_STATISTICS_READ,
                Permission.METHOD_READ,
                Permission.METHOD_SHARE,
            }
        ),
    ),
    Role.SCHOOL_ADMINISTRATOR: RoleDefinition(
        _("Skoladministratör"),
        _("Lämnar elever och betyg från sin skola och rättar dem."),
        frozenset(
            _CATALOGUE
            | {
                Permission.APPLICANT_READ,
                Permission.PERSON_READ,
                Permission.IMPORT_READ,
                Permission.IMPORT_UPLOAD,
                Permission.IMPORT_COMMIT,
                Permission.IMPORT_UNDO,
                Permission.JOB_READ,
            }
        ),
    ),
    Role.SCHOOL_HEAD: RoleDefinition(
        _("Rektor"),
        _("Ser sökande och resultat för sin skola."),
        frozenset(_CATALOGUE | {Permission.APPLICANT_READ, Permission.PERSON_READ, Permission.ROUND_READ}),
    ),
    Role.OFFICE_OFFICER: RoleDefinition(
        _("Antagningshandläggare"),
        _("Läser in uppgifter, kör antagningen och förbereder publiceringen."),
        frozenset(
            _CATALOGUE
            | {
                Permission.OFFERING_CHANGE,
                Permission.APPLICANT_READ,
                Permission.APPLICANT_EXPORT,
                Permission.CORRECTION_ANSWER,
                Permission.REQUEST_READ,
                Permission.REQUEST_DECIDE,
                Permission.PERSON_READ,
                Permission.PERSON_PROTECTED_READ,
                Permission.IMPORT_READ,
                Permission.IMPORT_UPLOAD,
                Permission.IMPORT_COMMIT,
                Permission.IMPORT_UNDO,
                Permission.ROUND_READ,
                Permission.ROUND_PREPARE,
                Permission.ROUND_RUN,
                Permission.ROUND_APPROVE,
                Permission.ROUND_PUBLISH,
                Permission.ROUND_HALT,
                Permission.ROUND_VERIFY,
                Permission.ROUND_BUNDLE_DOWNLOAD,
                Permission.REPLY_READ,
                Permission.REPLY_DECIDE,
                Permission.TRANSFER_READ,
                Permission.TRANSFER_HANDLE,
                Permission.REPLY_TERMS_CHANGE,
                Permission.JOB_READ,
                Permission.OUTBOX_READ,
            }
        ),
    ),
    Role.OFFICE_APPROVER: RoleDefinition(
        _("Beslutsfattare på antagningskansliet"),
        _("Granskar och godkänner antagningen tillsammans med en annan person."),
        frozenset(
            _CATALOGUE
            | {
                Permission.APPLICANT_READ,
                Permission.PERSON_READ,
                Permission.IMPORT_READ,
                Permission.ROUND_READ,
                Permission.ROUND_APPROVE,
                Permission.ROUND_PUBLISH,
                Permission.ROUND_HALT,
                Permission.ROUND_VERIFY,
                Permission.ROUND_BUNDLE_DOWNLOAD,
                Permission.REPLY_READ,
                Permission.JOB_READ,
                Permission.OUTBOX_READ,
            }
        ),
    ),
    Role.MUNICIPAL_PLANNER: RoleDefinition(
        _("Kommunal planerare"),
        _("Ser utbud, söktryck och resultat för sin kommun, utan personer."),
        frozenset(_CATALOGUE | {Permission.ROUND_READ, Permission.GUIDANCE_STATISTICS_READ}),
    ),
    Role.PRICE_REPORTER: RoleDefinition(
        _("Prisrapportör"),
        _("Lämnar sin kommuns kostnader till den gemensamma prislistan."),
        frozenset(_CATALOGUE | {Permission.PRICE_READ, Permission.PRICE_REPORT}),
    ),
    Role.ECONOMIST: RoleDefinition(
        _("Ekonom"),
        _(
            "Lämnar och granskar sin kommuns underlag till prislistan och sköter ersättningen för elever, med namnen "
            "på dem som kommunen betalar för eller får betalt för."
        ),
        frozenset(
            _CATALOGUE
            | {
                Permission.PRICE_READ,
                Permission.PRICE_REPORT,
                Permission.PRICE_REVIEW,
                Permission.SETTLEMENT_READ,
                Permission.SETTLEMENT_PREPARE,
                Permission.SETTLEMENT_RUN,
                Permission.SETTLEMENT_ATTEST,
                Permission.SETTLEMENT_OBJECT,
                Permission.GRANT_PREPARE,
            }
        ),
    ),
    Role.HEAD_OF_UPPER_SECONDARY: RoleDefinition(
        _("Gymnasiechef"),
        _("Godkänner sin kommuns underlag till prislistan."),
        frozenset(_CATALOGUE | {Permission.PRICE_READ, Permission.PRICE_APPROVE}),
    ),
    Role.PROVIDER_DECISION_MAKER: RoleDefinition(
        _("Huvudmannens beslutsfattare"),
        _("Ansvarar för mottagande och antagning på huvudmannens utbildningar."),
        frozenset(
            _CATALOGUE
            | {
                Permission.APPLICANT_READ,
                Permission.PERSON_READ,
                Permission.ROUND_READ,
                Permission.PRICE_READ,
                Permission.PRICE_DECIDE,
                Permission.SETTLEMENT_READ,
                Permission.SETTLEMENT_ATTEST,
                Permission.GRANT_DECIDE,
                Permission.REQUEST_READ,
                Permission.REQUEST_DECIDE,
            }
        ),
    ),
    Role.NETWORK_COORDINATOR: RoleDefinition(
        _("Nätverkssamordnare"),
        _(
            "Håller ihop kommunernas nätverk, arbetet med den gemensamma prislistan och metodbanken. "
            "Ser utbud och statistik."
        ),
        frozenset(
            _CATALOGUE
            | {
                Permission.PRICE_READ,
                Permission.PRICE_ROUND_MANAGE,
                Permission.PRICE_RECOMMEND,
                Permission.PRICE_PUBLISH,
                Permission.GUIDANCE_STATISTICS_READ,
                Permission.METHOD_READ,
                Permission.METHOD_SHARE,
                Permission.METHOD_MODERATE,
            }
        ),
    ),
    Role.IT_ADMINISTRATOR: RoleDefinition(
        _("IT-administratör"),
        _("Sköter konton, roller, jobb och utskick. Ser inga elevers uppgifter."),
        frozenset(
            {
                Permission.ACCESS_READ,
                Permission.ACCESS_CHANGE,
                Permission.JOB_READ,
                Permission.OUTBOX_READ,
                Permission.ORGANISATION_READ,
            }
        ),
    ),
    Role.AUDITOR: RoleDefinition(
        _("Revisor"),
        _("Läser allt som inte är hemligt, kontrollerar körningar och ändrar ingenting."),
        frozenset(
            _CATALOGUE
            | {
                Permission.ROUND_READ,
                Permission.ROUND_VERIFY,
                Permission.ROUND_BUNDLE_DOWNLOAD,
                Permission.IMPORT_READ,
                Permission.PRICE_READ,
                Permission.AUDIT_READ,
                Permission.JOB_READ,
                Permission.OUTBOX_READ,
                Permission.ACCESS_READ,
            }
        ),
    ),
}
