"""What can be read of the supply. Everything here is public."""

from gemensam.domains.catalogue.queries.briefs import OfferingBrief, brief_of, offering_briefs, offering_rows
from gemensam.domains.catalogue.queries.facts import (
    OfferingWords,
    OpenHouseView,
    open_houses,
    open_houses_by_key,
    words_by_code,
    words_on,
)
from gemensam.domains.catalogue.queries.history import all_past_cut_offs, past_cut_offs, past_cut_offs_of
from gemensam.domains.catalogue.queries.prepared import PreparedSupply, prepared_supply
from gemensam.domains.catalogue.queries.search import (
    Found,
    Wanted,
    by_codes,
    by_distance,
    by_ids,
    narrowed,
    search,
)
from gemensam.domains.catalogue.queries.supply import (
    Demands,
    demands,
    facets,
    municipality_names,
    offering,
    offering_ids,
    offerings,
    offerings_by_code,
    programmes_of,
    schools,
    with_programmes,
    years,
)

__all__ = [
    "Demands",
    "Found",
    "OfferingBrief",
    "OfferingWords",
    "OpenHouseView",
    "PreparedSupply",
    "Wanted",
    "all_past_cut_offs",
    "brief_of",
    "by_codes",
    "by_distance",
    "by_ids",
    "demands",
    "facets",
    "municipality_names",
    "narrowed",
    "offering",
    "offering_briefs",
    "offering_ids",
    "offering_rows",
    "offerings",
    "offerings_by_code",
    "open_houses",
    "open_houses_by_key",
    "past_cut_offs",
    "past_cut_offs_of",
    "prepared_supply",
    "programmes_of",
    "schools",
    "search",
    "with_programmes",
    "words_by_code",
    "words_on",
    "years",
]
