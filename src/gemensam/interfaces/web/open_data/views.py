"""The page on open data."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse

from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.open_data.listing import groups


@public_page
def open_data(request: HttpRequest) -> HttpResponse:
    """Every resource of the open API, with its parameters and fields."""
    address = reverse("api_description")
    asked = (
        HttpRequest()
    )  # the description is asked for as anyone does: pages and the API do not know each other
    asked.method, asked.actor = "GET", ANONYMOUS
    described = json.loads(resolve(address).func(asked).content)
    context = {"groups": groups(described), "description_url": address}
    return render(request, "open_data/templates/open_data.html", context)
