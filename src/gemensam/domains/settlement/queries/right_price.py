"""The right price of one case. Prices and agreements are public records, so anyone may ask."""

from gemensam.domains.settlement.inputs.price_case import PriceQuestion, case_of
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.cases import ChosenPrice
from gemensam.rules.pricing.choosing import choose_price

__all__ = ["PriceQuestion", "providers", "right_price"]


def right_price(actor: Actor, question: PriceQuestion) -> ChosenPrice:
    """Return the answer with its path, by what is registered where the question does not say otherwise.

    An unknown provider gives an answer without lines, with ``missing`` = "unknown_provider".
    """
    found = case_of(question)
    if found is None:
        return ChosenPrice((), (), ("unknown_provider",), "unknown_provider")
    return choose_price(*found)


def providers(actor: Actor) -> list[tuple[str, str]]:
    """Return the party and name of every provider, in Swedish order; a municipality's school board once."""
    rows = Organisation.objects.filter(organisation_type="provider").order_by("sort_key", "pk")
    found: dict[str, str] = {}
    for row in rows:
        own = row.provider_kind == "public" and row.municipality_code
        party = row.municipality_code if own else row.organisation_number
        if party:
            found.setdefault(party, row.display_name)
    return list(found.items())
