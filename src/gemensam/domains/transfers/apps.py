from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "gemensam.domains.transfers"
    label = "transfers"
