"""The tabs of a round of prices, and its way through the year as a stepper."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.queries.rounds import RoundView

_TABS = (
    ("price_round", gettext_lazy("Läget")),
    ("price_check", gettext_lazy("Kontroll")),
    ("price_models", gettext_lazy("Prismodeller")),
    ("price_consequences", gettext_lazy("Konsekvenser")),
    ("price_decisions", gettext_lazy("Beslut")),
    ("price_log", gettext_lazy("Logg")),
)
_STAGES = (
    gettext_lazy("Planera"),
    gettext_lazy("Kommunerna lämnar underlag"),
    gettext_lazy("Räkna och jämföra"),
    gettext_lazy("Kommunerna beslutar"),
    gettext_lazy("Publicerad"),
)
_PLACE = {"planned": 0, "open": 1, "closed": 2, "recommended": 3, "published": 5}


def tabs_of(view: RoundView, current: str) -> list[dict[str, object]]:
    """The round's pages."""
    shown = _TABS if view.state != "planned" else _TABS[:1]
    return [
        {"label": str(label), "url": reverse(name, args=[view.id]), "current": name == current}
        for name, label in shown
    ]


def stages_of(view: RoundView) -> list[dict[str, object]]:
    """The five stages of the year."""
    place = _PLACE[view.state]
    return [
        {"label": str(label), "state": "done" if n < place else "current" if n == place else "upcoming"}
        for n, label in enumerate(_STAGES)
    ]


def title_of(view: RoundView) -> str:
    """Prislista 2027."""
    return _("Prislista %(year)s") % {"year": view.year}
