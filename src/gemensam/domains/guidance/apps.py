from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "gemensam.domains.guidance"
    label = "guidance"
