"""A question about one price, filled in with what the register knows: agreement, supply, area."""

from dataclasses import dataclass
from datetime import date

from gemensam.domains.settlement.inputs.price_book import price_book
from gemensam.domains.settlement.inputs.stays import agreements_on, supply_in, supply_of
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.book import PriceBook
from gemensam.rules.pricing.cases import AgreedPrice, PriceCase, Supply, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceQuestion:
    """What is asked. ``provider``: municipality code or organisation number. Empty agreed, supply: as registered."""

    on: date
    education_start: date
    programme: str
    provider: str
    home: str
    orientation: str = ""
    apprenticeship: bool = False
    track: str = Track.NATIONAL_PROGRAMME.value
    first_hand: bool = True
    agreed: str = ""
    supply: str = ""
    nordic: bool = False
    placed: bool = False
    imv_start: date | None = None
    known_on: date | None = None


def provider_of(party: str) -> Organisation | None:
    """The provider that a party names: a municipality's own, or one by its organisation number."""
    rows = Organisation.objects.filter(organisation_type="provider")
    own = rows.filter(provider_kind="public", municipality_code=party).order_by("display_name", "pk")
    return own.first() or rows.filter(organisation_number=party).first()


def case_of(question: PriceQuestion) -> tuple[PriceCase, PriceBook] | None:
    """The whole question and the book to ask, or None when the provider is not known."""
    provider = provider_of(question.provider)
    if provider is None:
        return None
    book = price_book(question.on.year)
    agreements = agreements_on(provider.pk, question.on)
    agreement = agreements.get(question.home) or agreements.get("")
    agreed = question.agreed or (agreement.agreed if agreement else AgreedPrice.NONE.value)
    supply = question.supply or supply_of(
        supply_in(question.on.year), book.area, question.home, question.programme
    )
    case = PriceCase(
        on=question.on,
        education_start=question.education_start,
        programme=question.programme,
        orientation=question.orientation,
        apprenticeship=question.apprenticeship,
        track=Track(question.track),
        provider=question.provider,
        provider_is_public=provider.provider_kind == "public",
        home=question.home,
        host=provider.municipality_code,
        first_hand=question.first_hand,
        agreed=AgreedPrice(agreed),
        supply=Supply(supply),
        inside_area=question.home in book.area and provider.municipality_code in book.area,
        nordic=question.nordic,
        placed=question.placed,
        imv_start=question.imv_start,
        known_on=question.known_on,
    )
    return case, book
