from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "gemensam.domains.admissions"
    label = "admissions"
