"""The start page, logged out and logged in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gemensam.interfaces.web.home.doors import doors_for
from gemensam.interfaces.web.layout.navigation import address_of
from gemensam.interfaces.web.layout.page import public_page


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """What the service is for a visitor; the doors of one's roles for who has logged in."""
    if request.actor.account_id is None:
        return render(request, "home/templates/visitor.html", {"offerings_url": address_of("offerings")})
    return render(request, "home/templates/member.html", {"doors": doors_for(request.actor)})
