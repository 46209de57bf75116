"""Addresses of the results."""

from django.urls import path

from gemensam.interfaces.web.results import views, waiting

urlpatterns = [
    path("mina-besked/", views.mine, name="my_results"),
    path("mina-besked/<int:page_id>/", views.one, name="my_result"),
    path("besked/<uuid:round_id>/tid", waiting.time_of_result, name="result_time"),
]
