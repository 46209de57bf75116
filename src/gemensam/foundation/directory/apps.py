from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "gemensam.foundation.directory"
    label = "directory"
