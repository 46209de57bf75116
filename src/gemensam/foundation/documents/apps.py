from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "gemensam.foundation.documents"
    label = "documents"
