"""Everybody of every office, and nobody's, look everywhere for whoever complains confidentially."""

import json
import logging
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from types import ModuleType

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from janasetu.bodies import posts
from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.rules import authority
from janasetu.cases import seeing
from janasetu.config.cli import cases as cases_command
from janasetu.config.cli import conversations as conversations_command
from janasetu.config.cli import inbox as inbox_command
from janasetu.config.cli import outbox as outbox_command
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from walls.addresses import doors
from walls.asking import Ask, Seen, answer, asks, at_the_desk, log_in
from walls.cut import require_none
from walls.hidden import ENDED, NUMBERS, Secret, Town, town
from walls.reach import SEATS

_KINDS_OF_LOOKERS, _KINDS_OF_ASKS = 20, 20  # which make a part
PARTS = _KINDS_OF_LOOKERS * _KINDS_OF_ASKS


@dataclass(frozen=True)
class Looker:
    """Somebody with a browser, who looks for those of `secrets`. `sits_in`: the code of their own body;
    `agrees`: they are asked to agree that who complains of an office below is shown to a colleague.
    """

    who: str
    secrets: Sequence[Secret]
    user: User | None = None
    sits_in: str = ""
    agrees: bool = False

    def browser(self) -> Client:
        return at_the_desk(self.user) if self.user else Client(raise_request_exception=False)

    def asks(self) -> Iterator[Ask]:
        """All that they can ask with the things of those who are hidden, each thing once."""
        seen: set[str] = set()
        for door in doors():
            for asked in (asked for one in self.secrets for asked in asks(door, one.office)):
                if str(asked) not in seen:
                    seen.add(str(asked))
                    yield asked

    def faults(self, seen: Seen) -> list[str]:
        """What is wrong with an answer that this one got."""
        shown = [what for one in self.secrets for what in self._told(one, seen)]
        if seen.status >= 500 or shown:
            return [f"{self.who}: {seen.asked}: {seen.status} shows {shown}"]
        return []

    def _told(self, secret: Secret, seen: Seen) -> list[str]:
        marks = dict(secret.who)
        is_theirs = secret.office.body.code == self.sits_in
        is_known = (is_theirs and not secret.is_hidden) or self.user == secret.asker.user
        searched = any(mark in seen.said for mark in secret.who.values())
        if not is_known or searched:
            marks |= secret.matter  # from some it is hidden altogether, and nobody finds it by who it is
        if self.agrees and seen.asked.address == reverse("console:unmaskings"):
            marks = {what: mark for what, mark in marks.items() if what not in NUMBERS}
        found = told_of(marks, seen.text, seen.said)
        picture = ["the bytes of the photo"] if secret.office.picture in seen.raw else []
        return [f"{what} of {secret.office.body.code}" for what in [*found, *picture]]


def told_of(marks: Mapping[str, str], text: str, said: str = "") -> list[str]:
    """The marks that stand in a text, and were not said by who reads it."""
    return [what for what, mark in marks.items() if mark and mark in text and mark not in said]


# --- who looks ---


def lookers(found: Town) -> list[Looker]:
    """Every post in every kind of body, and nobody."""
    return [*_officers(found), Looker("nobody", list(found.secrets.values()))]


def _officers(found: Town) -> Iterator[Looker]:
    """Each with the things of who is hidden in their own body, in a panchayat and in a town."""
    for kind, code in SEATS.items():
        secrets = [
            found.secrets[one] for one in dict.fromkeys((code, "gram", "gonj", ENDED)) if one in found.secrets
        ]
        for role in sorted(posts.held_in(kind)):
            officer = found.offices[code].officers[role]
            agrees = kind in ABOVE_LOCAL and not seeing.MAY_AGREE.isdisjoint(authority(officer.tenure))
            yield Looker(officer.post, secrets, officer.user, code, agrees)


# --- the walk ---


def part(number: int) -> Mapping[str, int]:
    """Some of the lookers ask some of what they can; the first part looks into everything else too."""
    faults: list[str] = []
    counted = Counter({"requests": 0, "lookers": 0, "other places": 0})
    with town() as found:
        for looker, tried in walk(number, lookers(found)):
            faults += _alone(looker, tried)
            counted += Counter(requests=len(tried), lookers=1 if number < _KINDS_OF_ASKS else 0)
        if number == 0:
            faults += elsewhere(found)
            counted += Counter({"other places": 6})
    require_none(faults)
    return counted


def walk(number: int, looking: Sequence[Looker]) -> Iterator[tuple[Looker, list[Ask]]]:
    """Who looks in this part, and what they ask: each comes in twenty parts, with a twentieth each time."""
    which, some = divmod(number, _KINDS_OF_ASKS)
    for place in range(which, len(looking), _KINDS_OF_LOOKERS):
        yield looking[place], list(looking[place].asks())[(some + place) % _KINDS_OF_ASKS :: _KINDS_OF_ASKS]


def _alone(looker: Looker, tried: Iterable[Ask]) -> list[str]:
    """What was wrong with this visit, of which nothing stays; nor may its log tell anything."""
    faults: list[str] = []
    with transaction.atomic(), logged() as log:
        client = looker.browser()
        for asked in tried:
            if looker.user and not client.cookies[settings.SESSION_COOKIE_NAME].value:
                log_in(client, looker.user)
            faults += looker.faults(answer(client, asked, follow=True))
        transaction.set_rollback(True)
    in_log = [what for one in looker.secrets for what in told_of(_never(one), "\n".join(log()))]
    return faults + ([f"{looker.who}: the log shows {in_log}"] if in_log else [])


def _never(secret: Secret) -> dict[str, str]:
    """The marks that stand in no log: an id tells nobody anything."""
    return {what: mark for what, mark in secret.who.items() if what != "the photo's id"} | {
        "the words": secret.matter["the words"]
    }


# --- what is no page ---


def elsewhere(found: Town) -> list[str]:
    """What of anybody hidden stands in exports for scripts, and in messages to anybody else."""
    secrets = list(found.secrets.values())
    faults = []
    for what, text in {**commands(), "messages to others": messages_to_others(found)}.items():
        told = [mark for one in secrets for mark in told_of(one.who, text)]
        faults += [f"{what} show {told}"] if told else []
    words = [one.matter["the words"] for one in secrets if one.matter["the words"] in commands()["cases"]]
    return faults + ([f"cases show {words}"] if words else [])


def commands() -> dict[str, str]:
    """What the commands for scripts print, by their names."""
    asked = Namespace(body=None, ref=None, since=None, contact=None, json=True)
    made = {
        "cases": cases_command,
        "inbox": inbox_command,
        "outbox": outbox_command,
        "conversations": conversations_command,
    }
    return {name: _printed(command, asked) for name, command in made.items()}


def _printed(command: ModuleType, options: Namespace) -> str:
    out = StringIO()
    with redirect_stdout(out):
        command.run(options)
    # As a reader sees it, whatever was escaped.
    return "\n".join(json.dumps(json.loads(line), ensure_ascii=False) for line in out.getvalue().splitlines())


def messages_to_others(found: Town) -> str:
    """All that went to anybody but those who complain, officers in the field too."""
    numbers = ["91" + one.who["the number"] for one in found.secrets.values()]
    rows = OutboundMessage.objects.exclude(contact_id__in=[make_contact(number).id for number in numbers])
    return "\n".join(f"{row.text} {row.template} {row.choices} {row.file} {row.elsewhere}" for row in rows)


class _Kept(logging.Handler):
    """Keeps what is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def logged() -> Iterator[Callable[[], list[str]]]:
    """All that is logged in the block, by both libraries."""
    handler = _Kept()
    logging.getLogger().addHandler(handler)
    try:
        with capture_logs() as events:
            yield lambda: [*handler.lines, *map(str, events)]
    finally:
        logging.getLogger().removeHandler(handler)
