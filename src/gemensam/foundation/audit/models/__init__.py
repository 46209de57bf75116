"""The log's tables."""

from gemensam.foundation.audit.models.audit_entry import AuditEntry
from gemensam.foundation.audit.models.reading_day import ReadingDay

__all__ = ["AuditEntry", "ReadingDay"]
