"""Makes the lists and the lookup of this room known to the driver and to Django."""

import psycopg
from django.apps import AppConfig
from django.db.models import Field

from janasetu.rows.lists import QuickListDumper
from janasetu.rows.lookups import AnyOf


class RowsConfig(AppConfig):
    name = "janasetu.rows"

    def ready(self) -> None:
        psycopg.adapters.register_dumper(list, QuickListDumper)
        Field.register_lookup(AnyOf)
