"""One education that is stopped in April, so that the demo shows whom it concerns and where they go."""

from uuid import UUID

from gemensam.domains.admissions.services.stop_offering import stop_offering
from gemensam.domains.catalogue.queries import by_codes
from gemensam.foundation.access.actors import ANONYMOUS, Actor
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.model import County

WHY = "För få sökande för att starta en klass. Skolan erbjuder i stället inriktningen i årskurs 2."
FEWEST = 12  # first choices: enough that where they go can be shown, few enough to be stopped


def stop_one(county: County, office_id: UUID, officer: Actor) -> None:
    """Stop the vocational education that the fewest, but not too few, want most."""
    firsts: dict[str, int] = {}
    for one in county.applicants:
        if one.preliminary_choices:
            code = one.preliminary_choices[0].offering_id
            firsts[code] = firsts.get(code, 0) + 1
    vocational = {
        row.offering_id for row in county.offerings if row.programme[:2] in ("BF", "HT", "RL", "FS", "NB")
    }
    wanted = sorted((count, code) for code, count in firsts.items() if count >= FEWEST and code in vocational)
    if not wanted:
        return
    (offering,) = by_codes(ANONYMOUS, [wanted[0][1]], year=county.year)
    stop_offering(
        actor=officer, office_id=office_id, offering_id=offering.pk, reason=WHY,
        re_choice_until=moments.summer(2027, 5, 17, 23, 59, 59), at=moments.summer(2027, 4, 16, 10, 15),
    )  # fmt: skip
