"""A receipt as data for paper."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gemensam.domains.admissions.queries import offices
from gemensam.domains.applications.queries.filings import FiledRequest, FilingView
from gemensam.interfaces.web.applications.words import KINDS, to_the_second


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
        "changes": changes_told(found),
        "asked": [_asked(one) for one in found.asked],
        "superseded": found.newest is not None,
        "footer": found.receipt,
    }
    return data, _titles()[found.kind], office.name if office else ""


def changes_told(found: FilingView) -> list[str]:
    """What is changed since what was in force before, line by line."""
    words = _changes()
    lines = [
        words[one.code] % {"title": one.title, "school": one.school, "before": one.before, "after": one.after}
        for one in found.changes
    ]
    for code, kind in found.answers_changed:
        lines.append(words[code] % {"what": KINDS.get(kind, "")})
    return lines


def _changes() -> dict[str, str]:
    return {
        "added": _("Nytt val: %(title)s, %(school)s. Det är val %(after)s."),
        "removed": _("Borttaget: %(title)s, %(school)s. Det var val %(before)s."),
        "moved": _("Flyttat: %(title)s, %(school)s, från val %(before)s till val %(after)s."),
        "elsewhere_added": _("Nytt utanför länet: %(title)s, %(school)s."),
        "elsewhere_removed": _("Borttaget utanför länet: %(title)s, %(school)s."),
        "asked": _("Du ber nu om: %(what)s."),
        "no_longer_asked": _("Du ber inte längre om: %(what)s."),
        "reworded": _("Du har ändrat svaret om: %(what)s."),
        "contact": _("Du har ändrat hur vi når dig."),
    }


def _asked(one: FiledRequest) -> list[str]:
    papers = ngettext("%(papers)s bilaga", "%(papers)s bilagor", one.papers) % {"papers": one.papers}
    return [str(KINDS[one.kind]), "; ".join(one.names) or _("alla dina val"), papers if one.papers else ""]


def _titles() -> dict[str, str]:
    return {
        "sent": _("Kvitto på din gymnasieansökan"),
        "changed": _("Kvitto på din ändrade gymnasieansökan"),
        "withdrawn": _("Kvitto på att du tagit tillbaka din ansökan"),
    }
