from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gemensam.foundation.audit"
    label = "audit"
