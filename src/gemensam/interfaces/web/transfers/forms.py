"""Forms of transfers between offices."""

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gemensam.domains.transfers.queries.arrivals import WishGroup
from gemensam.domains.transfers.queries.gathering import WishWords
from gemensam.domains.transfers.queries.outgoing import OtherOfficeView
from gemensam.domains.transfers.services.save_other_office import OfficeDetails
from gemensam.foundation.access import clock
from gemensam.interfaces.web.transfers.words import STATES

NOT_HERE = "-"


class TransferFilter(forms.Form):
    """What the list is narrowed by."""

    lage = forms.ChoiceField(label=_("Läge"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        states = [(code, text) for code, (text, _kind) in STATES.items()]
        self.fields["lage"].choices = [("", _("Alla som gäller")), *states]  # type: ignore[attr-defined]  # a choice field

    def state(self) -> str:
        """The chosen state; what is not understood narrows nothing."""
        return self.cleaned_data.get("lage", "") if self.is_valid() else ""


class OtherOfficeForm(forms.Form):
    """Another office: what it handles, whom to write to, and its system where it has Gemensam."""

    name = forms.CharField(
        label=_("Kansliets namn"), max_length=120, error_messages={"required": _("Skriv kansliets namn.")}
    )
    municipalities = forms.CharField(
        label=_("Kommuner"),
        help_text=_("En på varje rad, med de namn som eleverna skriver, till exempel Östersund."),
        widget=forms.Textarea(attrs={"rows": 6}), max_length=4000,
        error_messages={"required": _("Skriv minst en kommun.")},
    )  # fmt: skip
    contact_given = forms.CharField(
        label=_("Kontaktpersonens förnamn"), max_length=50, error_messages={"required": _("Skriv förnamnet.")}
    )
    contact_family = forms.CharField(
        label=_("Kontaktpersonens efternamn"),
        max_length=50,
        error_messages={"required": _("Skriv efternamnet.")},
    )
    email = forms.EmailField(
        label=_("E-postadress"), help_text=_("Dit larmar vi om ingen kvitterar. Inga personuppgifter skickas dit."),
        error_messages={
            "required": _("Skriv en adress."),
            "invalid": _("Adressen stämmer inte. Skriv den som namn@kommun.se."),
        },
    )  # fmt: skip
    address = forms.URLField(
        label=_("Adress till deras Gemensam"), required=False, assume_scheme="https", max_length=200,
        help_text=_("Lämna tomt om de inte har Gemensam. Då hämtar du en fil och skickar den säkert."),
        error_messages={"invalid": _("Skriv hela adressen, till exempel https://antagning.exempel.se.")},
    )  # fmt: skip
    key = forms.CharField(
        label=_("Nyckeln de har gett er"), required=False, max_length=200,
        help_text=_("Lämna tomt för att behålla den som finns."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_municipalities(self) -> list[str]:
        """Each name once."""
        lines = [line.strip(" ,;") for line in self.cleaned_data["municipalities"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError(_("En rad är för lång. Skriv en kommun på varje rad."))
        return names

    def clean_address(self) -> str:
        """Only by TLS."""
        address: str = self.cleaned_data["address"]
        if address and not address.startswith("https://"):
            raise forms.ValidationError(_("Adressen måste börja med https."))
        return address

    def details(self) -> OfficeDetails:
        """What is to be kept."""
        return OfficeDetails(**self.cleaned_data)

    @staticmethod
    def initial_of(view: OtherOfficeView) -> dict[str, object]:
        """The form as it is kept, without the key."""
        given, _space, family = view.contact_name.partition(" ")
        return {
            "name": view.name, "municipalities": "\n".join(view.municipalities), "contact_given": given,
            "contact_family": family, "email": view.email, "address": view.address,
        }  # fmt: skip


class AcknowledgeForm(forms.Form):
    """The officer's word that the other office has it: who said so, and when."""

    by = forms.CharField(
        label=_("Vem har kvitterat?"), max_length=120, help_text=_("Namn och kansli."),
        error_messages={"required": _("Skriv vem som kvitterar.")},
    )  # fmt: skip
    received = forms.DateField(
        label=_("Vilken dag?"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Välj dagen."),
            "invalid": _("Skriv datumet som år-månad-dag, till exempel 2027-02-03."),
        },
    )  # fmt: skip

    def moment(self) -> datetime:
        """The day as a moment: now for today, else its last second."""
        day, now = self.cleaned_data["received"], clock.now()
        if day == timezone.localdate(now):
            return now
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)), timezone.get_current_timezone())


class ReceiptForm(forms.Form):
    """The other office's own word, with a control total that shows that the file was opened."""

    applicants = forms.IntegerField(
        label=_("Hur många sökande finns i filen?"), min_value=0, max_value=100_000,
        help_text=_("Det står i filen, och i Excel på första bladet."),
        error_messages={"required": _("Skriv antalet."), "invalid": _("Skriv ett heltal.")},
    )  # fmt: skip
    by = forms.CharField(
        label=_("Vem kvitterar?"), max_length=120, help_text=_("Ditt namn och ditt kansli."),
        error_messages={"required": _("Skriv vem som kvitterar.")},
    )  # fmt: skip


class UploadForm(forms.Form):
    """A file that another office has sent."""

    other = forms.ChoiceField(
        label=_("Vilket kansli kommer filen från?"), error_messages={"required": _("Välj kansliet.")}
    )
    file = forms.FileField(
        label=_("Fil"), help_text=_("JSON-filen som det andra kansliet hämtade i sitt system, högst 25 MB."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )  # fmt: skip

    def __init__(self, *args: object, offices: list[OtherOfficeView], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        options = [(str(one.id), one.name) for one in offices]
        self.fields["other"].choices = [("", _("Välj kansli")), *options]  # type: ignore[attr-defined]  # a choice field

    def clean_file(self) -> object:
        """Refuse a file over the limit before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(_("Filen är för stor. Den får vara högst 25 MB."))
        return file


class MeaningForm(forms.Form):
    """What each wish means here: one select for each, filled in where only one education fits."""

    def __init__(self, *args: object, groups: tuple[WishGroup, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.groups = groups
        for number, group in enumerate(groups):
            options = [(str(one.id), one.label) for one in group.options]
            self.fields[f"val{number}"] = forms.ChoiceField(
                label=", ".join(group.words),
                choices=[("", _("Välj utbildning")), *options, (NOT_HERE, _("Finns inte hos oss"))],
                initial=str(group.guess) if group.guess else "",
                error_messages={"required": _("Välj vad det betyder hos er, eller att det inte finns.")},
            )

    def rows(self) -> list[tuple[WishGroup, forms.BoundField]]:
        """Each wish with its field."""
        return [(group, self[f"val{number}"]) for number, group in enumerate(self.groups)]

    def meanings(self) -> dict[WishWords, UUID | None]:
        """Wish → education here, None = not ours."""
        found = {group.words: self.cleaned_data[f"val{number}"] for number, group in enumerate(self.groups)}
        return {words: None if value == NOT_HERE else UUID(value) for words, value in found.items()}
