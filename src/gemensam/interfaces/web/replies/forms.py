"""Forms of replies: each gives the arguments of one service."""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.replies.services.send_reply import Answer
from gemensam.domains.replies.states import Silence

_HOURS = re.compile(r"\s*[,; ]\s*")


class ReplyForm(forms.Form):
    """The answer to an offered place, and the queues in which one stays."""

    answer = forms.ChoiceField(
        label=_("Ditt svar"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om du tackar ja eller nej.")},
    )
    queues = forms.MultipleChoiceField(
        label=_("Stå kvar i kön till"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Får du en plats där flyttas du dit utan att göra något, och platsen som du har nu går till någon annan. "
            "Kryssa ur det som du inte längre vill ha."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: object, offered: bool, queues: Sequence[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        yes, no = str(_("Ja, jag tar platsen")), str(_("Nej, jag tackar nej till platsen"))
        answers = [(Answer.ACCEPT.value, yes), (Answer.DECLINE.value, no)]
        if not offered:
            answers = [(Answer.STAND.value, "")]
            self.fields["answer"].widget = forms.HiddenInput()
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]  # a choice field
        if queues:
            self.fields["queues"].choices = queues  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["queues"]


class SentReply(forms.Form):
    """A reply as it was sent, before anything is fetched to judge it by: the service judges it."""

    answer = forms.TypedChoiceField(choices=[(one.value, "") for one in Answer], coerce=Answer)
    version = forms.IntegerField(min_value=0)

    def clean(self) -> dict[str, object]:
        """Read the queues too: any number of ids."""
        try:
            self.cleaned_data["queues"] = [UUID(one) for one in self.data.getlist("queues")]  # type: ignore[attr-defined]  # what was sent
        except ValueError as error:
            raise forms.ValidationError("") from error
        return self.cleaned_data


_SELF = "self"
_WAIT, _NO = (_SELF, _("Jag svarar själv när beskedet har kommit")), ("decline", _("Tacka nej"))
_FIRST = [
    _WAIT,
    ("accept", _("Tacka ja")),
    _NO,
]  # nothing is ranked higher, so there are no queues to stay in
_LOWER = [
    _WAIT,
    ("accept", _("Tacka ja, och lämna köerna till det som jag satte högre")),
    ("accept_and_stay", _("Tacka ja, och stå kvar i kö till det som jag satte högre")),
    ("decline", _("Tacka nej, och stå kvar i kö till det som jag satte högre")),
]


class PreAnswerForm(forms.Form):
    """What one answers beforehand, one question for each choice."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: object, choices: Mapping[UUID, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        for rank, (offering, title) in enumerate(choices.items(), start=1):
            self.fields[f"val_{offering}"] = forms.ChoiceField(
                label=title,
                choices=_FIRST if rank == 1 else _LOWER,
                initial=_SELF,
                widget=forms.RadioSelect,
                error_messages={"required": _("Välj vad du svarar.")},
            )

    def answers(self) -> dict[UUID, str]:
        """The answers that were given."""
        return {
            UUID(name.removeprefix("val_")): code
            for name, code in self.cleaned_data.items()
            if name.startswith("val_") and code != _SELF
        }


class TermsForm(forms.Form):
    """What holds for the replies to a round."""

    due_at = forms.DateTimeField(
        label=_("Sista svarstid"),
        help_text=_(
            "År-månad-dag timme:minut, till exempel 2027-07-26 16:00. Svensk tid. Räknas till sekunden."
        ),
        error_messages={"required": _("Skriv när svaren senast ska ha kommit in.")},
    )
    silence = forms.ChoiceField(
        label=_("Den som inte svarar"),
        widget=forms.RadioSelect,
        choices=[
            (Silence.KEEPS.value, _("har tackat ja och behåller platsen och köerna")),
            (Silence.LOSES.value, _("förlorar platsen, sedan en handläggare har bekräftat det")),
        ],
    )
    guardians_reply = forms.BooleanField(label=_("Vårdnadshavare får svara"), required=False)
    remind_before = forms.CharField(
        label=_("Påminn så många timmar före"),
        max_length=60,
        required=False,
        help_text=_(
            "Flera tal med komma mellan, till exempel 168, 24. Bara den som inte har svarat påminns."
        ),
    )
    remind_by_sms = forms.BooleanField(
        label=_("Påminn även med sms"), required=False, help_text=_("Till dem som har lämnat ett nummer.")
    )

    def clean_remind_before(self) -> list[int]:
        """Whole hours."""
        parts = [part for part in _HOURS.split(self.cleaned_data["remind_before"].strip()) if part]
        if any(not part.isdecimal() or not 0 < int(part) <= 2000 for part in parts):
            raise forms.ValidationError(_("Skriv hela timmar mellan 1 och 2000, med komma mellan."))
        return [int(part) for part in parts]


class CertificateForm(forms.Form):
    """The code of a paper."""

    kod = forms.CharField(
        label=_("Kod"),
        max_length=40,
        help_text=_("Står längst ner på intyget, till exempel 7KQ4-M2XD-9RWT-H5PB."),
        error_messages={"required": _("Skriv koden som står på intyget.")},
    )
