"""A result's codes → what the page shows: headline, choices with reasons, the grades that counted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.results import ResultView
from gemensam.interfaces.web.layout.reason_words import reason_sentence, subject_name


def explained(
    result: ResultView, municipalities: Mapping[str, str], orders: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    """What the template needs. Nothing here is about anybody else. ``orders``: criteria by the rule's name."""
    choices = [_choice(choice, result, municipalities, orders) for choice in result.choices]
    admitted = next((choice for choice in choices if choice["status"] == "admitted"), None)
    counted = [_grade(grade) for grade in result.grades if grade["counted"] or grade["bonus"]]
    left_out = [_grade(grade) for grade in result.grades if not (grade["counted"] or grade["bonus"])]
    return {
        "choices": [choice for choice in choices if choice["status"] != "struck"],
        "struck": [choice for choice in choices if choice["status"] == "struck"],
        "admitted": admitted,
        "reserves": [choice for choice in choices if choice["status"] == "reserve"],
        "counted": sorted(counted, key=lambda grade: (grade["bonus"], -Decimal(str(grade["points"])))),
        "left_out": left_out,
    }


def _grade(grade: Mapping[str, object]) -> dict[str, object]:
    subject = str(grade["subject"])
    name = _("Svenska") if subject == "SV" else subject_name(subject).capitalize()
    language = f" ({grade['language']})" if grade["language"] else ""
    return {
        "name": name + language,
        "grade": grade["grade"],
        "points": Decimal(str(grade["points"])),
        "bonus": bool(grade["bonus"]),
    }


def _choice(
    choice: Mapping[str, object],
    result: ResultView,
    municipalities: Mapping[str, str],
    orders: Mapping[str, Sequence[str]],
) -> dict[str, object]:
    reason = str(choice["reason"] or "")
    code = str(choice["municipality_code"])
    return {
        **choice,
        "place": f"{choice['school']}, {municipalities.get(code, code)}",
        "sentence": reason_sentence(reason),
        "state": "ineligible" if choice["status"] in ("ineligible", "not_considered") else choice["status"],
        "status_words": _status(choice),
        "own": result.merit,
        "gap": _gap(choice, result.merit),
        "tie": reason.startswith("tie:"),
        "order": orders.get(str(choice["ranking"]), []),
        "steps": _steps(choice, reason),
    }


_STEPS = (
    ("eligibility", gettext_lazy("Behörighet"), "16 kap. 29–33 §§ skollagen"),
    ("test", gettext_lazy("Färdighetsprov"), "7 kap. 5 § gymnasieförordningen"),
    ("reception", gettext_lazy("Mottagande i första eller andra hand"), "16 kap. 43–47 §§ skollagen"),
    ("late", gettext_lazy("Valet kom in i tid"), ""),
    ("merit", gettext_lazy("Poäng"), "7 kap. 4 § gymnasieförordningen"),
    ("tie", gettext_lazy("Lika poäng, skolans urvalsregel"), ""),
)


def _steps(choice: Mapping[str, object], reason: str) -> list[dict[str, object]]:
    """The steps of the decision in order: passed, the one that decided, and those that were never reached.

    Steps that nobody is tested in here (no skill test, no tie) are left out unless they decided.
    """
    if choice["status"] not in ("admitted", "reserve", "ineligible"):
        return []
    decided = reason.partition(":")[0]
    known = {name for name, _label, _law in _STEPS}
    if decided not in known and choice["status"] != "admitted":
        return []
    rows, reached = [], True
    for name, label, law in _STEPS:
        if name in ("test", "tie") and name != decided:
            continue
        outcome = ("no" if name == decided else "yes") if reached else ""
        rows.append({"title": str(label), "outcome": outcome, "decided": name == decided, "law": law})
        reached = reached and name != decided
    return rows


def _status(choice: Mapping[str, object]) -> str:
    if choice["status"] == "reserve":
        total = choice.get("reserves")
        if total:
            return _("Reserv %(position)s av %(total)s") % {
                "position": choice["reserve_position"],
                "total": total,
            }
        return _("Reserv %(position)s") % {"position": choice["reserve_position"]}
    if choice["status"] == "not_considered":
        return _("Prövas inte")
    return ""


def _gap(choice: Mapping[str, object], merit: str) -> Decimal | None:
    """How many points lower than the lowest admitted, when that may be shown and it is lower."""
    lowest = choice.get("lowest")
    if not lowest or not merit or choice["status"] != "reserve":
        return None
    gap = Decimal(str(lowest)) - Decimal(merit)
    return gap if gap > 0 else None
