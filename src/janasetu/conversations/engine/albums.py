"""Several files sent as one: which question takes them, what is said of it, and how it is put right. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.form import Slot
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import Say
from janasetu.conversations.engine.saying import PHRASES
from janasetu.lib import bn
from janasetu.messaging.values import Choice, Message

# Files sent within this time of each other were sent as one: nobody reads a question and answers so fast.
ALBUM = timedelta(seconds=3)
LAST_HERE = "last-here"  # the act by which the last file of an album goes to the question that waits


def in_album(form: Form) -> bool:
    """This file was sent as one with the file before it."""
    last = form.session.album_at
    return bool(form.heard.file) and last is not None and form.heard.said_at - last <= ALBUM


def is_rest(form: Form, given: Sequence[tuple[Slot, Given]]) -> bool:
    """Of several photos sent as one only the first is answered: the others add nothing to say."""
    return (
        in_album(form) and not form.heard.said.text and form.session.album in [slot.path for slot, _ in given]
    )


def marked(form: Form, given: Sequence[tuple[Slot, Given]]) -> Form:
    """Remember which question took this file, for those that were sent with it."""
    path = next((slot.path for slot, part in given if part.files), "")
    return form.at(replace(form.session, album_at=form.heard.said_at, album=path)) if path else form


def taker_of(form: Form, fitting: Sequence[Slot]) -> Slot | None:
    """Of the questions that take such a file, whose this one is: its caption names it; or what was sent with
    it went there, while there is room. Who sends one paper after the other for a question that takes one has
    answered two.
    """
    if named := _named(form, fitting):
        return named
    if not in_album(form):
        return None
    same = next((slot for slot in fitting if slot.path == form.session.album), None)
    given = Given(files=(form.heard.file,), media=form.heard.media)
    is_full = same is not None and isinstance(form.read(same, given), Problem)
    return None if is_full and form.awaited() in fitting else same


def _named(form: Form, fitting: Sequence[Slot]) -> Slot | None:
    """The one open question that the caption calls by its name."""
    said = bn.match_key(form.heard.said.text)
    fields = form.session.fields
    called = [
        slot
        for slot in fitting
        if not fields.get(slot.path) and bn.match_key(short_of(slot.field, form.lang)) in said
    ]
    return called[0] if said and len(called) == 1 and len(fitting) > 1 else None


def waits_too(form: Form) -> Slot | None:
    """The question that waits, where it could take the file as well as the one that did."""
    waiting = form.awaited()
    if waiting is None or waiting.path == form.session.album or form.session.fields.get(waiting.path):
        return None
    return waiting if form.heard.media in KINDS[waiting.field.kind].media_for(waiting.field) else None


def told(form: Form) -> Say:
    """How many files which question has now, and the way to put that right."""
    slot, waiting, lang = form.slot(form.session.album), form.awaited(), form.lang
    assert slot
    assert waiting
    count = len(KINDS[slot.field.kind].files(form.session.fields.get(slot.path)))
    text = PHRASES.say("album_taken", lang, count=count, question=short_of(slot.field, lang))
    choice = Choice(f"{form.session.draft}:{waiting.path}:{LAST_HERE}", PHRASES.say("album_last_here", lang))
    return Say(Message(text, (choice,)))


def last_here(form: Form, slot: Slot) -> Form | None:
    """The form with the last file of the album moved to this question; None where that cannot be."""
    source = form.slot(form.session.album)
    if source is None or source.path == slot.path or form.session.fields.get(slot.path):
        return None
    kind = KINDS[source.field.kind]
    answer = form.session.fields.get(source.path)
    last = next(reversed(kind.files(answer)), "")
    taken = _taken_there(form, source, slot, last) if last else None
    if taken is None:
        return None
    left = kind.without_file(answer, last)
    kept = taken.keep(source, left) if left else taken.at(taken.session.without_answer(source.path))
    return kept.at(replace(kept.session, album=slot.path))


def _taken_there(form: Form, source: Slot, slot: Slot, file: str) -> Form | None:
    both = KINDS[source.field.kind].media_for(source.field) & KINDS[slot.field.kind].media_for(slot.field)
    for media in sorted(both):
        answer = form.read(slot, Given(files=(file,), media=media))
        if not isinstance(answer, Problem):
            return form.keep(slot, answer)
    return None
