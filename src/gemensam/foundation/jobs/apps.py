from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "gemensam.foundation.jobs"
    label = "jobs"
