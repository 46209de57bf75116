"""Read in Skolverket's national price list of a year."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gemensam.domains.pricelist.inputs.flow_table import NationalValues
from gemensam.domains.pricelist.models import NationalList, NationalRow
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def read_national_list(
    *,
    actor: Actor,
    year: int,
    source: str,
    decided_on: date,
    rows: Sequence[NationalValues],
    at: datetime,
) -> NationalList:
    """Keep the list; another file for the year takes its place, the same file again changes nothing.

    Raises PermissionDenied.
    """
    require(actor, Permission.PRICE_ROUND_MANAGE)
    text = f"{source}|{decided_on}|" + "|".join(repr(row) for row in rows)
    digest = sha256(text.encode()).hexdigest()
    known = NationalList.objects.filter(year=year).first()
    if known is not None and known.digest == digest:
        return known
    found, _ = NationalList.objects.update_or_create(
        year=year, defaults={"source": source, "decided_on": decided_on, "digest": digest, "read_at": at}
    )
    NationalRow.objects.filter(list=found).delete()
    NationalRow.objects.bulk_create(
        NationalRow(
            list=found,
            code=row.code,
            orientation=row.orientation,
            cohort=row.cohort,
            name=row.name,
            with_meals=row.with_meals,
            without_meals=row.without_meals,
        )
        for row in rows
    )
    record(
        actor=actor,
        event=AuditEvent.NATIONAL_PRICES_READ,
        target_type="national_prices",
        target_id=str(found.pk),
        facts={"year": year, "rows": len(rows)},
        at=at,
    )
    return found
