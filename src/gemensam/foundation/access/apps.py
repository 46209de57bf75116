from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "gemensam.foundation.access"
    label = "access"
