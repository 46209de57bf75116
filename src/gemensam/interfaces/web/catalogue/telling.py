"""What the page of one offering tells."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from gemensam.domains.admissions.queries import offices, statistics, stops
from gemensam.domains.catalogue import queries
from gemensam.foundation.access import clock
from gemensam.interfaces.web.catalogue.history import figures_of, picture_of
from gemensam.interfaces.web.catalogue.listing import CHOSEN
from gemensam.interfaces.web.catalogue.positions import POSITIONS, kilometres
from gemensam.interfaces.web.catalogue.programme_words import PROGRAMME_WORDS


def context(request: HttpRequest, found: Any) -> dict[str, object]:
    """Everything that the page shows of the offering."""
    office = offices.any_office()
    names = queries.municipality_names()
    rounds = statistics.history_of(offering_code=found.code, office_id=office.id) if office else []
    past = queries.past_cut_offs([found.pk])[found.pk]
    figures = figures_of(past, [one for one in rounds if one.year == found.year])
    home = request.GET.get("hem", "")
    return {
        "offering": found,
        "stopped": stops.public_stop(offering_id=found.pk) if found.cancelled else None,
        "municipality": names.get(found.municipality_code, found.municipality_code),
        "apprenticeship": found.study_path[6:7] == "L",
        "programme_words": words_of(found),
        "words": queries.words_on([found.pk], language=get_language() or "sv").get(found.pk),
        "open_houses": queries.open_houses([found.pk], after=clock.now())[found.pk],
        "figures": figures,
        "picture": picture_of(figures),
        "made_up": any(one.source == "made_up" for one in past),
        "order": (offices.ranking_orders(office_id=office.id) if office else {}).get(found.ranking, []),
        "demands": queries.demands(found, rules=office.rules) if office else None,
        "threshold": office.small_cell_threshold if office else 0,
        "homes": [(code, name) for code, name in names.items() if code in POSITIONS],
        "home": home,
        "home_name": names.get(home, ""),
        "km": kilometres(home, found.municipality_code) if home in names else None,
        "share_url": request.build_absolute_uri(reverse("offering", args=[found.pk])),
        "compare_url": f"{reverse('offerings')}?{CHOSEN}={found.code}",
    }


def words_of(found: Any) -> Any:
    """What the programme is about and leads to; None for a programme of its own kind."""
    letters = "IM" if found.programme.startswith("IM") else found.programme[:2]
    return PROGRAMME_WORDS.get(letters)
