"""The way of a webhook through the house, for tests: posted, split, answered."""

from collections.abc import Sequence

from django.db import connection
from psycopg.conninfo import make_conninfo

from janasetu.channels.split import split_once
from janasetu.channels.whatsapp.tests.samples import body, enveloped
from janasetu.conversations.pump import pump_once
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import InboundBatch


def post(webhook: object, channel: str = "whatsapp") -> InboundBatch:
    """Store a webhook as the intake does: its bytes, or an envelope written as Meta writes it."""
    raw = webhook if isinstance(webhook, bytes) else body(webhook)
    return InboundBatch.objects.create(id=uuid7(), channel=channel, body=raw, received_at=clock.now())


def post_messages(*messages: object, contacts: Sequence[object] = ()) -> InboundBatch:
    return post(enveloped(messages, contacts=contacts))


def work() -> None:
    """What the pump process does, until nothing waits."""
    while split_once() + pump_once():
        pass


def database_url() -> str:
    """The test's own database, for what connects by itself."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
    return make_conninfo(**wanted)
