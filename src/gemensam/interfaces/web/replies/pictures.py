"""The replies as figures and a picture."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gemensam.domains.replies.queries.replies import Overview
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.formats import number, percent
from gemensam.interfaces.web.replies.listing import Line

_SHOWN = 12


def figures_of(found: Overview) -> list[dict[str, object]]:
    """The sums of the whole round."""
    offered = sum(row.offered for row in found.rows)
    answered = sum(row.accepted + row.declined for row in found.rows)
    return [
        {"label": _("Erbjudna platser"), "value": number(offered)},
        {
            "label": _("Har svarat"),
            "value": number(answered),
            "note": percent(answered / offered) if offered else "",
        },
        {"label": _("Ja"), "value": number(sum(row.accepted + row.silent_kept for row in found.rows))},
        {"label": _("Lediga platser"), "value": number(sum(row.declined + row.lapsed for row in found.rows))},
        {"label": _("Inte svarat än"), "value": number(sum(row.unanswered for row in found.rows))},
    ]


def chart_of(lines: Sequence[Line]) -> Chart | None:
    """The offerings with most unanswered and freed places, None before there is anything to see."""
    waited_for = [line for line in lines if line.replies.unanswered + line.freed]
    shown = sorted(waited_for, key=lambda line: (-(line.replies.unanswered + line.freed), line.title))[
        :_SHOWN
    ]
    if not shown:
        return None
    return Chart(
        ChartKind.RANKED,
        _("Svar per utbildning"),
        _("De utbildningar där flest svar saknas eller flest platser har blivit lediga."),
        [f"{line.title}, {line.school}" for line in shown],
        [
            Series(_("Inte svarat än"), [line.replies.unanswered for line in shown]),
            Series(_("Lediga platser"), [line.freed for line in shown]),
        ],
        category_name=_("Utbildning"),
    )
