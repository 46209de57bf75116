"""Addresses of the results."""

from django.urls import path

from gemensam.interfaces.web.results import views

urlpatterns = [
    path("mina-besked/", views.mine, name="my_results"),
    path("mina-besked/<int:page_id>/", views.one, name="my_result"),
]
