"""The demo's role picker: log in as anyone of the demo's people with one press.

This module cannot be loaded outside a demo, so that a mistake in the addresses opens nothing.
"""

from uuid import UUID

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from gemensam.foundation.access import clock
from gemensam.foundation.access.demo import demo_address
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts import queries
from gemensam.interfaces.web.access import newcomer
from gemensam.interfaces.web.layout.page import missing_is_404, public_action, public_page

# What is special about someone of whom there are several.
SITUATIONS = {
    demo_address(Role.PUPIL, 1): gettext_lazy("Elev med lägre meritvärde"),
    demo_address(Role.PUPIL, 3): gettext_lazy("Elev med högt meritvärde"),
    demo_address(Role.PUPIL, 4): gettext_lazy("Elev som inte har sökt än"),
    demo_address(Role.PUPIL, 5): gettext_lazy("Elev som har ändrat men inte skickat"),
    demo_address(Role.PUPIL, 6): gettext_lazy("Elev som söker i fri kvot"),
    demo_address(Role.GUARDIAN, 2): gettext_lazy("Vårdnadshavare till elev som inte har sökt än"),
}
if not settings.DEMO:
    raise ImproperlyConfigured("The role picker exists only in a demo (GEMENSAM_DEMO=1).")


@public_page
def roles(request: HttpRequest) -> HttpResponse:
    """One button per person of the demo."""
    rows = [(row, str(SITUATIONS.get(row.email, ""))) for row in queries.demo_accounts(on=clock.today())]
    return render(request, "access/templates/demo_roles.html", {"rows": rows})


@public_action
def arrive(request: HttpRequest) -> HttpResponse:
    """Come as someone whom the register does not know, as if an e-ID had just said who it is."""
    if not settings.DEMO:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    number = queries.unknown_number(on=clock.today())
    newcomer.arrive(request, civic_no=number.value, given_name="Nova", family_name="Nykomling")
    return redirect("own_registration")


@public_action
def become(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Log in as the demo account; any other account does not exist here."""
    if not settings.DEMO:
        raise Http404
    with missing_is_404():
        account = queries.demo_account(account_id)
    if request.user.is_authenticated:
        logout(request)
    return perform_login(request, account)
