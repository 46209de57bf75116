from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "gemensam.interfaces.web"
    label = "web"

    def ready(self) -> None:
        """Connect the log, and the choice of language, to what the log-in library tells."""
        from gemensam.interfaces.web.access import trail  # noqa: PLC0415 - models are ready only now
        from gemensam.interfaces.web.layout import language  # noqa: PLC0415 - models are ready only now

        trail.connect()
        language.connect()
