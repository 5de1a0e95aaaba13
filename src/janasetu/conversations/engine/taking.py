"""What a message says beside its matter goes where it belongs: nobody is asked what they have told."""

from dataclasses import replace
from typing import Any

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.text import words_in
from janasetu.catalogue.fields.wording import say
from janasetu.catalogue.form import Slot
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import LandmarkMeant
from janasetu.conversations.engine.reading import READ, Taken
from janasetu.conversations.engine.whereabouts import MOST_WORDS
from janasetu.lib.numerals import numerals
from janasetu.lib.wards import ward_in
from janasetu.lib.words import Lang
from janasetu.understanding.values import Facts


def take_in(form: Form, words: str, facts: Facts, taken: Taken) -> tuple[Form, list[Problem]]:
    """The form with the words as the description, the place and the number that they tell, and without what
    may be left out: that costs nobody a turn, and can be given beside the card. And what was wrong.
    """
    noted = form.at(form.session.with_answer(READ, taken.as_json()))
    described = _described(noted, words)
    numbered = _numbered(described, facts)
    placed, problems = _placed(numbered, words, facts)
    return spared(placed), problems


def _described(form: Form, words: str) -> Form:
    """The words answer the first open question for many words, or join what was told before."""
    asked = [slot for slot in form.slots() if slot.field.kind == "long_text"]
    empty = next((slot for slot in asked if not form.session.fields.get(slot.path)), None)
    if empty or not asked:
        return _kept_if_taken(form, empty, words) if empty else form
    before = words_in(form.session.fields[asked[0].path])
    told = before if words in before else "\n".join(filter(None, (before, words)))
    return _kept_if_taken(form, asked[0], told)


def _numbered(form: Form, facts: Facts) -> Form:
    """The number of a case that the words are about, where that is asked for."""
    asked = form.slot(form.service.credits) if form.service.credits else None
    return _kept_if_taken(form, asked, facts.reference) if asked and facts.reference else form


def _kept_if_taken(form: Form, slot: Slot, words: str) -> Form:
    answer = form.read(slot, Given(text=words))
    return form if isinstance(answer, Problem) else form.keep(slot, answer)


def _placed(form: Form, words: str, facts: Facts) -> tuple[Form, list[Problem]]:
    """The place that the words tell; a ward that the body does not have is told, and the rest is kept."""
    slot = next((one for one in _open(form) if one.field.kind == "place"), None)
    told = _place_in(form, words, facts) if slot else ""
    if slot is None or not told:
        return form, []
    answer = form.read(slot, Given(text=told))
    if isinstance(answer, Problem):
        return (form if answer.kept is None else form.keep(slot, answer.kept)), [answer]
    kept = form.keep(slot, answer)
    return (_near(kept, slot, facts.landmark) if facts.landmark else kept), []


def _near(form: Form, slot: Slot, landmark: str) -> Form:
    """The place with what it is near to, where the map has not told that."""
    answer = form.session.fields[slot.path]
    if answer.get("landmark"):
        return form
    nearer = form.read(slot, Given(code="landmark", text=landmark))
    return form if isinstance(nearer, Problem) else form.keep(slot, nearer)


def _place_in(form: Form, words: str, facts: Facts) -> str:
    """Where it is, as far as the words tell: near what, in which ward; else what the map knows of them."""
    ward = _ward(facts.ward, form.lang) if facts.ward else ""
    if facts.landmark or ward:
        return ", ".join(filter(None, [facts.landmark, ward if ward_in(facts.landmark) is None else ""]))
    named = form.world.know(LandmarkMeant(words[:MOST_WORDS]))
    return named.name if named else ""


def _ward(number: str, lang: Lang) -> str:
    return say("ward", lang, ward=numerals(number, lang))


def _open(form: Form) -> list[Slot]:
    return [slot for slot in form.slots() if slot.path not in form.session.fields]


def spared(form: Form) -> Form:
    """The form without the questions that may be left out, as if that was answered to each."""
    left: dict[str, Any] = {slot.path: None for slot in _open(form) if slot.field.skip is not None}
    return form.at(replace(form.session, fields={**form.session.fields, **left})) if left else form


def takes_photo(form: Form) -> bool:
    """Whether a photo would still be taken, and there is none."""
    return any(
        "image" in KINDS[slot.field.kind].media_for(slot.field) and not form.session.fields.get(slot.path)
        for slot in form.slots()
    )
