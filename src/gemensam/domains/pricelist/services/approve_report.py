"""Approve a municipality's report as head of its upper-secondary schools."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceReport
from gemensam.domains.pricelist.services._telling import tell_steering_group
from gemensam.domains.pricelist.services._turn import fire_report, locked_report
from gemensam.domains.pricelist.states import ReportEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def approve_report(*, actor: Actor, report_id: UUID, at: datetime) -> PriceReport:
    """Approve the reviewed report. Raises PermissionDenied, PriceTransitionRefused."""
    report = locked_report(actor, report_id, Permission.PRICE_APPROVE)
    fire_report(report, ReportEvent.APPROVE, actor=actor, audit_event=AuditEvent.PRICE_REPORT_APPROVED, at=at)
    tell_steering_group(report.round, actor=actor, at=at)
    return report
