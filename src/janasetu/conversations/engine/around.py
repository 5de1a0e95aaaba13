"""What happens around the talk itself: an officer asked about a case, somebody rang, staff wrote by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from janasetu.conversations.engine import (
    appealing,
    mending,
    own_cases,
    praising,
    proofs,
    renewing,
    taking_back,
)
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    CallBack,
    Differs,
    FieldWord,
    OfVisit,
    Say,
    TakeBack,
    TakePaper,
    Turn,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Chosen, case_asked, meaning
from janasetu.conversations.engine.saying import PHRASES, phrase
from janasetu.conversations.engine.session import Session
from janasetu.lib import references
from janasetu.messaging.values import Choice, Message, Spot

ANSWER, LATER = "answer", "later"
_FIRST_PRESSES: Mapping[str, Callable[[Here, str], Turn]] = {
    appealing.APPEAL: appealing.pressed,
    mending.WRONG: mending.pressed,
    "renew": renewing.pressed,
}
RANG, STAFF_WROTE = "call", "echo"


def beside_the_talk(here: Here) -> Turn | None:
    """What is no part of where the talk stands, and leaves it there; None for everything else."""
    if here.heard.said.kind == RANG:
        return rang(here)
    if by_code := own_cases.by_code(here):
        return by_code
    if of_theirs := taking_back.by_words(here) or own_cases.yes_or_no_to_which(here):
        return of_theirs
    if praised := praising.said(here):
        return praised
    if about := asked_about(here):
        return answer(here, about)
    if proven := _proof_of(here):
        return field_word(here, proven, "photo" if here.heard.file else "done")
    if brought := proofs.brought(here) or _owed(here):
        return brought
    meant = meaning(here)
    parts = meant.id.split(":") if isinstance(meant, Chosen) else []
    return _pressed(here, parts) or praising.pressed(here, parts)


def _pressed(here: Here, parts: list[str]) -> Turn | None:
    """A button under a message about a case; None for every other button, and for a number that is none."""
    match parts:
        case ["case" | "field" | "visit", ref, _] if references.read(ref) != ref:
            return None
        case ["case", ref, act, more] if references.read(ref) == ref:
            return _of_case_further(here, ref, act, more)
        case ["case", ref, act]:
            return _of_case(here, ref, act)
        case ["field", ref, "seen" | "coming" | "done" | "heard" as act]:
            return proofs.which_is_meant(here, act) or field_word(here, ref, act)
        case ["field", ref, "later"]:
            return field_word(here, ref, LATER)
        case ["visit", ref, act]:
            return Turn(here.session, (OfVisit(ref, act),))
        case ["proof", name, *rest]:
            return proofs.chosen(here, name, rest)
    return None


def _of_case_further(here: Here, ref: str, act: str, more: str) -> Turn | None:
    """The second press of what takes two: an appeal, and the line of a paper that is wrong."""
    if act == mending.WRONG:
        return mending.chosen(here, ref, more)
    return appealing.sure(here, ref) if (act, more) == appealing.SURE else None


def _of_case(here: Here, ref: str, act: str) -> Turn | None:
    """What a citizen presses under a message about a case of theirs."""
    match act:
        case "yes" | "no":
            return Turn(here.session, (AnswerClaim(ref, act == "yes"),))
        case "different":
            return Turn(here.session, (Differs(ref),))
        case "answer":
            return own_cases.placed(here, ref) or write_now(here, ref)
        case "later":
            return Turn(here.session, (phrase("answer_any_time", here.lang),))
        case _ if act in _FIRST_PRESSES:
            return _FIRST_PRESSES[act](here, ref)
        case "paper" | "take_back" | "taken_back":
            return _of_an_application(here, ref, act)
    return None


def _of_an_application(here: Here, ref: str, act: str) -> Turn:
    """The paper once more, or the way back, which is asked for twice."""
    if act == "take_back":
        return own_cases.asked_to_end(here, ref)
    return Turn(here.session, (TakePaper(ref) if act == "paper" else TakeBack(ref),))


def field_word(here: Here, ref: str, act: str) -> Turn:
    """An officer's answer; who they are and what they may is for the act to find out."""
    return Turn(here.session, (FieldWord(ref, act, here.heard.said.text, here.heard.file),))


def _proof_of(here: Here) -> str:
    """The case of which a photo of the finished work was just asked for; empty where none was.

    Words in place of the photo are about it too: it is asked for again.
    """
    said = here.heard.said
    is_photo = bool(here.heard.file) and here.heard.media == "image"
    is_words = said.kind == "text" and bool(said.text)
    return case_asked(here, "field", LATER) if is_photo or is_words else ""


def asked_about(here: Here) -> str:
    """The case about which the office has just asked, and whose answer this is; empty where it is none."""
    said = here.heard.said
    tells = (said.text or here.heard.file or said.spot) and not own_cases.is_of_its_own(here)
    if own_cases.is_number_alone(here):
        return ""
    return case_asked(here, "case", ANSWER, LATER) if tells else ""


def _owed(here: Here) -> Turn | None:
    """A file without words is the paper that is owed, where one is."""
    waiting = own_cases.waits_for_file(here)
    return answer(here, waiting) if waiting else None


def answer(here: Here, ref: str) -> Turn:
    """The words, the file or the place join the case."""
    said = here.heard.said
    told = own_cases.with_unplaced(here, said.text)
    return Turn(here.session, (AnswerQuestion(ref, told, here.heard.file, _told_place(said.spot)),))


def _told_place(spot: Spot | None) -> str:
    """A place on the map in words: what the map calls it, and its degrees."""
    if spot is None:
        return ""
    return ", ".join(filter(None, (spot.name, spot.address, f"{spot.lat:.5f}, {spot.lon:.5f}")))


def write_now(here: Here, ref: str) -> Turn:
    """Whoever pressed «answer» is told to write; what they say next is the answer."""
    later = Choice(f"case:{ref}:{LATER}", PHRASES.say("answer_later", here.lang))
    text = PHRASES.say("answer_now", here.lang, ref=references.grouped(ref))
    return Turn(here.session, (Say(Message(text, (later,))),))


def rang(here: Here) -> Turn:
    """This number takes no calls; the office rings back, and says so at once."""
    if here.office.is_area:
        return Turn(here.session, (phrase("rang_area", here.lang),))
    return Turn(here.session, (phrase("rang", here.lang), CallBack()))


def staff_wrote(session: Session, here: Here) -> Session:
    """A person of the office writes to this one by hand: the service keeps silent until they are done.

    Who wants no messages stays so until they write themselves.
    """
    if session.state == "stopped":
        return session
    handed = replace(session, state="handed_over", answered=True, at=here.heard.at)
    return handed.reached("talk_to_person")
