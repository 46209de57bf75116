"""A receipt as data for paper."""

from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices
from gemensam.domains.applications.queries.filings import FilingView
from gemensam.interfaces.web.applications.words import to_the_second


def receipt_data(found: FilingView) -> tuple[dict[str, object], str, str]:
    """The data, the title and the sender. No name: the paper may lie about."""
    office = offices.any_office()
    in_time, late = _("I tid"), _("Sent")
    data = {
        "reference": found.receipt,
        "kind": found.kind,
        "sent": to_the_second(found.sent_at),
        "choices": [
            [str(one.rank), one.title, one.school, late if one.late else in_time] for one in found.choices
        ],
        "elsewhere": [list(one) for one in found.elsewhere],
        "any_late": found.any_late,
        "footer": found.receipt,
    }
    return data, _titles()[found.kind], office.name if office else ""


def _titles() -> dict[str, str]:
    return {
        "sent": _("Kvitto på din gymnasieansökan"),
        "changed": _("Kvitto på din ändrade gymnasieansökan"),
        "withdrawn": _("Kvitto på att du tagit tillbaka din ansökan"),
    }
