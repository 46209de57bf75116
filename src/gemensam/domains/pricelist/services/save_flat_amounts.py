"""Save the amounts that are the same for every programme of a school form."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import FlatAmount
from gemensam.domains.pricelist.services._turn import editable_report, record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.rules.pricing.codes import SCHOOL_FORMS
from gemensam.rules.pricing.components import KINDS


@transaction.atomic
def save_flat_amounts(
    *,
    actor: Actor,
    report_id: UUID,
    amounts: Mapping[tuple[str, str], Decimal | None],
    at: datetime,
) -> int:
    """Save amounts by (school form, component); how many changed.

    Raises PermissionDenied, PriceTransitionRefused, KeyError (no such school form or component).
    """
    report = editable_report(actor, report_id)
    existing = {(one.school_form, one.component): one for one in FlatAmount.objects.filter(report=report)}
    changed = 0
    for (form, component), value in amounts.items():
        if form not in SCHOOL_FORMS or component not in KINDS:
            raise KeyError((form, component))
        row = existing.get((form, component))
        if (row.amount if row else None) == value:
            continue
        row = row or FlatAmount(report=report, school_form=form, component=component, edition=0)
        row.amount, row.edition = value, row.edition + 1
        row.save()
        changed += 1
    if changed:
        record_report(
            report, actor=actor, audit_event=AuditEvent.PRICE_ROWS_SAVED, at=at, facts={"flat": changed}
        )
    return changed
