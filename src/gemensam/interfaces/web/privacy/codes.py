"""Stored codes in words, by the field that they stand in, for the one they are about."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gemensam.foundation.access.roles import ROLES

_ROLES: Final = {
    "compulsory": _("obligatoriskt ämne"), "language_choice": _("språkval"), "optional_language": _("elevens val"),
    "mother_tongue": _("modersmål"), "other": _("annat"),
}  # fmt: skip
_REPLIES: Final = {
    "open": _("inget svar än"), "accepted": _("ja"), "declined": _("nej"),
    "accepted_by_default": _("ja, genom att inte svara"), "lapsed": _("inget svar i tid"),
    "lost": _("platsen förlorad"), "standing": _("står i kö"),
}  # fmt: skip
CODES: Final[Mapping[str, Mapping[str, object]]] = {
    "sex": {"woman": _("kvinna"), "man": _("man"), "unknown": _("okänt")},
    "security_marking": {
        "none": _("inget skydd"),
        "confidential": _("sekretessmarkering"),
        "protected_registration": _("skyddad folkbokföring"),
    },
    "civic_no_type": {
        "personnummer": _("personnummer"),
        "samordningsnummer": _("samordningsnummer"),
        "tf": _("TF-nummer"),
    },
    "relation_type": {
        "guardian": _("vårdnadshavare"),
        "other_responsible": _("annan ansvarig"),
        "appointed_trustee": _("god man"),
        "authorised": _("utsedd behörig"),
    },
    "after": _REPLIES,
    "state": {
        **_REPLIES,
        "waiting": _("väntar"),
        "sending": _("skickas"),
        "sent": _("skickad"),
        "dead": _("gick inte att skicka"),
    },
    "channel": {"email": _("e-post"), "sms": _("sms"), "mina_meddelanden": _("Mina meddelanden")},
    "origin": {
        "person": _("den sökande"),
        "guardian": _("en vårdnadshavare"),
        "pre_answer": _("förhandssvaret"),
        "silence": _("sista svarsdagen"),
        "staff": _("antagningskansliet"),
        "moved_up": _("reservantagningen"),
    },
    "answers": {
        "accept": _("tacka ja"),
        "accept_and_stay": _("tacka ja och stå kvar i kö"),
        "decline": _("tacka nej"),
    },
    "status": {
        "admitted": _("antagen"),
        "reserve": _("reserv"),
        "struck": _("struket"),
        "ineligible": _("inte behörig"),
        "not_considered": _("prövas inte"),
    },
    "reception": {"first_hand": _("första hand"), "second_hand": _("andra hand")},
    "role": _ROLES,
    "purpose": {
        "applicant": _("sidan om den sökande: val, betyg och besked"),
        "guidance": _("studie- och yrkesvägledarens sida om eleven"),
        "correction": _("begäran om rättelse"),
    },
    "reader_role": {role.value: one.name for role, one in ROLES.items()},
    "locale": dict(settings.LANGUAGES),
}
