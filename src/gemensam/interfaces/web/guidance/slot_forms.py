"""Forms of the times: publishing, finding, booking and waiting."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.guidance.queries.times import TimeFilter
from gemensam.domains.guidance.services.change_slot import Meeting
from gemensam.domains.guidance.services.join_queue import Wishes
from gemensam.domains.guidance.services.publish_slots import SlotPlan
from gemensam.interfaces.web.guidance.words import FORMS, LANGUAGES, WEEKDAYS
from gemensam.interfaces.web.layout.plain_select import PlainSelect

_LENGTHS = [
    (str(minutes), _("%(minutes)s minuter") % {"minutes": minutes}) for minutes in (15, 20, 30, 45, 60)
]
_PAUSES = [("0", _("Ingen paus")), ("5", _("5 minuter")), ("10", _("10 minuter")), ("15", _("15 minuter"))]
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _check_meeting(form: forms.Form) -> None:
    """A room needs its name and a video meeting its link."""
    values = form.cleaned_data
    if values.get("form") == "room" and not values.get("plats"):
        form.add_error("plats", _("Skriv i vilket rum ni ses."))
    if values.get("form") == "video" and "lank" in values and not values["lank"]:
        form.add_error("lank", _("Skriv länken till videomötet."))
    if values.get("form") == "video" and values.get("lank") and not values["lank"].startswith("https://"):
        form.add_error("lank", _("Länken måste börja med https://."))


class SlotsForm(forms.Form):
    """What to offer: where, how, which days and hours."""

    series_id = forms.UUIDField(widget=forms.HiddenInput)
    skola = forms.ChoiceField(label=_("Skola"), error_messages={"required": _("Välj skola.")})
    form = forms.ChoiceField(
        label=_("Hur ni ses"), choices=list(FORMS.items()), widget=forms.RadioSelect, initial="room",
        error_messages={"required": _("Välj hur ni ses.")},
    )  # fmt: skip
    plats = forms.CharField(
        label=_("Rum, eller hur ni hörs"), required=False, max_length=120,
        help_text=_("Till exempel Rum 12, eller Jag ringer upp dig."),
    )  # fmt: skip
    lank = forms.URLField(
        label=_("Länk till videomötet"), required=False, max_length=300, assume_scheme="https",
        help_text=_("Visas bara för den som har bokat."),
        error_messages={"invalid": _("Skriv en hel länk som börjar med https://.")},
    )  # fmt: skip
    sprak = forms.ChoiceField(label=_("Språk"), choices=list(LANGUAGES.items()), initial="sv")
    bara_egna = forms.BooleanField(label=_("Bara för elever på min skola"), required=False)
    forsta = forms.DateField(
        label=_("Första dagen"), widget=_DAY, error_messages={"required": _("Välj första dagen.")}
    )
    sista = forms.DateField(
        label=_("Sista dagen"), widget=_DAY, help_text=_("Samma dag om det bara gäller en dag. Helgdagar hoppas över."),
        error_messages={"required": _("Välj sista dagen.")},
    )  # fmt: skip
    dagar = forms.MultipleChoiceField(
        label=_("Veckodagar"), choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple, initial=[str(number) for number in range(5)],
        error_messages={"required": _("Välj minst en veckodag.")},
    )  # fmt: skip
    fran = forms.TimeField(
        label=_("Från klockan"),
        widget=_HOUR,
        initial=time(9),
        error_messages={"required": _("Skriv från när.")},
    )
    till = forms.TimeField(
        label=_("Till klockan"),
        widget=_HOUR,
        initial=time(12),
        error_messages={"required": _("Skriv till när.")},
    )
    langd = forms.ChoiceField(label=_("Samtalets längd"), choices=_LENGTHS, initial="30")
    paus = forms.ChoiceField(label=_("Paus mellan samtalen"), choices=_PAUSES, initial="0")

    def __init__(self, *args: object, schools: Mapping[UUID, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        choices = [(str(pk), name) for pk, name in schools.items()]
        self.fields["skola"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["skola"].initial = choices[0][0] if choices else ""

    def clean(self) -> None:
        """What must agree: the place with the way of meeting, and the times with one another. All at once."""
        values = self.cleaned_data
        _check_meeting(self)
        first, last = values.get("forsta"), values.get("sista")
        if first and last and last < first:
            self.add_error("sista", _("Sista dagen är före den första. Byt dag."))
        elif first and last and last - first > timedelta(days=370):
            self.add_error("sista", _("Perioden är längre än ett år. Välj en tidigare sista dag."))
        if values.get("fran") and values.get("till") and values["till"] <= values["fran"]:
            self.add_error("till", _("Sluttiden är före starttiden. Byt klockslag."))

    def plan(self) -> SlotPlan:
        """The service's argument."""
        values = self.cleaned_data
        return SlotPlan(
            school_unit_id=UUID(values["skola"]),
            form=values["form"],
            place=values["plats"],
            video_link=values["lank"] if values["form"] == "video" else "",
            language=values["sprak"],
            own_school_only=values["bara_egna"],
            first=values["forsta"],
            last=values["sista"],
            weekdays=tuple(int(day) for day in values["dagar"]),
            start=_minutes(values["fran"]),
            end=_minutes(values["till"]),
            length=int(values["langd"]),
            pause=int(values["paus"]),
        )


class MeetingForm(forms.Form):
    """Another room, number or link for a time that is out already. The fields are those of publishing."""

    form = SlotsForm.base_fields["form"]
    plats = SlotsForm.base_fields["plats"]
    lank = SlotsForm.base_fields["lank"]
    serie = forms.BooleanField(
        label=_("Ändra också de andra kommande tiderna som lades ut samtidigt"), required=False
    )

    def clean(self) -> None:
        """What must agree."""
        _check_meeting(self)

    def meeting(self) -> Meeting:
        """The service's argument."""
        values = self.cleaned_data
        link = values["lank"] if values["form"] == "video" else ""
        return Meeting(values["form"], values["plats"], link)


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute


def _with_any(choices: Mapping[str, object]) -> list[tuple[str, object]]:
    return [("", _("Alla")), *choices.items()]


class FindForm(forms.Form):
    """Which times to show, and for whom."""

    elev = forms.ChoiceField(label=_("Vem samtalet är för"), required=False)
    kommun = forms.ChoiceField(label=_("Kommun"), required=False, widget=PlainSelect)
    form = forms.ChoiceField(label=_("Hur ni ses"), choices=_with_any(FORMS), required=False)
    sprak = forms.ChoiceField(label=_("Språk"), choices=_with_any(LANGUAGES), required=False)

    def __init__(
        self,
        *args: object,
        pupils: Sequence[tuple[UUID, str]],
        municipalities: Mapping[str, str],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self._pupils = [pk for pk, _name in pupils]
        self.fields["elev"].choices = [(str(pk), name) for pk, name in pupils]  # type: ignore[attr-defined]  # a choice field
        if len(pupils) < 2:
            del self.fields["elev"]
        self.fields["kommun"].choices = _with_any(municipalities)  # type: ignore[attr-defined]  # a choice field

    def pupil(self) -> UUID | None:
        """For whom: the chosen one, else the first."""
        self.is_valid()
        chosen = self.cleaned_data.get("elev")
        return UUID(chosen) if chosen else self._pupils[0] if self._pupils else None

    def narrow(self) -> TimeFilter:
        """What the times are narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        return TimeFilter(values.get("kommun") or "", values.get("form") or "", values.get("sprak") or "")


class BookForm(forms.Form):
    """What the talk is to be about. The counsellor reads it, nobody else."""

    fraga = forms.CharField(
        label=_("Vad vill du prata om?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Du behöver inte skriva något. Bara vägledaren läser det."),
        error_messages={"max_length": _("Texten är för lång. Korta den till 1 000 tecken.")},
    )  # fmt: skip


class QueueForm(forms.Form):
    """What a time must be to be offered."""

    elev = forms.UUIDField(widget=forms.HiddenInput)
    kommun = forms.ChoiceField(label=_("Kommun"), required=False, widget=PlainSelect)
    form = forms.ChoiceField(label=_("Hur ni ses"), choices=_with_any(FORMS), required=False)
    sprak = forms.ChoiceField(label=_("Språk"), choices=_with_any(LANGUAGES), required=False)
    senast = forms.DateField(
        label=_("Senaste dag"), widget=_DAY, help_text=_("Efter den dagen står du inte längre i kön."),
        error_messages={"required": _("Välj en senaste dag.")},
    )  # fmt: skip
    fraga = forms.CharField(
        label=_("Vad vill du prata om?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Du behöver inte skriva något."),
    )  # fmt: skip

    def __init__(
        self, *args: object, municipalities: Mapping[str, str], today: date, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["kommun"].choices = _with_any(municipalities)  # type: ignore[attr-defined]  # a choice field
        self._today = today

    def clean_senast(self) -> date:
        """Not in the past."""
        day: date = self.cleaned_data["senast"]
        if day < self._today:
            raise forms.ValidationError(_("Dagen har redan varit. Välj en senare."))
        return day

    def wishes(self) -> Wishes:
        """The service's argument."""
        values = self.cleaned_data
        return Wishes(values["kommun"], values["form"], values["sprak"], values["senast"])
