"""Lines and sheet of the counsellor's list."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.guidance.queries.notes import note_counts
from gemensam.domains.guidance.queries.pupils import GuidedPupil
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import organisation_names
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.tables import Column

PUPIL_COLUMNS = [
    Column(gettext_lazy("Namn")),
    Column(gettext_lazy("Klass")),
    Column(gettext_lazy("Val"), numeric=True),
    Column(gettext_lazy("Behörig till"), numeric=True),
    Column(gettext_lazy("Meritvärde"), numeric=True),
    Column(gettext_lazy("Att se efter")),
    Column(gettext_lazy("Klar")),
]


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil as the list shows them. A protected person's line holds no name, class or signal."""

    id: UUID
    is_protected: bool
    name: str
    class_name: str
    choices: int
    eligible: int
    merit: Fraction | None
    signals: tuple[tuple[str, str], ...]  # (tag kind, text)
    ticked: bool
    notes: int
    school: str = ""  # told to who guides at several


def pupil_lines(actor: Actor, pupils: Iterable[GuidedPupil]) -> list[PupilLine]:
    """The pupils as lines; notes are counted in one question. Classes of two schools may have the same name."""
    found, units = list(pupils), actor.organisations_with(Permission.PUPIL_GUIDE)
    schools = organisation_names(units) if len(units) > 1 else {}
    counts = note_counts(actor, [one.person.pk for one in found])
    return [_line(one, counts.get(one.person.pk, 0), schools.get(one.unit_id, "")) for one in found]


def _line(one: GuidedPupil, notes: int, school: str) -> PupilLine:
    if one.is_protected:  # a list is left open on a screen
        return PupilLine(one.person.pk, True, "", "", 0, 0, None, (), one.ticked is not None, notes)
    return PupilLine(
        id=one.person.pk,
        is_protected=False,
        name=f"{one.person.family_name}, {one.person.given_name}",
        class_name=one.class_name,
        choices=len(one.standing.choices),
        eligible=one.standing.eligible_choices,
        merit=one.standing.merit,
        signals=signals(one),
        ticked=one.ticked is not None,
        notes=notes,
        school=school,
    )


def signals(one: GuidedPupil) -> tuple[tuple[str, str], ...]:
    """What to look at, the gravest first."""
    choices, eligible = len(one.standing.choices), one.standing.eligible_choices
    found = []
    if not one.has_applied:
        found.append(("danger", _("Har inte sökt")))
    if choices and not eligible:
        found.append(("danger", _("Inte behörig till något val")))
    elif eligible < choices:
        found.append(("warning", _("Inte behörig till alla val")))
    if not one.standing.vocational:
        found.append(("warning", _("Inte behörig till yrkesprogram")))
    if one.risks_no_seat:
        found.append(("warning", _("Riskerar att bli utan plats")))
    if one.standing.missing:
        found.append(
            ("warning", _("Saknar betyg i %(number)s ämnen") % {"number": len(one.standing.missing)})
        )
    if one.is_late:
        found.append(("info", _("Sena val")))
    if one.unsent:
        found.append(("info", _("Har skrivit men inte skickat")))
    if one.unconfirmed:
        found.append(("info", _("Vårdnadshavare har inte bekräftat, ansökan gäller")))
    return tuple(found)


def pupils_sheet(pupils: Iterable[GuidedPupil]) -> OutSheet:
    """The list as Excel. Protected persons are left out by the query."""
    columns = [
        OutColumn(_("Efternamn, förnamn"), ColumnKind.TEXT, 34),
        OutColumn(_("Klass"), ColumnKind.TEXT, 10),
        OutColumn(_("Antal val"), ColumnKind.NUMBER, 10),
        OutColumn(_("Behörig till antal val"), ColumnKind.NUMBER, 14),
        OutColumn(_("Meritvärde"), ColumnKind.DECIMAL, 12),
        OutColumn(_("Att se efter"), ColumnKind.TEXT, 60),
        OutColumn(_("Klar"), ColumnKind.TEXT, 8),
    ]
    rows = [
        (
            f"{one.person.family_name}, {one.person.given_name}",
            one.class_name,
            len(one.standing.choices),
            one.standing.eligible_choices,
            _decimal(one.standing.merit),
            ", ".join(text for _kind, text in signals(one)),
            one.ticked is not None,
        )
        for one in pupils
    ]
    return OutSheet(_("Elever"), columns, rows)


def _decimal(merit: Fraction | None) -> Decimal | None:
    return None if merit is None else Decimal(merit.numerator) / Decimal(merit.denominator)
