"""One education that is stopped in April, so that the demo shows whom it concerns and where they go."""

from collections import Counter
from uuid import UUID

from gemensam.domains.admissions.services.stop_offering import stop_offering
from gemensam.domains.catalogue.queries import by_codes
from gemensam.foundation.access.actors import ANONYMOUS, Actor
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.model import Applicant, County

WHY = "För få sökande för att starta en klass i höst."
FEWEST, MOST = 14, 30  # first choices: enough that where they go can be shown, few enough to be stopped
SHOWN_FROM = 5  # persons with the same destination


def stop_one(county: County, office_id: UUID, officer: Actor) -> None:
    """Stop an education that rather few want most, and whose applicants go where others do as well."""
    wanting: dict[str, list[Applicant]] = {}
    for one in county.applicants:
        if one.preliminary_choices:
            wanting.setdefault(one.preliminary_choices[0].offering_id, []).append(one)
    possible = {
        code: _together(county, code, some)
        for code, some in wanting.items()
        if FEWEST <= len(some) <= MOST and not code.split("-")[-1].startswith("IM")
    }
    if not possible:
        return
    code = min(possible, key=lambda one: (-possible[one], one))
    (offering,) = by_codes(ANONYMOUS, [code], year=county.year)
    stop_offering(
        actor=officer, office_id=office_id, offering_id=offering.pk, reason=WHY,
        re_choice_until=moments.summer(2027, 5, 17, 23, 59, 59), at=moments.summer(2027, 4, 16, 10, 15),
    )  # fmt: skip


def _together(county: County, code: str, some: list[Applicant]) -> int:
    """How many of them go where at least five do, by their final lists."""
    places = {row.offering_id: (row.programme[:2], row.municipality) for row in county.offerings}
    found: Counter[tuple[str, str]] = Counter()
    for one in some:
        rest = [choice.offering_id for choice in one.final_choices if choice.offering_id != code]
        if rest:
            found[places[rest[0]]] += 1
    return sum(count for count in found.values() if count >= SHOWN_FROM)
