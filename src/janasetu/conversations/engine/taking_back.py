"""Somebody wants an application of theirs no longer: which one it is, and whether they really mean it."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from janasetu.catalogue.schema import ROW
from janasetu.conversations.engine import own_cases, standing
from janasetu.conversations.engine.effects import CaseLine, CaseNumbered, MyCases, MyPersons, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.lib import bn, references
from janasetu.lib.text import shorten
from janasetu.messaging.values import Choice, Message

_MOST_WORDS = 14  # a longer sentence tells more than this wish
_MOST_ROWS = 9  # of a list; the last leads back to the menu
_DESCRIPTION = 72  # characters below a row of a list


def begin(here: Here) -> Turn:
    """The one application that can be taken back; of several one is chosen, of none that is said."""
    return _asked(here) or with_remark(standing.stand(here), phrase("take_back_none", here.lang))


def by_words(here: Here) -> Turn | None:
    """The same for a sentence, «আবেদনটা তুলে নিতে চাই», with a number or without; None of all else, in a form,
    and of who has nothing that can be taken back.
    """
    said = here.heard.said
    is_sentence = said.kind == "text" and not here.heard.file and not here.session.in_form
    return _asked(here) if is_sentence and _says_so(said.text) else None


def _asked(here: Here) -> Turn | None:
    numbers = references.find(here.heard.said.text)
    if len(numbers) == 1:
        case = here.world.know(CaseNumbered(numbers[0]))
        return own_cases.asked_to_end(here, numbers[0]) if case and case.may_end else None
    theirs = tuple(case for case in here.world.know(MyCases()) if case.may_end)
    if len(theirs) == 1 and not _is_shared(here):
        return own_cases.asked_to_end(here, theirs[0].ref)
    return Turn(here.session, (_which(here, theirs),)) if theirs else None


def _is_shared(here: Here) -> bool:
    return len(here.world.know(MyPersons())) > 1


def _which(here: Here, theirs: tuple[CaseLine, ...]) -> Say:
    """Which one, by its number; where several share the phone the number is all that is shown."""
    is_shared = _is_shared(here)
    rows = tuple(
        Choice(
            f"case:{one.ref}:take_back",
            references.grouped(one.ref)[:ROW],
            "" if is_shared else shorten(one.shown.partition(" · ")[2], _DESCRIPTION),
        )
        for one in theirs[:_MOST_ROWS]
    )
    text, see = PHRASES.say("take_back_which", here.lang), PHRASES.say("see_list", here.lang)
    return Say(Message(text, (*rows, choice("menu:menu", "menu_back", here.lang)), see))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    written = YAML(typ="safe").load(Path(__file__).with_name("taking_back.yaml"))
    return {place: tuple(bn.match_key(str(word)) for word in words) for place, words in written.items()}


def _says_so(text: str) -> bool:
    """Whether the words name an application and say that it is wanted no longer."""
    said = bn.match_key(text)
    if not said or len(said.split()) > _MOST_WORDS:
        return False
    names, wishes, denies = (_begins(said, place) for place in ("matters", "wishes", "denials"))
    return names and wishes and not denies


def _begins(said: str, place: str) -> bool:
    """Whether some word, or words in a row, begin so."""
    return any(f" {begin}" in f" {said}" for begin in _words()[place])
