"""One turn of a talk: what was said, what it means here, what follows from it."""

from dataclasses import replace
from typing import Any

from janasetu.conversations.engine import (
    around,
    asking,
    away,
    calling,
    commands,
    open_words,
    posters,
    settling,
    standing,
    taps,
    telling,
)
from janasetu.conversations.engine.effects import (
    Ask,
    FreeSlots,
    Heard,
    Known,
    MyPersons,
    NotKnownError,
    OptOut,
    Question,
    RememberLanguage,
    Say,
    Turn,
    World,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Chosen, Command, meaning
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.reading import understood
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.words import act_of
from janasetu.lib.words import Lang

# What the service sees to while a person of the office has the talk.
_WHILE_HANDED_OVER = frozenset({"menu", "resume", "stop", "cancel", "mine", "language", "quiet", "unquiet"})
_WORDS_THAT_TELL = 3  # "hi" and "hello" are said in every language
# Things said that ask for no answer.
_SILENT = frozenset({"reaction", "system", "edit", "revoke"})


def turn(office: Office, session: Session, heard: Heard, known: Known) -> Turn | Ask:
    """Answer one thing a person said. `known` holds the answers to questions asked before."""
    if heard.said.kind in _SILENT:
        return Turn(session)
    spoken = _script_of(office, session, heard)
    recent = posters.forgotten(session, office, heard.at)
    placed = replace(recent, unplaced="") if recent.unplaced else recent
    told = replace(heard, lang=spoken) if spoken != heard.lang else heard
    here = Here(office, placed, told, World(known), session.unplaced)
    if heard.said.kind == around.STAFF_WROTE:
        return Turn(around.staff_wrote(here.session, here))
    try:
        decided = _alarmed(here, _answer(here))
    except NotKnownError as missing:
        return Ask(missing.question)
    if spoken != heard.lang:
        decided = decided.after(RememberLanguage(spoken))
    stamped = _stamped(decided.session, here)
    if stamped.hushed != here.session.hushed:
        decided = with_remark(decided, _that_it_is_hidden(stamped, here))
    return Turn(stamped, decided.effects)


def foreseen(office: Office, session: Session) -> tuple[Question[Any], ...]:
    """What is asked of the world at almost every turn from here: known beforehand, no turn is begun twice.

    Who is in no form may begin one for a person in this very turn.
    """
    if not session.in_form:
        return () if office.is_area or session.state != "idle" else (MyPersons(),)
    service = office.service(session.version)
    if not service:
        return ()
    booked = {one.resource: FreeSlots(one.resource) for one in service.fields() if one.resource}
    return (*((MyPersons(),) if service.concerns == "person" else ()), *booked.values())


def _script_of(office: Office, session: Session, heard: Heard) -> Lang:
    """The language to speak: that in which somebody first writes, in whatever letters. Who first writes in
    Devanagari may read no Bengali, and is answered in Hindi.
    """
    if session.intents or session.state != "idle" or heard.said.kind != "text":
        return heard.lang
    letters = [letter for letter in heard.said.text if letter.isalpha()]
    if letters and all("\u0900" <= letter <= "\u097f" for letter in letters):
        spoken: Lang = "hi"
    else:
        is_told = len(heard.said.text.split()) >= _WORDS_THAT_TELL
        meant = understood(office.reader, heard.said, heard.today) if is_told else None
        spoken = meant.reply if meant else heard.lang
    return spoken if spoken in office.languages else heard.lang


def _stamped(session: Session, here: Here) -> Session:
    """When it was; being lost is forgotten with the first thing that is understood."""
    lost = session.lost if session.lost > here.session.lost else 0
    album_at = session.album_at if here.heard.file else None  # words between two files part them
    session = session.hush() if _is_hushed(session, here) else session
    return replace(session.of_office(here.office.body), at=here.heard.at, lost=lost, album_at=album_at)


def _that_it_is_hidden(session: Session, here: Here) -> Say:
    """That nobody of the office learns who complains, and how one is quiet on this phone."""
    service = here.office.service(session.version)
    hidden = service.hidden_in(here.office.kind, session.fields) if service else True
    key = "complaint_goes_above" if hidden == "about_office" else "complainant_is_hidden"
    return phrase(key, here.heard.lang)


def _is_hushed(session: Session, here: Here) -> bool:
    """Whether somebody complains in the draft in hand who is hidden."""
    service = here.office.service(session.version) if session.in_form else None
    return bool(service and service.hidden_in(here.office.kind, session.fields))


def _alarmed(here: Here, decided: Turn) -> Turn:
    """Where the words tell of danger: first whom to call, unless that is told already."""
    numbers = telling.alarm(here)
    if not numbers:
        return calling.asked_softly(here, decided)
    decided = calling.offered(here, decided)
    told = "".join(effect.message.text for effect in decided.effects if isinstance(effect, Say))
    if all(one.number in told for one in numbers):
        return decided
    return with_remark(decided, asking.numbers_to_call(numbers, here.lang))


def _answer(here: Here) -> Turn:
    if here.session.state == "stopped":
        return _welcome_back(_answer(here.at(here.session.idle())))
    if here.session.in_form and here.office.service(here.session.version) is None:
        here = here.at(here.session.idle())  # the definition is gone for good; it cannot be asked on
    return settling.by_poster(here) or around.beside_the_talk(here) or _in_talk(here)


def _welcome_back(decided: Turn) -> Turn:
    """Who writes again wants answers again, unless the word was "stop" once more."""
    return decided if decided.session.state == "stopped" else decided.then(OptOut(out=False))


def _in_talk(here: Here) -> Turn:
    if here.session.state == "handed_over":
        return _handed_over(here)
    if here.office.is_area:
        return settling.without_office(here)
    if by_poster := settling.other_office(here):
        return by_poster
    if known := away.persons_to_ask(here):
        return away.ask_whose(here, known)
    if here.session.in_form and away.gap(here) > away.RESUME_AFTER and here.heard.said.kind == "text":
        return _back_after_days(here)
    return _understood(here)


def _handed_over(here: Here) -> Turn:
    act = act_of(here.heard.said.text)
    if away.is_back(here) or act in _WHILE_HANDED_OVER or away.is_clear_now(here):
        return _answer(away.taken_back(here))
    return away.wait(here)


def _back_after_days(here: Here) -> Turn:
    """A draft from days ago: first ask whether to go on; words that are no command are held for it."""
    meant = meaning(here)
    if isinstance(meant, Command) and meant.act not in ("menu", "greeting"):
        return commands.command(here, meant.act)
    if isinstance(meant, Chosen) and not meant.id.startswith(f"{here.session.draft}:"):
        return taps.chosen(here, meant.id.split(":"))  # the answer to something newer
    held = "" if isinstance(meant, Command) else here.heard.said.text
    return standing.unfinished(here.at(replace(here.session, held=held)))


def _understood(here: Here) -> Turn:
    meant = meaning(here)
    if isinstance(meant, Chosen):
        return taps.chosen(here, meant.id.split(":"))
    if isinstance(meant, Command):
        return commands.command(here, meant.act)
    return open_words.free(here)
