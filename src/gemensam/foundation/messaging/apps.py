from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "gemensam.foundation.messaging"
    label = "messaging"
