"""Everything that is logged, one line each. Codes are stored; never rename one.

Each event has a Swedish text in ``interfaces/web/audit/texts.py`` (a test compares).
"""

from enum import StrEnum


class AuditEvent(StrEnum):
    """What happened. The value is the stored code."""

    # Log-in
    SIGNED_IN = "session.signed_in"
    SIGNED_OUT = "session.signed_out"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105 - a code, not a password
    SECOND_FACTOR_ADDED = "account.second_factor_added"
    SECOND_FACTOR_REMOVED = "account.second_factor_removed"
    # Accounts and roles
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_REOPENED = "account.reopened"
    ACCOUNT_SIGNED_OUT_EVERYWHERE = "account.signed_out_everywhere"
    ROLE_GRANTED = "role.granted"
    ROLE_ENDED = "role.ended"
    # The directory
    ORGANISATIONS_SAVED = "organisations.saved"
    PERSONS_SAVED = "persons.saved"
    RESPONSIBLES_SAVED = "responsibles.saved"
    ENROLMENTS_SAVED = "enrolments.saved"
    DUTIES_SAVED = "duties.saved"
    SECURITY_MARKING_SET = "security_marking.set"
    # Jobs and messages
    JOB_ENQUEUED = "job.enqueued"
    JOB_RETRIED = "job.retried"
    MESSAGE_RETRIED = "message.retried"
    CLEARED = "records.cleared"
    # Reading
    PROTECTED_PERSON_READ = "protected_person.read"
    PERSONAL_DATA_EXPORTED = "personal_data.exported"
    AUDIT_EXPORTED = "audit.exported"
    # The round
    ROUND_CREATED = "round.created"
    ROUND_CHECKED = "round.checked"
    ROUND_FROZEN = "round.frozen"
    ALLOCATION_RUN = "round.allocated"
    RUN_VERIFIED = "run.verified"
    RUN_VERIFIED_AGAIN = "run.verified_again"
    RUN_COMPARED = "run.compared"
    RUN_APPROVED = "run.approved"
    APPROVALS_VOIDED = "round.approvals_voided"
    ROUND_REOPENED = "round.reopened"
    PUBLICATION_SCHEDULED = "publication.scheduled"
    ROUND_PUBLISHED = "publication.published"
    PUBLICATION_HALTED = "publication.halted"
    RESULT_SHOWN = "result.shown"
    PREPARATION_STARTED = "round.preparation_started"
    VERIFICATION_STARTED = "run.verification_started"
    BUNDLE_DOWNLOADED = "bundle.downloaded"
    # Imports
    IMPORT_UPLOADED = "import.uploaded"
    IMPORT_MATCHED = "import.matched"
    IMPORT_CHECKED = "import.checked"
    IMPORT_CONFIRMED = "import.confirmed"
    IMPORT_COMMITTED = "import.committed"
    IMPORT_UNDONE = "import.undone"
    IMPORT_JOB_STARTED = "import.job_started"
    IMPORT_DISCARDED = "import.discarded"
    REGISTER_LOADED = "register.loaded"
    # Supply
    OFFERINGS_SAVED = "offerings.saved"
    OFFERINGS_REMOVED = "offerings.removed"
    PAST_CUT_OFFS_SAVED = "past_cut_offs.saved"
    OFFERING_FACTS_SAVED = "offering_facts.saved"
    OFFERING_CANCELLED = "offering.cancelled"
    RECEPTION_AREAS_SAVED = "reception_areas.saved"
    OFFICE_OPENED = "office.opened"
    PERSONAL_ACCOUNTS_OPENED = "account.personal_opened"
    PERSONAL_ACCOUNTS_REMOVED = "account.personal_removed"
