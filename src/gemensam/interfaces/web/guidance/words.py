"""Words of guidance: codes as text, also as template filters."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.interfaces.web.layout.reason_words import subject_name

register = template.Library()
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


FORMS = {
    "room": gettext_lazy("På plats"),
    "phone": gettext_lazy("Telefon"),
    "video": gettext_lazy("Video"),
}
LANGUAGES = {
    "sv": gettext_lazy("Svenska"),
    "en": gettext_lazy("Engelska"),
    "ar": gettext_lazy("Arabiska"),
    "so": gettext_lazy("Somaliska"),
    "ti": gettext_lazy("Tigrinska"),
    "fa": gettext_lazy("Persiska"),
    "uk": gettext_lazy("Ukrainska"),
    "fi": gettext_lazy("Finska"),
    "sma": gettext_lazy("Sydsamiska"),
    "swl": gettext_lazy("Svenskt teckenspråk"),
}
WEEKDAYS = (
    gettext_lazy("Måndag"),
    gettext_lazy("Tisdag"),
    gettext_lazy("Onsdag"),
    gettext_lazy("Torsdag"),
    gettext_lazy("Fredag"),
)
BOOKING_STATES = {  # (tag colour, text)
    "": ("neutral", gettext_lazy("Ledig")),
    "offered": ("warning", gettext_lazy("Erbjuden från kön")),
    "booked": ("success", gettext_lazy("Bokad")),
    "cancelled": ("neutral", gettext_lazy("Avbokad")),
    "lapsed": ("neutral", gettext_lazy("Inte besvarad i tid")),
    "held": ("info", gettext_lazy("Genomförd")),
    "missed": ("danger", gettext_lazy("Eleven kom inte")),
}
BOOKING_REFUSALS = {
    "taken": gettext_lazy("Någon annan hann före, eller så finns tiden inte längre. Välj en annan tid."),
    "past": gettext_lazy("Tiden har redan varit. Välj en som kommer."),
    "other_school": gettext_lazy("Tiden är bara för elever på den skolan. Välj en annan tid."),
    "overlapping": gettext_lazy("Det finns redan ett samtal bokat vid samma tid. Välj en annan tid."),
    "too_many": gettext_lazy("Två samtal är redan bokade. Avboka ett av dem först, så att fler får plats."),
    "late": gettext_lazy("Svarstiden har gått ut, så tiden har gått vidare till nästa. Du står kvar i kön."),
    "not_yet": gettext_lazy("Samtalet har inte börjat än. Notera efteråt om det blev av."),
    "moved_on": gettext_lazy("Samtalet har ändrats sedan du öppnade sidan. Så här ser det ut nu."),
}
SLOT_REFUSALS = {
    "none": gettext_lazy("Ingen tid ryms. Kontrollera veckodagar, klockslag och samtalets längd."),
    "past": gettext_lazy("Alla tider har redan varit. Välj dagar som kommer."),
    "too_many": gettext_lazy("Det blir fler än 400 tider. Dela upp perioden i flera delar."),
}


@register.filter
def talk_form(code: str) -> str:
    """How one meets."""
    return str(FORMS.get(code, code))


@register.filter
def talk_language(code: str) -> str:
    """A language's name."""
    return str(LANGUAGES.get(code, code))


@register.filter
def talk_state(code: str) -> str:
    """What a booking's state is called; a time without a booking is free."""
    return str(BOOKING_STATES[code][1])


@register.filter
def talk_state_kind(code: str) -> str:
    """The tag colour of a booking's state."""
    return BOOKING_STATES[code][0]
