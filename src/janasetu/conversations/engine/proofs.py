"""Photos that an officer in the field sends unasked: of which case they are is asked, never guessed."""

from collections.abc import Sequence
from dataclasses import replace

from janasetu.conversations.engine.asking import LIST_ROWS
from janasetu.conversations.engine.effects import FieldCases, FieldLine, FieldWord, Say, Turn
from janasetu.conversations.engine.here import MOST_HELD, Here
from janasetu.conversations.engine.meaning import Free, case_asked, is_free, meaning
from janasetu.conversations.engine.saying import PHRASES, choice, phrase
from janasetu.conversations.engine.session import Proof
from janasetu.lib import references
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message

CHARGED = ("seen", "coming", "done")  # what may be answered to a charge
MOST_PHOTOS = 10  # that wait together
_DESCRIPTION = 72  # WhatsApp: the second line of a row of a list, in UTF-16 units
_MOST_CASES = LIST_ROWS - 1  # the last row leaves the photo alone


def brought(here: Here) -> Turn | None:
    """Ask of which case a photo is, or say again what is asked of it; None for everything else."""
    proof = _brought(here)
    return _ask(here, proof) if proof else None


def _brought(here: Here) -> Proof | None:
    waiting = _asked_of(here)
    if not (here.heard.file and here.heard.media == "image"):
        is_told = here.heard.said.kind == "text" and isinstance(meaning(here), Free)
        return _with_words(waiting, here.heard.said.text) if waiting and is_told else None
    if waiting and len(waiting.files) < MOST_PHOTOS:
        files = (*waiting.files, here.heard.file)
        return _with_words(replace(waiting, files=files), here.heard.said.text)
    return _new(here)


def _asked_of(here: Here) -> Proof | None:
    """The photos about which it was asked last, and has not been said yet."""
    if not is_free(here):
        return None
    parts = (one.id.split(":") for one in here.heard.offered.choices)
    names = {part[1] for part in parts if part[0] == "proof" and len(part) > 1}
    return next((one for one in here.session.proofs if one.name in names), None)


def _with_words(proof: Proof, words: str) -> Proof:
    return replace(proof, text="\n".join(filter(None, (proof.text, words)))[:MOST_HELD])


def _new(here: Here) -> Proof | None:
    """A photo whose case is what it quotes, or is the one that its sender has; None from a citizen.

    In the middle of a form, and for a person of the office, a photo is about that.
    """
    proof = Proof(here.heard.token, (here.heard.file,), here.heard.said.text)
    if here.heard.offered.quoted and (ref := case_asked(here, "field", *CHARGED)):
        return replace(proof, ref=ref)
    if here.session.in_form or here.session.state == "handed_over":
        return None
    charged = here.world.know(FieldCases())
    return replace(proof, ref=charged[0].ref if len(charged) == 1 else "") if charged else None


# --- the question ---


def _ask(here: Here, proof: Proof) -> Turn:
    charged = here.world.know(FieldCases())
    asked = _of_one(proof, charged, here.lang) if proof.ref else _of_which(proof, charged, here.lang)
    return Turn(here.session.with_proof(proof), (asked,))


def _of_one(proof: Proof, charged: Sequence[FieldLine], lang: Lang) -> Say:
    shown = "".join(f"\n{case.shown}" for case in charged if case.ref == proof.ref)
    key = "proof_of_one" if len(proof.files) == 1 else "proofs_of_one"
    asked = PHRASES.say(key, lang, ref=references.grouped(proof.ref), count=len(proof.files))
    choices = (
        choice(f"proof:{proof.name}:{proof.ref}:yes", "proof_finish", lang),
        choice(f"proof:{proof.name}:no", "proof_leave", lang),
    )
    return Say(Message(f"{asked}{shown}\n\n{PHRASES.say('own_matter', lang)}", choices))


def _of_which(proof: Proof, charged: Sequence[FieldLine], lang: Lang) -> Say:
    """The cases, the newest charge first; of one that has no row the message itself can be quoted."""
    key = "proof_of_which" if len(proof.files) == 1 else "proofs_of_which"
    rows = [_row(f"proof:{proof.name}:{case.ref}:this", case) for case in charged[:_MOST_CASES]]
    keys = ("proof_by_quoting", "own_matter") if len(charged) > _MOST_CASES else ("own_matter",)
    after = "\n".join(PHRASES.say(one, lang) for one in keys)
    text = f"{PHRASES.say(key, lang, count=len(proof.files))}\n\n{after}"
    choices = (*rows, choice(f"proof:{proof.name}:no", "proof_leave", lang))
    return Say(Message(text, choices, PHRASES.say("see_list", lang)))


def _row(place: str, case: FieldLine) -> Choice:
    return Choice(place, references.grouped(case.ref), shorten(case.shown, _DESCRIPTION))


# --- the answer ---


def chosen(here: Here, name: str, rest: Sequence[str]) -> Turn | None:
    """The photos go to the case that was chosen, or to none; None for a choice that there is not."""
    proof = next((one for one in here.session.proofs if one.name == name), None)
    left = here.session.without_proof(name)
    match rest:
        case ["no"] | [_, "yes" | "this"] if proof is None:
            return Turn(here.session, (phrase("proof_gone", here.lang),))
        case ["no"]:
            return Turn(left, (phrase("proof_left", here.lang),))
        case [ref, "yes" | "this"] if proof and references.read(ref) == ref:
            return Turn(left, tuple(FieldWord(ref, "photo", proof.text, file) for file in proof.files))
    return None


# --- words ---


def which_is_meant(here: Here, act: str) -> Turn | None:
    """Who types the title of a button, and has several cases, says which; None where that is known."""
    if here.heard.said.choice or here.heard.offered.quoted:
        return None
    charged = here.world.know(FieldCases())
    if len(charged) < 2:
        return None
    rows = tuple(_row(f"field:{case.ref}:{act}", case) for case in charged[:LIST_ROWS])
    text = PHRASES.say("words_of_which", here.lang)
    return Turn(here.session, (Say(Message(text, rows, PHRASES.say("see_list", here.lang))),))


def use_buttons(charged: Sequence[FieldLine], lang: Lang) -> Say:
    """What an officer's words are not taken for, with the buttons of the one case they have."""
    told = PHRASES.say("use_buttons", lang)
    if len(charged) > 1:
        return Say(Message(told))
    (case,) = charged
    return Say(Message(f"{references.grouped(case.ref)}: {case.shown}\n{told}", case.answers))
