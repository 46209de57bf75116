"""The texts of ``gemensam merit`` in each language."""

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "applicant": "sökande",
        "merit": "meritvärde",
        "grades": "betyg",
        "bonus": "17:e",
        "eligible": "behörig till",
        "vocational": "yrkesprogram",
        "IMV/vocational": "IMV mot yrkesprogram",
        "IMV/higher_education": "IMV mot högskoleförberedande",
        "none": "–",
        "note": "Regler: {rules}. Ålder, avslutad gymnasieutbildning och undantag i engelska prövas inte här.",
        "rules_unknown": "regelverket ”{rules}” finns inte; det finns {known}",
    },
    "en": {
        "applicant": "applicant",
        "merit": "merit",
        "grades": "grades",
        "bonus": "17th",
        "eligible": "eligible for",
        "vocational": "vocational programmes",
        "IMV/vocational": "IMV towards vocational",
        "IMV/higher_education": "IMV towards higher education",
        "none": "–",
        "note": "Rules: {rules}. Age, completed upper-secondary school and exemption in English are not tested here.",
        "rules_unknown": "no rule set is called “{rules}”; there is {known}",
    },
}
