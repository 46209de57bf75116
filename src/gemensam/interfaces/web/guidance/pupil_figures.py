"""The figures above a counsellor's list, and its picture."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.guidance.queries.pupils import GuidedPupil, has_signal
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series


def class_names(pupils: Sequence[GuidedPupil]) -> list[str]:
    """The classes of those whose class may be told, in order."""
    return sorted({one.class_name for one in pupils if one.class_name and not one.is_protected})


def key_figures(pupils: Sequence[GuidedPupil]) -> list[dict[str, object]]:
    """How many there are of each signal that asks for something to be done; each leads to those it counts."""
    wanted = [
        ("not_applied", _("har inte sökt"), "warning"),
        ("unsent", _("har påbörjat men inte skickat"), "warning"),
        ("no_eligible", _("inte behöriga till något val"), "danger"),
        ("risk", _("riskerar att bli utan plats"), "warning"),
        ("missing_grades", _("saknar betyg"), "warning"),
        ("late", _("har sena val"), ""),
        ("ticked", _("klara"), "success"),
    ]
    address = reverse("guided_pupils")
    figures: list[dict[str, object]] = [{"label": _("elever"), "value": len(pupils), "url": address}]
    for signal, label, kind in wanted:
        number = sum(has_signal(one, signal) for one in pupils)
        figures.append(
            {
                "label": label,
                "value": number,
                "url": f"{address}?lage={signal}",
                "kind": kind if number else "",
            }
        )
    return figures


def chart(pupils: Sequence[GuidedPupil]) -> Chart | None:
    """How far each class has come; one's own pupils, so no figure is hidden. Protected ones are in no class."""
    names = class_names(pupils)
    if not names:
        return None
    shown = {
        name: [one for one in pupils if one.class_name == name and not one.is_protected] for name in names
    }
    series = [
        (_("Klar"), lambda one: one.ticked is not None),
        (_("Har sökt, inte klar"), lambda one: one.ticked is None and one.has_applied),
        (_("Har inte sökt"), lambda one: one.ticked is None and not one.has_applied),
    ]
    return Chart(
        ChartKind.STACKED,
        _("Så långt har klasserna kommit"),
        _("Antal elever per klass som är klara, har sökt eller inte har sökt."),
        names,
        [Series(name, [sum(map(test, shown[key])) for key in names]) for name, test in series],
        category_name=_("Klass"),
        value_name=_("Elever"),
    )
