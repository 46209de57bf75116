"""The log's only table."""

from gemensam.foundation.audit.models.audit_entry import AuditEntry

__all__ = ["AuditEntry"]
