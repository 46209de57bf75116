"""Addresses of the catalogue."""

from django.urls import path

from gemensam.interfaces.web.catalogue import views

urlpatterns = [
    path("utbildningar/", views.offerings, name="offerings"),
    path("utbildningar/jamfor/", views.compare, name="compare_offerings"),
    path("utbildningar/<uuid:offering_id>/", views.offering, name="offering"),
]
