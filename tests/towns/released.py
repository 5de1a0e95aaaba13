"""A town moved to its next release while people write: the schema changes, and programs of both are at work.

The next release is made of this tree: a copy whose migrations add to the tables through which all messages
pass, and whose programs fill what was added. So the proof asks of every tree whether it can be moved on.
"""

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from janasetu.config.environment import CHECKOUT
from towns.books import doubled, drained, lost
from towns.load import Load, provider
from towns.town import Town, founded

PER_SECOND = 20.0
ALONE, BOTH = 10.0, 10.0  # seconds before, with both, and with the new one alone
MOST_REFUSED = 5.0  # seconds
_SLOT = 0.1  # seconds
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "var", "__pycache__", "docs", ".*_cache", "tests", "bench"
)

_MIGRATION = '''\
"""Of the next release, as a proof has it."""

import django.contrib.postgres.operations
import django.db.models


class Migration(django.db.migrations.Migration):
    atomic = False
    dependencies = [("messaging", "{last}")]
    operations = [
        django.db.migrations.AddField(
            "inboundmessage", "next_word", django.db.models.CharField(max_length=40, null=True)
        ),
        django.db.migrations.AddField(
            "inboundmessage",
            "next_made_by",
            django.db.models.CharField(max_length=10, default="next", db_default="old"),
        ),
        django.db.migrations.AddField(
            "outboundmessage",
            "next_made_by",
            django.db.models.CharField(max_length=10, default="next", db_default="old"),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            "inboundmessage",
            django.db.models.Index(fields=["bucket", "next_made_by"], name="inbound_next_made_by"),
        ),
        django.db.migrations.CreateModel(
            "NextThing",
            [
                ("id", django.db.models.UUIDField(primary_key=True)),
                ("bucket", django.db.models.PositiveSmallIntegerField()),
            ],
        ),
    ]
'''

_MODELS = """

# --- of the next release, as a proof has it ---

for _model in (InboundMessage, OutboundMessage):
    made_by = models.CharField(max_length=10, default="next", db_default="old")
    made_by.contribute_to_class(_model, "next_made_by")
models.CharField(max_length=40, null=True).contribute_to_class(InboundMessage, "next_word")


class NextThing(models.Model):
    id = models.UUIDField(primary_key=True)
    bucket = models.PositiveSmallIntegerField()
"""

_ANSWERED_TWICE = """
SELECT question.provider_id FROM messaging_inboundmessage AS question
  JOIN messaging_outboundmessage AS answer
    ON answer.bucket = question.bucket AND answer.caused_by = question.id
 WHERE question.provider_id = ANY(%s) GROUP BY 1 HAVING count(*) > 1
"""
_MADE_BY = (
    "SELECT next_made_by, count(*) FROM messaging_inboundmessage WHERE provider_id = ANY(%s) GROUP BY 1"
)


def run() -> Mapping[str, int]:
    """Found a town, and move it on."""
    with founded() as town:
        checkout = next_release(town.folder.with_name("next"))
        town.call("db", "start")
        town.outside = town.database_url
        after = Town(town.folder.with_name("machine"), checkout=checkout)
        after.provider_port, after.outside = town.provider_port, town.outside
        after.call("serve", expected=1)  # it makes its folder, and wants the settings that follow
        after.set_up()
        try:
            town.serve()
            return asyncio.run(_moved_on(town, after))
        finally:
            after.close()


def next_release(place: Path) -> Path:
    """A copy of this tree with one more migration, and programs that fill what it adds."""
    shutil.copytree(CHECKOUT, place, ignore=_NOT_COPIED)
    (place / ".venv").symlink_to((CHECKOUT / ".venv").resolve())
    messaging = place / "src" / "janasetu" / "messaging"
    last = max(path.stem for path in (messaging / "migrations").glob("0*.py"))
    written = messaging / "migrations" / f"{int(last[:4]) + 1:04}_next_release.py"
    written.write_text(_MIGRATION.format(last=last), encoding="utf-8")
    with (messaging / "models.py").open("a", encoding="utf-8") as models:
        models.write(_MODELS)
    return place


async def _moved_on(town: Town, after: Town) -> Mapping[str, int]:
    """First the old one alone, then both, then the new one alone; one sender at every moment."""
    load = Load(town.webhooks_at, town.line())
    async with provider(town.provider_port):
        writing = asyncio.create_task(load.offer(PER_SECOND, 600))
        await asyncio.sleep(ALONE)
        begun = monotonic()
        await asyncio.to_thread(after.serve, "intake", "web", "pump", "jobs")
        moving = monotonic() - begun
        load.also = after.webhooks_at
        await asyncio.sleep(BOTH)
        load.address = after.webhooks_at
        await asyncio.sleep(1)  # what is under way comes to its end, as behind a front server
        await asyncio.to_thread(town.end)
        await asyncio.to_thread(after.serve_too, "sender")
        await asyncio.sleep(ALONE)
        writing.cancel()
        await load.finish(patience=20)
        await drained(after, seconds=60)
        return _held(after, load, moving)


def _held(after: Town, load: Load, moving: float) -> Mapping[str, int]:
    missing, twice = lost(after, load), doubled(after, load)
    assert not missing, f"{len(missing)} were acknowledged and are lost: {missing[:5]}"
    assert not twice, f"{len(twice)} are there twice: {twice[:5]}"
    unread = load.sent.keys() - load.accepted.keys()
    assert not unread, f"{len(unread)} were never taken"
    answered_twice = after.ask(_ANSWERED_TWICE, list(load.sent))
    assert not answered_twice, f"{len(answered_twice)} were answered twice: {answered_twice[:5]}"
    assert set(load.statuses()) <= {200, 503}, f"answers: {load.statuses()}"
    refused = len({int(one.at / _SLOT) for one in load.tries if one.status == 503}) * _SLOT
    assert refused < MOST_REFUSED, f"refused for {refused:.1f} s"
    made_by = dict(after.ask(_MADE_BY, list(load.sent)))
    assert min(made_by.get("old", 0), made_by.get("next", 0)) > 0, f"both should have worked: {made_by}"
    return {
        "webhooks": len(load.accepted),
        "by_the_old": made_by["old"],
        "by_the_next": made_by["next"],
        "refused_ms": round(1000 * refused),
        "moving_ms": round(1000 * moving),
    }
