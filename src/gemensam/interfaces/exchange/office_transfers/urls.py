"""Addresses of the exchange between offices."""

from django.urls import path

from gemensam.interfaces.exchange.office_transfers import server

urlpatterns = [
    path("overforingar", server.receive, name="api_receive_transfer"),
    path("overforingar/<uuid:transfer_id>", server.receipt, name="api_transfer_receipt"),
]
