from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "gemensam.domains.applications"
    label = "applications"
