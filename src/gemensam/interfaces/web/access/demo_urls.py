"""The addresses of the demo's role picker. Included only in a demo (see urls.py)."""

from django.urls import path

from gemensam.interfaces.web.access import demo

urlpatterns = [
    path("", demo.roles, name="demo_roles"),
    path("<uuid:account_id>", demo.become, name="demo_become"),
]
