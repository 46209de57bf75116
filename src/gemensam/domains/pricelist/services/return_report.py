"""Send a report back to the reporter, with the reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import PriceReport
from gemensam.domains.pricelist.services._telling import tell_of_report
from gemensam.domains.pricelist.services._turn import fire_report, locked_report
from gemensam.domains.pricelist.states import ReportEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def return_report(*, actor: Actor, report_id: UUID, reason: str, at: datetime) -> PriceReport:
    """Return the report for changes; what was reviewed and approved must be so again.

    The municipality's economist or head may. Raises PermissionDenied, PriceTransitionRefused.
    """
    report = locked_report(actor, report_id, Permission.PRICE_READ)
    if not policies.may(actor, Permission.PRICE_APPROVE, report):
        policies.require(actor, Permission.PRICE_REVIEW, report)
    report.return_reason, report.reported_at = reason, None
    fire_report(report, ReportEvent.RETURN, actor=actor, audit_event=AuditEvent.PRICE_REPORT_RETURNED, at=at)
    tell_of_report(report, ReportEvent.RETURN, actor=actor, at=at)
    return report
