"""What the decision letter says, from the result as it was prepared: three kinds of decisions, told apart."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.results import ResultView
from gemensam.domains.catalogue.queries import OfferingBrief
from gemensam.domains.replies.queries.replies import ReplyView
from gemensam.interfaces.web.layout.formats import date_sv, datetime_sv, merit
from gemensam.interfaces.web.layout.reason_words import reason_sentence
from gemensam.interfaces.web.layout.round_words import round_name
from gemensam.interfaces.web.replies.words import SILENCE_LOUD


def letter_data(
    found: ReplyView, shown: ResultView, briefs: Mapping[UUID, OfferingBrief], *, name: str
) -> dict[str, object]:
    """The letter's values.

    Eligibility and reception are decided by each provider, and may be appealed; the admission may not (28 kap.
    13 and 18 §§ skollagen).
    """
    rows = [_row(choice, briefs[UUID(str(choice["offering"]))]) for choice in shown.choices]
    return {
        "reference": shown.reference,
        "name": name,
        "round": round_name(shown.kind, shown.year, shown.sequence),
        "day": date_sv(shown.published_at),
        "merit": merit(shown.merit) if shown.merit else _("kan inte jämföras"),
        "eligibility": [[row["choice"], row["provider"], row["eligibility"]] for row in rows],
        "reception": [[row["choice"], row["provider"], row["reception"]] for row in rows if row["reception"]],
        "admission": [[row["choice"], row["admission"]] for row in rows],
        "has_offer": found.offer.admitted is not None,
        "due": datetime_sv(found.terms.due_at),
        "silence": str(SILENCE_LOUD[found.terms.silence]),
    }


def _row(choice: Mapping[str, object], brief: OfferingBrief) -> dict[str, str]:
    title = _("Val %(rank)s: %(title)s, %(school)s") % {
        "rank": choice["rank"], "title": brief.title, "school": brief.school,
    }  # fmt: skip
    return {
        "choice": title,
        "provider": brief.provider,
        "eligibility": _eligibility(choice),
        "reception": _reception(choice, brief),
        "admission": _admission(choice),
    }


def _eligibility(choice: Mapping[str, object]) -> str:
    status, reason = choice["status"], str(choice["reason"] or "")
    if status == "ineligible":
        return _("Inte behörig. %(why)s") % {"why": reason_sentence(reason)}
    if status in {"not_considered", "struck"}:
        return _("Prövades inte")
    return _("Behörig")


def _reception(choice: Mapping[str, object], brief: OfferingBrief) -> str:
    """First and second hand are for public providers alone (16 kap. 42-48 §§ skollagen)."""
    if brief.provider_kind != "public" or choice["status"] not in {"admitted", "reserve"}:
        return ""
    return _("Mottagen i andra hand") if choice["second_hand"] else _("Mottagen i första hand")


def _admission(choice: Mapping[str, object]) -> str:
    match choice["status"]:
        case "admitted":
            return _("Antagen")
        case "reserve":
            return _("Reserv, plats %(position)s") % {"position": choice["reserve_position"]}
        case "struck":
            return _("Struket, för att du kom in på ett val som du satte högre")
    return _("Inte antagen")
