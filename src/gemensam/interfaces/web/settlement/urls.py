"""Addresses of payments."""

from django.urls import path

from gemensam.interfaces.web.settlement import right_price

urlpatterns = [
    path("ratt-pris/", right_price.right_price, name="right_price"),
]
