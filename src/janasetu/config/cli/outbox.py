"""`janasetu outbox`: one JSON line per outbound message, without its words."""

import argparse

from janasetu.config import lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    lines.add_since(parser)


def run(options: argparse.Namespace) -> int:
    from janasetu.lib.moments import rfc3339
    from janasetu.messaging.models import Line, OutboundMessage

    provider_ids = dict(Line.objects.values_list("id", "provider_id"))
    rows = OutboundMessage.objects.order_by("queued_at", "id")
    if options.since:
        rows = rows.filter(queued_at__gte=options.since)
    items = rows.values(
        "id", "provider_id", "line_id", "contact_id", "kind", "state", "attempts", "queued_at"
    )
    for line in lines.as_lines(
        {
            "id": item["id"],
            "provider_id": item["provider_id"] or None,
            "line": provider_ids.get(item["line_id"]),
            "contact": item["contact_id"],
            "kind": item["kind"],
            "state": item["state"],
            "attempts": item["attempts"],
            "at": rfc3339(item["queued_at"]),
        }
        for item in items.iterator()
    ):
        print(line)
    return 0
