"""What happens around the talk itself: an officer asked about a case, somebody rang, staff wrote by hand."""

from dataclasses import replace

from janasetu.conversations.engine.effects import AnswerQuestion, CallBack, FieldWord, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Command, meaning
from janasetu.conversations.engine.saying import PHRASES, phrase
from janasetu.conversations.engine.session import Session
from janasetu.lib import references
from janasetu.messaging.values import Choice, Message

ANSWER, LATER = "answer", "later"
RANG, STAFF_WROTE = "call", "echo"


def beside_the_talk(here: Here) -> Turn | None:
    """What is no part of where the talk stands, and leaves it there; None for everything else."""
    if here.heard.said.kind == RANG:
        return rang(here)
    if about := asked_about(here):
        return answer(here, about)
    proven = _proof_of(here)
    return field_word(here, proven, "photo" if here.heard.file else "done") if proven else None


def field_word(here: Here, ref: str, act: str) -> Turn:
    """An officer's answer; who they are and what they may is for the act to find out."""
    return Turn(here.session, (FieldWord(ref, act, here.heard.said.text, here.heard.file),))


def _proof_of(here: Here) -> str:
    """The case of which a photo of the finished work was just asked for; empty where none was.

    Words in place of the photo are about it too: it is asked for again. A word of command stays one.
    """
    said = here.heard.said
    is_photo = bool(here.heard.file) and here.heard.media == "image"
    is_words = said.kind == "text" and not isinstance(meaning(here), Command)
    if not here.heard.offered.newest or not (is_photo or is_words):
        return ""
    parts = [one.id.split(":") for one in here.heard.offered.choices]
    asked = (part[1] for part in parts if len(part) == 3 and part[0] == "field" and part[2] == LATER)
    ref = next(asked, "")
    return ref if references.read(ref) == ref else ""


def asked_about(here: Here) -> str:
    """The case about which the office has just asked, and whose answer this is; empty where it is none.

    Only what was asked last is answered with free words, and a word of command stays one.
    """
    said, offered = here.heard.said, here.heard.offered
    if not offered.newest or said.choice or isinstance(meaning(here), Command):
        return ""
    parts = [one.id.split(":") for one in offered.choices]
    about = (part[1] for part in parts if len(part) == 3 and part[0] == "case" and part[2] in (ANSWER, LATER))
    ref = next(about, "")
    return ref if references.read(ref) == ref and (said.text or here.heard.file) else ""


def answer(here: Here, ref: str) -> Turn:
    """The words and the file join the case."""
    return Turn(here.session, (AnswerQuestion(ref, here.heard.said.text, here.heard.file),))


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
    """A person of the office writes to this one by hand: the service keeps silent until they are done."""
    handed = replace(session, state="handed_over", answered=True, at=here.heard.at)
    return handed.reached("talk_to_person")
