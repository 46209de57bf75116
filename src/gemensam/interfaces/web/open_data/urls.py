"""Address of the page on open data."""

from django.urls import path

from gemensam.interfaces.web.open_data import views

urlpatterns = [path("oppna-data/", views.open_data, name="open_data")]
