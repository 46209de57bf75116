"""Every address of the application, one include per area."""

from django.urls import include, path

from gemensam.interfaces.web.layout.health import live, ready
from gemensam.interfaces.web.layout.home import home

urlpatterns = [
    path("", home, name="home"),
    path("halsa/live", live, name="health_live"),
    path("halsa/redo", ready, name="health_ready"),
    path("konto/", include("allauth.urls")),
]
