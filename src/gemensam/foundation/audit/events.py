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
    # Reading
    PROTECTED_PERSON_READ = "protected_person.read"
    PERSONAL_DATA_EXPORTED = "personal_data.exported"
    AUDIT_EXPORTED = "audit.exported"
