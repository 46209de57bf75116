"""The jobs' app: finds the handlers when the application starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "gemensam.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Import every ``tasks.py``, so that their handlers register."""
        autodiscover_modules("tasks")
