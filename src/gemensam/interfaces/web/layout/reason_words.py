"""Reason codes as plain Swedish sentences to the one it concerns."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.interfaces.web.layout.round_words import CRITERIA

SUBJECTS = {
    "SV": gettext_lazy("svenska eller svenska som andraspråk"),
    "SVA": gettext_lazy("svenska som andraspråk"),
    "EN": gettext_lazy("engelska"),
    "MA": gettext_lazy("matematik"),
    "GE": gettext_lazy("geografi"),
    "HI": gettext_lazy("historia"),
    "RE": gettext_lazy("religionskunskap"),
    "SH": gettext_lazy("samhällskunskap"),
    "BI": gettext_lazy("biologi"),
    "FY": gettext_lazy("fysik"),
    "KE": gettext_lazy("kemi"),
    "BL": gettext_lazy("bild"),
    "HKK": gettext_lazy("hem- och konsumentkunskap"),
    "IDH": gettext_lazy("idrott och hälsa"),
    "MU": gettext_lazy("musik"),
    "SL": gettext_lazy("slöjd"),
    "TK": gettext_lazy("teknik"),
    "NO": gettext_lazy("naturorienterande ämnen"),
    "SO": gettext_lazy("samhällsorienterande ämnen"),
    "M1": gettext_lazy("moderna språk, elevens val"),
    "M2": gettext_lazy("moderna språk, språkval"),
    "ML": gettext_lazy("modersmål"),
}
REASONS = {
    "": "",
    "eligibility:age": gettext_lazy("Du fyller 20 år eller mer det år utbildningen börjar. Då är det vuxenutbildningen som gäller."),
    "eligibility:completed": gettext_lazy("Du har redan gått ut en gymnasieutbildning."),
    "eligibility:subjects": gettext_lazy("Du saknar godkänt betyg i tillräckligt många ämnen."),
    "eligibility:mean": gettext_lazy("Medelvärdet av dina betyg är för lågt. Det är ett förslag till nya regler, inte gällande rätt."),
    "eligibility:EN_MA": gettext_lazy("Du saknar godkänt betyg i både engelska och matematik. Ett av dem behövs."),
    "eligibility:already": gettext_lazy("Du är behörig till ett nationellt program. Introduktionsprogrammet är till för den som inte är det."),
    "eligibility:not_by_choice": gettext_lazy("Det här introduktionsprogrammet söker man inte själv. Prata med din studie- och yrkesvägledare."),
    "eligibility:not_newly_arrived": gettext_lazy("Programmet är till för den som nyligen har kommit till Sverige."),
    "reception:second_hand_full": gettext_lazy("Platserna räckte bara till sökande från skolans samverkansområde, som går först."),
    "late:behind_in_time": gettext_lazy("Valet kom in för sent. De som valde i tid gick före."),
    "merit:below": gettext_lazy("Dina poäng räckte inte. De som fick plats hade högre poäng."),
    "test:missing": gettext_lazy("Utbildningen kräver ett godkänt färdighetsprov, och det saknas."),
    "quota:not_approved": gettext_lazy("Dina betyg går inte att jämföra med andras, så du kunde bara få plats i fri kvot. Den ansökan är inte godkänd."),
    "quota:full": gettext_lazy("Platserna i fri kvot räckte inte."),
    "pool:full": gettext_lazy("Platserna delas med andra utbildningar på skolan, och de tog slut."),
    "offering:cancelled": gettext_lazy("Utbildningen är inställd. Vi gick vidare till ditt nästa val."),
    "choice:higher_admitted": gettext_lazy("Du kom in på ett val som du satte högre. Därför gäller inte det här längre."),
    "held:kept": gettext_lazy("Du behåller platsen du redan har."),
    "held:not_considered": gettext_lazy("Du har en plats och har inte valt att stå kvar som reserv."),
}  # fmt: skip


def subject_name(code: str) -> str:
    """The subject's name in the middle of a sentence."""
    return str(SUBJECTS.get(code, code))


def reason_sentence(reason: str) -> str:
    """The sentence of a reason code. An unknown code is a programming fault and raises KeyError."""
    if reason in REASONS:
        return str(REASONS[reason])
    step, _colon, detail = reason.partition(":")
    if step == "eligibility":
        return _("Du saknar godkänt betyg i %(subject)s.") % {"subject": SUBJECTS[detail]}
    if step == "tie":
        return _("Du hade lika många poäng som den sist antagna. Då går %(criterion)s före.") % {
            "criterion": CRITERIA[detail]
        }
    raise KeyError(reason)
