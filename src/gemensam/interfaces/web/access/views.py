"""The own account; accounts and roles for the IT administrator."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.accounts import queries
from gemensam.foundation.accounts.services.end_grant import end_grant
from gemensam.foundation.accounts.services.grant_role import GrantRefused, grant_role
from gemensam.foundation.accounts.services.open_account import AddressTaken, open_account
from gemensam.foundation.accounts.services.remove_second_factors import remove_second_factors
from gemensam.foundation.accounts.services.set_account_open import set_account_open
from gemensam.foundation.accounts.services.sign_out_everywhere import sign_out_everywhere
from gemensam.interfaces.web.access.forms import AccountFilter, AccountForm, GrantForm
from gemensam.interfaces.web.layout.page import missing_is_404, page, signed_in_action, signed_in_page

change = page(Permission.ACCESS_CHANGE, methods=("POST",))


@signed_in_page
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my roles, and how I log in."""
    row = queries.own_account(request.actor, on=clock.today())
    return render(request, "access/templates/my_account.html", {"row": row})


@signed_in_page
def account_start(request: HttpRequest) -> HttpResponse:
    """What the addresses of logging in have in common: to one's own account, by way of the log-in when needed."""
    return redirect("my_account")


@signed_in_action
def my_sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all my log-ins, this one too."""
    sign_out_everywhere(actor=request.actor, account_id=request.actor.account_id, at=clock.now())
    messages.success(request, _("Du är utloggad på alla enheter."))
    return redirect("account_login")


@page(Permission.ACCESS_READ)
def accounts(request: HttpRequest) -> HttpResponse:
    """Staff accounts with their roles."""
    form = AccountFilter(request.GET)
    found = queries.accounts(request.actor, **form.arguments())
    part = Paginator(found, 50).get_page(request.GET.get("sida"))
    rows = queries.account_rows(request.actor, part.object_list, on=clock.today())
    may_change = request.actor.has(Permission.ACCESS_CHANGE)
    context = {"form": form, "page": part, "rows": rows, "may_change": may_change}
    return render(request, "access/templates/accounts.html", context)


@page(Permission.ACCESS_READ, methods=("GET", "HEAD"))
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account and what may be done with it."""
    return _account_page(request, account_id, _grant_form(request))


@page(Permission.ACCESS_CHANGE)
def new_account(request: HttpRequest) -> HttpResponse:
    """Open an account with its first role."""
    form = AccountForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = open_account(actor=request.actor, at=clock.now(), **form.arguments())
        except AddressTaken:
            form.add_error("email", _("Det finns redan ett konto med adressen."))
        else:
            messages.success(request, _("Kontot är öppet. Personen loggar in med en kod till sin e-post."))
            return redirect("account", account_id=made)
    return render(request, "access/templates/new_account.html", {"form": form})


@change
def give_role(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give the account one more role."""
    form = GrantForm(request.POST, **_choices(request))
    if form.is_valid():
        try:
            with missing_is_404():
                grant_role(actor=request.actor, account_id=account_id, at=clock.now(), **form.arguments())
        except GrantRefused as refused:
            form.refuse(refused.code)
        else:
            messages.success(request, _("Rollen är tilldelad. Personen behöver logga in igen."))
            return redirect("account", account_id=account_id)
    return _account_page(request, account_id, form)


@change
def end_role(request: HttpRequest, account_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a role away."""
    with missing_is_404():
        end_grant(
            actor=request.actor,
            account_id=account_id,
            grant_id=grant_id,
            today=clock.today(),
            at=clock.now(),
        )
    messages.success(request, _("Rollen är avslutad."))
    return redirect("account", account_id=account_id)


@change
def close_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Close the account."""
    with missing_is_404():
        set_account_open(actor=request.actor, account_id=account_id, is_open=False, at=clock.now())
    messages.success(request, _("Kontot är stängt och utloggat överallt."))
    return redirect("account", account_id=account_id)


@change
def reopen_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    with missing_is_404():
        set_account_open(actor=request.actor, account_id=account_id, is_open=True, at=clock.now())
    messages.success(request, _("Kontot är öppet igen."))
    return redirect("account", account_id=account_id)


@change
def sign_out_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """End every log-in of the account."""
    with missing_is_404():
        sign_out_everywhere(actor=request.actor, account_id=account_id, at=clock.now())
    messages.success(request, _("Kontot är utloggat på alla enheter."))
    return redirect("account", account_id=account_id)


@change
def remove_factors(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Take away a lost second factor."""
    with missing_is_404():
        remove_second_factors(actor=request.actor, account_id=account_id, at=clock.now())
    messages.success(
        request, _("Den säkra inloggningen är borttagen. Personen ordnar en ny vid nästa inloggning.")
    )
    return redirect("account", account_id=account_id)


def _choices(request: HttpRequest) -> dict[str, Any]:
    return {
        "places": queries.places_to_give(request.actor),
        "everywhere": queries.reaches_everything(request.actor),
        "today": clock.today(),
    }


def _grant_form(request: HttpRequest) -> GrantForm | None:
    return GrantForm(**_choices(request)) if request.actor.has(Permission.ACCESS_CHANGE) else None


def _account_page(request: HttpRequest, account_id: UUID, form: GrantForm | None) -> HttpResponse:
    with missing_is_404():
        row = queries.account(request.actor, account_id, on=clock.today())
    status = 200 if request.method in {"GET", "HEAD"} else 422
    return render(request, "access/templates/account.html", {"row": row, "form": form}, status=status)
