"""The other offices that the office knows."""

from uuid import UUID

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.transfers.queries import outgoing
from gemensam.domains.transfers.services.save_other_office import (
    OfficeDetails,
    OfficeRefused,
    save_other_office,
)
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.transfers import listing as lists
from gemensam.interfaces.web.transfers.forms import OtherOfficeForm
from gemensam.interfaces.web.transfers.outgoing import own_office


@page(Permission.TRANSFER_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """The offices with what they handle and how they are reached."""
    own_office(request)
    rows = outgoing.other_offices(request.actor)
    if wants_excel(request):
        return excel_response(_("kanslier"), [_sheet(rows)])
    context = {"rows": rows, "tabs": lists.tabs("other_offices")}
    return render(request, "transfers/templates/other_offices.html", context)


def _sheet(rows: list[outgoing.OtherOfficeView]) -> OutSheet:
    titles = (_("Kansli"), _("Kommuner"), _("Kontaktperson"), _("E-post"), _("Adress"))
    values = [
        (one.name, ", ".join(one.municipalities), one.contact_name, one.email, one.address) for one in rows
    ]
    return OutSheet(_("Kanslier"), [OutColumn(title, ColumnKind.TEXT, 30) for title in titles], values)


@page(Permission.TRANSFER_HANDLE)
def new(request: HttpRequest) -> HttpResponse:
    """Another office."""
    return _edited(request, None, OtherOfficeForm(request.POST or None))


@page(Permission.TRANSFER_HANDLE)
def change(request: HttpRequest, other_id: UUID) -> HttpResponse:
    """What is kept of an office, and its keys."""
    with missing_is_404():
        found = outgoing.other_office(request.actor, other_id)
    return _edited(
        request, found, OtherOfficeForm(request.POST or None, initial=OtherOfficeForm.initial_of(found))
    )


def _edited(
    request: HttpRequest, found: outgoing.OtherOfficeView | None, form: OtherOfficeForm
) -> HttpResponse:
    office = own_office(request)
    if request.method == "POST" and form.is_valid():
        try:
            save_other_office(
                actor=request.actor, office=office, details=form.details(), at=clock.now(),
                other_id=found.id if found else None,
            )  # fmt: skip
        except OfficeRefused as refused:
            _explain(form, refused)
        else:
            messages.success(request, _("Kansliet är sparat."))
            return redirect("other_offices")
    return render(request, "transfers/templates/other_office.html", {"form": form, "found": found})


def _explain(form: OtherOfficeForm, refused: OfficeRefused) -> None:
    if refused.code == "name_taken":
        form.add_error("name", _("Det finns redan ett kansli med det namnet."))
    else:
        said = _("%(name)s hör redan till ett annat kansli. Ta bort kommunen där först.")
        form.add_error("municipalities", said % {"name": refused.value})


@page(Permission.TRANSFER_HANDLE, methods=("POST",))
def new_key(request: HttpRequest, other_id: UUID) -> HttpResponse:
    """A key for the other office to show here. It is seen on this page and never again."""
    office = own_office(request)
    with missing_is_404():
        found = outgoing.other_office(request.actor, other_id)
    given, _space, family = found.contact_name.partition(" ")
    details = OfficeDetails(found.name, found.municipalities, given, family, found.email, found.address)
    _id, key = save_other_office(
        actor=request.actor, office=office, details=details, at=clock.now(), other_id=other_id, new_key=True
    )
    context = {"found": found, "key": key, "address": django_settings.PUBLIC_ADDRESS}
    return render(request, "transfers/templates/key.html", context)
