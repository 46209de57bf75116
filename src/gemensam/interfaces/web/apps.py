from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "gemensam.interfaces.web"
    label = "web"

    def ready(self) -> None:
        """Connect the log to what the log-in library tells."""
        from gemensam.interfaces.web.access import trail  # noqa: PLC0415 - models are ready only now

        trail.connect()
