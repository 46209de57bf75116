from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "gemensam.domains.replies"
    label = "replies"
