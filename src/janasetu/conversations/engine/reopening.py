"""Work that the office called done and the person says is not: the case is opened again, their words kept."""

from dataclasses import replace

from janasetu.catalogue.schema import ROW
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    CaseLine,
    CaseNumbered,
    DoneCases,
    MyPersons,
    Say,
    Turn,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.reading import MEANT, OTHER
from janasetu.conversations.engine.saying import PHRASES, choice
from janasetu.lib import references
from janasetu.lib.text import shorten
from janasetu.messaging.values import Choice, Message

AGAIN = "again"
_MOST_CASES = 9
_DESCRIPTION = 72  # characters below a row of a list


def by_words(here: Here) -> Turn | None:
    """Open the case again that they cite, or the one that was done; of several it is asked which. None where
    there is none.
    """
    cited = references.find(here.heard.said.text)
    if len(cited) == 1:
        return _cited(here, cited[0])
    done = here.world.know(DoneCases())
    if len(done) == 1 and len(here.world.know(MyPersons())) <= 1:
        return opened_again(here, done[0].ref)
    return _which(here, done) if done else None


def _cited(here: Here, ref: str) -> Turn | None:
    """The case of this number, where it is theirs: a no, or words for whoever works on it still."""
    case = here.world.know(CaseNumbered(ref))
    if case is None:
        return None
    is_done = any(one.ref == ref for one in here.world.know(DoneCases()))
    if is_done:
        return opened_again(here, ref)
    return Turn(here.session.reached("reopen"), (AnswerQuestion(ref, here.heard.said.text),))


def opened_again(here: Here, ref: str) -> Turn:
    """A no to what the office said of this case, with the words."""
    said = here.heard.said
    session = here.session.reached("reopen")
    return Turn(session, (AnswerClaim(ref, yes=False, file=here.heard.file, text=said.text),))


def _which(here: Here, done: tuple[CaseLine, ...]) -> Turn:
    """Of which case the words are; where several share the phone its number is all that is shown."""
    is_shared = len(here.world.know(MyPersons())) > 1
    rows = tuple(
        Choice(
            f"{AGAIN}:{case.ref}",
            references.grouped(case.ref)[:ROW],
            "" if is_shared else shorten(case.shown.partition(" · ")[2], _DESCRIPTION),
        )
        for case in done[:_MOST_CASES]
    )
    text, see = PHRASES.say("which_to_reopen", here.lang), PHRASES.say("see_list", here.lang)
    other = choice(f"{MEANT}:{OTHER}", "something_else", here.lang)
    held = replace(here.session, unplaced=here.heard.said.text)
    return Turn(held, (Say(Message(text, (*rows, other), see)),))


def chosen(here: Here, rest: list[str]) -> Turn | None:
    """The case that was chosen is opened again with the words before."""
    if len(rest) != 1 or references.read(rest[0]) != rest[0]:
        return None
    return opened_again(here.hearing(here.unplaced), rest[0])
