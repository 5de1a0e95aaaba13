"""Lets every statement say whose it is, and lays the triggers after every migration."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "janasetu.audit"

    def ready(self) -> None:
        from janasetu.audit.acting import listen_to  # noqa: PLC0415 - needs the apps

        connection_created.connect(listen_to, dispatch_uid="audit.acting")
        post_migrate.connect(_lay, sender=self, dispatch_uid="audit.triggers")


def _lay(**_: Any) -> None:
    from janasetu.audit.triggers import lay  # noqa: PLC0415 - needs the apps

    lay()
