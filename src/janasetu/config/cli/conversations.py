"""`janasetu conversations`: one JSON line per conversation."""

import argparse
from uuid import UUID

from janasetu.config import lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--contact", metavar="ID", type=UUID, help="only those of this contact, as in `inbox`"
    )
    lines.add_json(parser)


def run(options: argparse.Namespace) -> int:
    from janasetu.bodies.models import LocalBody
    from janasetu.catalogue import queries as catalogue
    from janasetu.conversations.models import Conversation
    from janasetu.conversations.queries import HUSHED
    from janasetu.lib.moments import rfc3339
    from janasetu.messaging.models import Line
    from janasetu.people.models import Contact

    rows = Conversation.objects.order_by("at", "id")
    if options.contact:
        rows = rows.filter(contact_id=options.contact)
    provider_ids = dict(Line.objects.values_list("id", "provider_id"))
    bodies = dict(LocalBody.objects.values_list("id", "code"))
    langs = dict(Contact.objects.filter(id__in=rows.values("contact_id")).values_list("id", "lang"))
    for line in lines.as_lines(
        {
            "contact": row.contact_id,
            "line": provider_ids.get(row.line_id),
            "body": bodies.get(row.body_id) if row.body_id else None,
            "lang": langs.get(row.contact_id),
            "state": row.state,
            "service": catalogue.service(row.version_id).code if row.version_id else None,
            "intents": row.intents,
            "step": row.step or None,
            "fields": dict.fromkeys(row.fields) if row.draft in row.beside.get(HUSHED, ()) else row.fields,
            "at": rfc3339(row.at),
        }
        for row in rows
    ):
        print(line)
    return 0
