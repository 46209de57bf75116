"""Keep what it took to be admitted in earlier years, without figures of few persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import PastCutOff
from gemensam.domains.catalogue.study_paths import path_key
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.editions import Register, renew
from gemensam.rules.indicators import PublicCutOff, public_cut_off

_FIELDS = ("programme", "seats", "first_choice_applicants", "lowest", "median", "reason", "source")


@dataclass(frozen=True, slots=True)
class CutOffRow:
    """One year's figures as a source gives them, before anything is taken out. None = the source does not say."""

    year: int
    school_unit_id: UUID
    study_path: str
    programme: str
    offering_code: str = ""
    seats: int | None = None
    admitted: int | None = None
    all_admitted: bool = False
    first_choice_applicants: int | None = None
    lowest: Decimal | None = None
    median: Decimal | None = None
    reason: str = ""  # why figures are missing, where the row has been through this before


@transaction.atomic
def save_past_cut_offs(*, actor: Actor, rows: Sequence[CutOffRow], source: str, at: datetime) -> int:
    """Add or replace each row's year; return how many rows are kept. Raises PermissionDenied.

    Saving the same rows again changes nothing. Figures of few persons are taken out before anything is stored.
    """
    published = source == PastCutOff.Source.PUBLISHED  # comes with a publication, whoever carries it out
    policies.require(actor, Permission.ROUND_PUBLISH if published else Permission.OFFERING_CHANGE)
    kept = [_kept(row, source) for row in rows]
    PastCutOff.objects.bulk_create(
        kept,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["school_unit", "study_path", "offering_code", "year"],
        update_fields=_FIELDS,
    )
    renew(Register.PAST_CUT_OFFS)
    record(
        actor=actor,
        event=AuditEvent.PAST_CUT_OFFS_SAVED,
        target_type="catalogue",
        target_id=",".join(str(year) for year in sorted({row.year for row in rows})) or "-",
        facts={"rows": len(kept), "source": source},
        at=at,
    )
    return len(kept)


def _kept(row: CutOffRow, source: str) -> PastCutOff:
    shown = public_cut_off(
        seats=row.seats,
        admitted=row.admitted,
        all_admitted=row.all_admitted,
        first_choice_applicants=row.first_choice_applicants,
        lowest=_fraction(row.lowest),
        median=_fraction(row.median),
    )
    if row.reason:
        shown = PublicCutOff(shown.first_choice_applicants, None, shown.median, row.reason)
    return PastCutOff(
        year=row.year,
        school_unit_id=row.school_unit_id,
        study_path=path_key(row.study_path, row.programme),
        programme=row.programme,
        offering_code=row.offering_code,
        seats=row.seats,
        first_choice_applicants=shown.first_choice_applicants,
        lowest=row.lowest if shown.lowest is not None else None,
        median=row.median if shown.median is not None else None,
        reason=shown.reason,
        source=source,
    )


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
