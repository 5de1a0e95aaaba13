"""`janasetu inbox`: one JSON line per stored inbound item, without its words."""

import argparse
from uuid import UUID

from janasetu.config import lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    lines.add_since(parser)


def run(options: argparse.Namespace) -> int:
    from janasetu.lib.moments import rfc3339
    from janasetu.messaging.models import InboundMessage, Line

    provider_ids: dict[UUID | None, str] = dict(Line.objects.values_list("id", "provider_id"))
    rows = InboundMessage.objects.order_by("received_at", "id")
    if options.since:
        rows = rows.filter(received_at__gte=options.since)
    items = rows.values("provider_id", "line_id", "kind", "contact_id", "state", "provider_at", "received_at")
    for line in lines.as_lines(
        {
            "id": item["provider_id"],
            "line": provider_ids.get(item["line_id"]),
            "kind": item["kind"],
            "contact": item["contact_id"],
            "state": item["state"],
            "at": rfc3339(item["provider_at"]),
            "received_at": rfc3339(item["received_at"]),
        }
        for item in items.iterator()
    ):
        print(line)
    return 0
