from django.apps import AppConfig


class PricelistConfig(AppConfig):
    name = "gemensam.domains.pricelist"
    label = "pricelist"
