"""Addresses of the open API."""

from gemensam.interfaces.api.frame import addresses

urlpatterns = addresses()
