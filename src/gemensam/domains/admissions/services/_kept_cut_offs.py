"""A final round that is published becomes history that the catalogue keeps for the years to come."""

from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.models import AdmissionRound, OfferingOutcome
from gemensam.domains.catalogue.services.save_past_cut_offs import CutOffRow, save_past_cut_offs
from gemensam.foundation.access.actors import Actor


def keep_cut_offs(actor: Actor, round_: AdmissionRound, run_id: UUID, at: datetime) -> None:
    """Hand a final round's outcome to the catalogue, which takes out what few persons are behind."""
    if round_.kind != AdmissionRound.Kind.FINAL:
        return
    outcomes = OfferingOutcome.objects.filter(run=run_id).select_related("offering")
    rows = [
        CutOffRow(
            year=round_.year,
            school_unit_id=one.offering.school_unit_id,
            study_path=one.offering.study_path,
            programme=one.offering.programme,
            offering_code=one.offering.code,
            seats=one.seats,
            admitted=one.admitted,
            all_admitted=one.reserves == 0 or one.eligible <= one.admitted,
            first_choice_applicants=one.first_hand_first_choice,
            lowest=one.lowest_merit,
            median=one.median_merit,
        )
        for one in outcomes
    ]
    save_past_cut_offs(actor=actor, rows=rows, source="published", at=at)
