from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "gemensam.domains.settlement"
    label = "settlement"
