"""What each body has in the database, to see what somebody has changed."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import connection

from walls.offices import Office

Marks = Mapping[tuple[str, str], str]
# Sessions, tries, logins and their second factors; and history, which says again what the other tables say.
_VISITORS_OWN = {
    *("django_session", "bodies_attempt", "auth_user", "mfa_authenticator"),
    *("audit_auditrow", "audit_unsealed"),
}


def rows() -> Marks:
    """A hash of what each body has in each table, and of each table that belongs to no body."""
    tables = [model._meta for model in apps.get_models() if model._meta.db_table not in _VISITORS_OWN]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(map(_hashed, tables)))
        return {(table, whose): mark for table, whose, mark in cursor}


def _hashed(table: Any) -> str:
    name = table.db_table
    whose = "coalesce(body_id::text, '')" if any(one.column == "body_id" for one in table.fields) else "''"
    marks = "md5(string_agg(row::text, E'\\n' ORDER BY row::text))"
    return f"SELECT '{name}', {whose}, {marks} FROM \"{name}\" AS row GROUP BY 2"  # noqa: S608


def changed(before: Marks, own: Office | None) -> list[str]:
    """The tables in which something of another body, or of none, is not as it was."""
    after, mine = rows(), str(own.body.id) if own else None
    keys = sorted(before.keys() | after.keys())
    return [
        table
        for table, whose in keys
        if whose != mine and before.get((table, whose)) != after.get((table, whose))
    ]
