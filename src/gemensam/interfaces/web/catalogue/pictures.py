"""The catalogue's pictures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.statistics import PublishedOutcome
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.round_words import round_name


def cutoff_history(history: Sequence[PublishedOutcome]) -> Chart | None:
    """Lowest and median merit of those admitted, round by round; None before there are two rounds to compare."""
    if len(history) < 2:
        return None
    rounds = sorted(history, key=lambda one: one.published_at)
    return Chart(
        ChartKind.LINE,
        _("Vad som krävdes"),
        _("Lägsta och mellersta meritvärde bland de antagna i varje omgång."),
        [str(round_name(one.kind, one.year)) for one in rounds],
        [
            Series(_("Lägsta antagna"), [one.lowest_merit for one in rounds]),
            Series(_("Median"), [one.median_merit for one in rounds]),
        ],
        category_name=_("Omgång"),
        unit=_("poäng"),
        decimals=1,
        hidden_text=_("Visas inte när få personer ligger bakom siffran."),
    )
