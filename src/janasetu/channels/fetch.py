"""Fetch the files that lines hold for us, through the media gate; tell the person when one is refused, and
what a paper of ours is worth whose photo they sent.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from janasetu.cases import actions as cases
from janasetu.channels.speech import tasks as speech
from janasetu.channels.whatsapp.client import FetchError
from janasetu.conversations import files as talks
from janasetu.documents import actions, gate, photographed, queries, store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.ids import BUCKETS
from janasetu.lib.texts import as_lang
from janasetu.messaging import outbox
from janasetu.messaging.models import Line
from janasetu.messaging.values import Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

AT_ONCE = 8


Fetch = Callable[[str, str], bytes]


def fetch_once(fetchers: dict[str, Fetch], *, buckets: tuple[int, int] = (0, BUCKETS - 1)) -> int:
    """Fetch some of what is wanted in these buckets, first to last; how many were tried."""
    files = queries.to_fetch(AT_ONCE, wall=clock.wall(), buckets=buckets)
    lines = Line.objects.in_bulk(list({file.line_id for file in files if file.line_id}))
    for file in files:
        line = lines.get(file.line_id) if file.line_id else None
        _fetch(file, line, fetchers)
    return len(files)


def _fetch(file: ReceivedFile, line: Line | None, fetchers: dict[str, Fetch]) -> None:
    fetcher = fetchers.get(line.channel) if line else None
    if line is None or fetcher is None:
        actions.give_up(file, "no such line")
        return
    try:
        _take_in(file, line, fetcher(file.provider_id, line.provider_id))
    except FetchError as error:
        _fail(file, line, str(error), gone=error.gone)
    except (ValueError, OSError) as error:  # other bytes than were announced, or a full disk
        _fail(file, line, str(error), gone=False)


@transaction.atomic
def _take_in(file: ReceivedFile, line: Line, content: bytes) -> None:
    is_unasked = file.is_unasked
    received = actions.receive_fetched(file, content)
    if received.state != FileState.REFUSED:
        cases.files_arrived([received], now=clock.now())
        speech.wanted([received])
        _answer_for_paper(received, line, is_unasked=is_unasked)
    elif not is_unasked:
        _tell(received, line, received.note)


def _answer_for_paper(file: ReceivedFile, line: Line, *, is_unasked: bool) -> None:
    """A photo of a paper of ours that nothing had asked for is a question: whether the paper is genuine.

    What it began, taken for the photo of a complaint, ends. In a form that has more it stays what it is.
    """
    if file.contact_id is None or file.mime != "image/jpeg":
        return
    paper = photographed.paper_in(store.path_of(settings.MEDIA_FOLDER, file.sha256).read_bytes())
    if paper is None:
        return
    now, key = clock.now(), ContactKey(file.bucket, file.contact_id)
    began = talks.end_what_it_began(file, now=now)
    if not began and not is_unasked:
        return
    lang = as_lang(people.contacts([key])[key].lang)
    said = photographed.told(paper, today=clock.local(now).date(), lang=lang)
    if began:
        said = f"{said}\n{photographed.PHRASES.say('seen_no_complaint', lang)}"
    told = Outgoing(key, line.id, Message(said), f"paper:{file.id}", file.id, office=line.body_id)
    outbox.queue([told], now=now)


@transaction.atomic
def _fail(file: ReceivedFile, line: Line, why: str, *, gone: bool) -> None:
    is_unasked = file.is_unasked
    failed = actions.give_up(file, why) if gone else actions.put_off(file, why, wall=clock.wall())
    if failed.state == FileState.LOST and not is_unasked:
        _tell(failed, line, gate.reason("lost", failed.kind))


def _tell(file: ReceivedFile, line: Line, key_of_phrase: str) -> None:
    """The person learns why their file was not kept; no draft and no case counts it any more."""
    if file.contact_id is None:
        return
    now, key = clock.now(), ContactKey(file.bucket, file.contact_id)
    lang = as_lang(people.contacts([key])[key].lang)
    message = talks.drop_file(file, Message(gate.PHRASES.say(key_of_phrase, lang)), now=now)
    cases.drop_files([file])
    told = Outgoing(key, line.id, message, f"file:{file.id}", file.id, office=line.body_id)
    outbox.queue([told], now=now)
