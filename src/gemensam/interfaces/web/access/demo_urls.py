"""The addresses of the demo's role picker and clock. Included only in a demo (see urls.py)."""

from django.urls import path

from gemensam.interfaces.web.access import demo, demo_clock

urlpatterns = [
    path("", demo.roles, name="demo_roles"),
    path("klocka/", demo_clock.demo_clock, name="demo_clock"),
    path("klocka/<slug:code>", demo_clock.move, name="demo_clock_move"),
    path("nykomling", demo.arrive, name="demo_arrive"),
    path("<uuid:account_id>", demo.become, name="demo_become"),
]
