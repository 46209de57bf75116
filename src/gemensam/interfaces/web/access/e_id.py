"""Log-in by e-ID (OIDC): the provider says who it is, the directory says which account that is.

Claims are read once and dropped: no social account is stored, for its id or its data may be a personal
identity number. Someone whom the directory does not know is led to the pages where one registers; without a number
there is a polite page and no account.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gemensam.foundation.access import clock
from gemensam.foundation.accounts.queries import account_by_address
from gemensam.foundation.accounts.services.recognise_person import recognise_person
from gemensam.interfaces.web.access import newcomer

STRONG_SIGN_IN = "strong_sign_in"  # session key: the provider vouched for a second factor


def claims_of(sociallogin: SocialLogin) -> dict[str, object]:
    """All claims of the log-in, those of the user-info answer before those of the token."""
    data = sociallogin.account.extra_data or {}
    return {**(data.get("id_token") or {}), **(data.get("userinfo") or {})}


def account_for(claims: dict[str, object]) -> AbstractBaseUser | None:
    """The account of the person in the claims: by identity number, else (if set) by verified address."""
    for name in settings.OIDC_PERSON_CLAIMS:
        number = claims.get(name)
        if isinstance(number, str) and number:
            return recognise_person(civic_no=number, today=clock.today(), at=clock.now())
    if settings.OIDC_MATCH_EMAIL and claims.get("email_verified") is True:
        return account_by_address(str(claims.get("email") or ""))
    return None


class EIdAdapter(DefaultSocialAccountAdapter):
    """Ends the library's flow as soon as the claims are there, before it would store them."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers, asked for once for each request; the library asks at every turn."""
        if request is None:
            return list(super().list_apps(request, provider, client_id))
        known = request.__dict__.setdefault("known_providers", {})
        if (provider, client_id) not in known:
            known[provider, client_id] = super().list_apps(request, provider, client_id)
        return list(known[provider, client_id])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Log the person in, or show someone unknown a page. Always raises ImmediateHttpResponse."""
        claims = claims_of(sociallogin)
        sociallogin.account.extra_data = {}
        account = account_for(claims)
        if account is None and _may_register(request, claims):
            raise ImmediateHttpResponse(redirect("own_registration"))
        if account is None:
            raise ImmediateHttpResponse(unknown_person(request))
        if request.user.is_authenticated:
            get_adapter().logout(request)
        if claims.get("acr") in settings.OIDC_STRONG_ACR:
            request.session[STRONG_SIGN_IN] = True
        raise ImmediateHttpResponse(let_in(request, account, onward=sociallogin.get_redirect_url(request)))


def let_in(request: HttpRequest, account: AbstractBaseUser, *, onward: str) -> HttpResponse:
    """Log in the account of someone whom an e-ID identified a moment ago."""
    record_authentication(request, account, method="socialaccount", provider="e_id")
    return perform_login(request, account, redirect_url=onward)


def _may_register(request: HttpRequest, claims: dict[str, object]) -> bool:
    """Whether there was a civic number, which is then kept for the pages of registration."""
    numbers = [claims[name] for name in settings.OIDC_PERSON_CLAIMS if claims.get(name)]
    if not numbers or request.user.is_authenticated:
        return False
    given, family = str(claims.get("given_name") or ""), str(claims.get("family_name") or "")
    return newcomer.arrive(request, civic_no=str(numbers[0]), given_name=given, family_name=family)


def unknown_person(request: HttpRequest) -> HttpResponse:
    """The same page whoever it is: it says nothing about who is in the directory."""
    return render(request, "socialaccount/unknown_person.html", status=403)
