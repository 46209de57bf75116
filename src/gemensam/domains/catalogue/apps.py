from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "gemensam.domains.catalogue"
    label = "catalogue"
