"""Addresses of the merit simulator."""

from django.urls import path

from gemensam.interfaces.web.simulator import views

urlpatterns = [
    path("meritvarde/", views.simulator, name="simulator"),
    path("meritvarde/utbildningar/", views.offerings_for_merit, name="simulator_offerings"),
]
