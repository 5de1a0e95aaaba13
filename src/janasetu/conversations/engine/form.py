"""A draft being filled: take in what was said, wherever it belongs, and ask for what is missing."""

from collections.abc import Iterator
from dataclasses import replace

from janasetu.catalogue.fields import KINDS, Given, Point, Problem
from janasetu.catalogue.schema import Field, Service
from janasetu.conversations.engine import asking
from janasetu.conversations.engine.effects import Heard, OpenCase, Say, Turn
from janasetu.conversations.engine.session import Session
from janasetu.lib import bn
from janasetu.lib.words import Lang

# Fewer words than this are taken for a try at the list, not for a description.
WORDS_OF_A_SENTENCE = 3


def begin(session: Session, version: str, service: Service, heard: Heard) -> Session:
    """A new draft, named after the message that began it."""
    begun = Session(state="asking", version=version, draft=heard.token, intents=session.intents)
    return begun.reached(service.intent)


def go_on(service: Service, session: Session, lang: Lang) -> Turn:
    """Ask for the first thing missing, or show the card when nothing is."""
    missing = next((field for field in service.ask if field.field not in session.fields), None)
    if missing is None:
        ready = replace(session, state="confirming", step="", page=0)
        return Turn(ready, (asking.confirmation(service, ready, lang),))
    waiting = replace(session, state="asking", step=missing.field, page=0)
    return Turn(waiting, (asking.question(service, waiting, lang),))


def repeat(service: Service, session: Session, lang: Lang) -> Turn:
    """Ask once more what the draft waits for."""
    if session.state == "confirming":
        return Turn(session, (asking.confirmation(service, session, lang),))
    return Turn(session, (asking.question(service, session, lang),))


def with_remark(turn: Turn, remark: Say) -> Turn:
    """The remark and what follows it, as one message."""
    first, *rest = turn.effects
    merged = asking.join(remark, first) if isinstance(first, Say) else first
    return Turn(turn.session, (merged, *rest))


def choose(service: Service, session: Session, heard: Heard, parts: list[str]) -> Turn | None:
    """A tap on something this draft offered; None when the draft knows nothing of it."""
    lang = heard.lang
    match parts:
        case ["submit"] if session.state == "confirming":
            return Turn(session.idle(), (OpenCase(session.version, session.fields),))
        case ["edit"]:
            return Turn(session, (asking.which_to_change(service, session, lang),))
        case ["resume"]:
            return repeat(service, session, lang)
        case ["change", name] if _has(service, name):
            waiting = replace(session, state="asking", step=name, page=0)
            return Turn(waiting, (asking.question(service, waiting, lang),))
        case [name, code] if _has(service, name):
            return _option(service, session, heard, name, code)
    return None


def _has(service: Service, name: str) -> bool:
    return any(field.field == name for field in service.ask)


def _option(service: Service, session: Session, heard: Heard, name: str, code: str) -> Turn | None:
    field = service.field(name)
    if code == "more" and field.options:
        turned = replace(session, state="asking", step=name, page=_next_page(field, session))
        return Turn(turned, (asking.question(service, turned, heard.lang),))
    if code == "skip" and field.skip:
        kept = None if session.step == name else session.fields.get(name)  # an old button takes nothing away
        return go_on(service, session.with_answer(name, kept), heard.lang)
    answer = KINDS[field.kind].read(field, Given(code=code))
    if isinstance(answer, Problem):
        return None
    return go_on(service, session.with_answer(name, answer), heard.lang)


def _next_page(field: Field, session: Session) -> int:
    return (session.page + 1) % len(asking.pages_of(field))


def absorb(service: Service, session: Session, heard: Heard) -> Turn:
    """Take in words, photos and places; each goes to the question it answers, asked yet or not."""
    given = list(_parts(service, session, heard))
    if not given:
        return with_remark(repeat(service, session, heard.lang), _not_taken(heard))
    problems: list[Problem] = []
    for field, part in given:
        answer = KINDS[field.kind].read(field, part, earlier=session.fields.get(field.field))
        if isinstance(answer, Problem):
            problems.append(answer)
            continue
        session = session.with_answer(field.field, answer)
        if field.options and bn.match_key(part.text) not in field.options[answer].words_to_match():
            session = _described(service, session, part.text)
    if not problems:
        return go_on(service, session, heard.lang)
    rescued = _rescue(service, session, heard, problems)
    return rescued or with_remark(
        _again(service, session, heard.lang), asking.problem(problems[0], heard.lang)
    )


def _again(service: Service, session: Session, lang: Lang) -> Turn:
    """After a problem: the same question while it is open, else whatever is missing now."""
    still_open = session.state == "confirming" or session.step not in session.fields
    return repeat(service, session, lang) if still_open else go_on(service, session, lang)


def _parts(service: Service, session: Session, heard: Heard) -> Iterator[tuple[Field, Given]]:
    """What was said, part by part, each with the question it answers."""
    said = heard.said
    if heard.file and (photo := _field_of_kind(service, session, "photo")):
        yield photo, Given(files=(heard.file,))
    if said.spot and (place := _field_of_kind(service, session, "place")):
        spot = said.spot
        name = ", ".join(part for part in (spot.name, spot.address) if part)
        yield place, Given(point=Point(spot.lat, spot.lon, name))
    if said.text and (asked := _field_for_words(service, session, captions=bool(heard.file))):
        yield asked, Given(text=said.text)


def _field_of_kind(service: Service, session: Session, kind: str) -> Field | None:
    """The awaited question if it is of this kind, else the first one that is."""
    fields = [field for field in service.ask if field.kind == kind]
    return next((field for field in fields if field.field == session.step), fields[0] if fields else None)


def _field_for_words(service: Service, session: Session, *, captions: bool) -> Field | None:
    """Typed words answer the question that waits; a caption describes, whatever question waits."""
    empty = [field for field in service.ask if field.kind == "text" and not session.fields.get(field.field)]
    if captions:
        return next(iter(empty), None)
    return service.field(session.step) if session.state == "asking" else None


def _not_taken(heard: Heard) -> Say:
    if heard.file:
        return asking.phrase("photo_not_asked", heard.lang)
    return asking.phrase("not_understood" if heard.said.kind == "text" else "kind_not_taken", heard.lang)


def _rescue(service: Service, session: Session, heard: Heard, problems: list[Problem]) -> Turn | None:
    """Words that are no option of the list may be the description: keep them, ask for the list again."""
    kept = _described(service, session, heard.said.text)
    if problems[0].key != "choice_unknown" or kept == session:
        return None
    return with_remark(repeat(service, kept, heard.lang), asking.phrase("kept_words", heard.lang))


def _described(service: Service, session: Session, words: str) -> Session:
    """The session with these words as the description, where they are a sentence and none is kept yet."""
    asked = _field_for_words(service, session, captions=True)
    if asked is None or len(words.split()) < WORDS_OF_A_SENTENCE:
        return session
    answer = KINDS[asked.kind].read(asked, Given(text=words))
    return session if isinstance(answer, Problem) else session.with_answer(asked.field, answer)
