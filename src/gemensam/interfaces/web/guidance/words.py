"""Words of guidance: codes as Swedish text for the counsellor."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.interfaces.web.layout.reason_words import subject_name

_OBSTACLES = {
    "eligibility:age": gettext_lazy("Fyller 20 år eller mer det år utbildningen börjar"),
    "eligibility:completed": gettext_lazy("Har redan gått ut en gymnasieutbildning"),
    "eligibility:not_by_choice": gettext_lazy("Programmet söker man inte själv"),
    "eligibility:not_newly_arrived": gettext_lazy("Programmet är för nyanlända"),
    "eligibility:language_introduction": gettext_lazy("Ska erbjudas språkintroduktion"),
    "eligibility:EN_MA": gettext_lazy("Saknar godkänt i både engelska och matematik"),
    "eligibility:subjects": gettext_lazy("För få godkända ämnen"),
    "eligibility:mean": gettext_lazy("För lågt medelvärde (förslag till nya regler)"),
    "eligibility:already": gettext_lazy("Redan behörig till det som programmet leder till"),
}


def obstacle_sentence(code: str) -> str:
    """What stands in the way of a choice, about the pupil and not to the pupil."""
    if code in _OBSTACLES:
        return str(_OBSTACLES[code])
    return _("Saknar godkänt i %(subject)s") % {"subject": subject_name(code.partition(":")[2])}
