"""Say that a municipality's economist has looked through its report."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceReport
from gemensam.domains.pricelist.services._telling import tell_of_report
from gemensam.domains.pricelist.services._turn import fire_report, locked_report
from gemensam.domains.pricelist.states import ReportEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def review_report(*, actor: Actor, report_id: UUID, at: datetime) -> PriceReport:
    """Mark the report as reviewed. Raises PermissionDenied, PriceTransitionRefused."""
    report = locked_report(actor, report_id, Permission.PRICE_REVIEW)
    fire_report(report, ReportEvent.REVIEW, actor=actor, audit_event=AuditEvent.PRICE_REPORT_REVIEWED, at=at)
    tell_of_report(report, ReportEvent.REVIEW, actor=actor, at=at)
    return report
