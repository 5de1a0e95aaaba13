"""A correction of what stands on the card: another ward, another subject."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.fields.wording import say
from janasetu.catalogue.form import Slot
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.reading import READ, Taken, taken_of
from janasetu.lib import bn
from janasetu.lib.numerals import digits, numerals
from janasetu.lib.wards import ward_in

_LIKELY = 0.3  # probability of another subject, where it is said that it is not the one on the card
_FEW_WORDS = 6  # a longer sentence with another ward in it tells more than a correction


def corrected(form: Form) -> Form | Problem | None:
    """The form with what the words correct on its card, or why it cannot be so; None of other words."""
    words = form.heard.said.text
    if form.session.state != "confirming" or form.heard.file or not words:
        return None
    return _another_ward(form, words) or _another_subject(form, words)


@cache
def _markers() -> dict[str, frozenset[str]]:
    """Words by which people say that something is not so, by where they say it."""
    written = YAML(typ="safe").load(Path(__file__).with_name("corrections.yaml"))
    return {place: frozenset(bn.match_key(str(word)) for word in words) for place, words in written.items()}


def _is_denied(words: str) -> bool:
    """Whether the words say that it is not so."""
    said = bn.match_key(words).split()
    return bool(said) and (said[0] in _markers()["first"] or not _markers()["anywhere"].isdisjoint(said))


# --- another ward ---


def _another_ward(form: Form, words: str) -> Form | Problem | None:
    slot = next((one for one in form.slots() if one.field.kind == "place"), None)
    answer = form.session.fields.get(slot.path) if slot else None
    ward = _ward_meant(words, str((answer or {}).get("ward") or ""))
    if slot is None or not answer or not ward:
        return None
    changed = form.at(form.session.with_answer(slot.path, _with_ward(form, answer, ward)))
    checked = form.read(slot, Given(code="ward", text=ward))
    return checked if isinstance(checked, Problem) else changed


def _ward_meant(words: str, before: str) -> str:
    """The ward that is told in place of the one before: «৫ না, ৬ নং ওয়ার্ড» tells both."""
    said = bn.match_key(words).split()
    is_corrected = _is_denied(words) or not _markers()["of_a_ward"].isdisjoint(said)
    if not is_corrected and len(said) > _FEW_WORDS:
        return ""
    return next((ward for ward in _wards_in(words) if ward != before), "")


def _wards_in(words: str) -> Iterator[str]:
    """The wards that the words tell, part by part, then as a whole."""
    told = (*re.split(r"[,.;।]", words), words)
    yield from (ward for part in told if (ward := ward_in(part)))


def _with_ward(form: Form, answer: dict[str, object], ward: str) -> dict[str, object]:
    """The place with this ward, in its words too."""
    text = str(answer["text"] or "")
    before = str(answer.get("ward") or "")
    said = _in_place_of(text, before, ward) if before and ward_in(text) == before else text
    if ward_in(said) != ward and ward_in(text) is not None:
        told = say("ward", form.lang, ward=numerals(ward, form.lang))
        said = ", ".join(filter(None, [str(answer.get("landmark") or ""), told]))
    return {**answer, "text": said, "ward": ward}


def _in_place_of(text: str, before: str, ward: str) -> str:
    """The words with the number of the one ward instead of the other, in the digits they were typed in."""
    for written, instead in ((before, ward), (digits(before), digits(ward))):
        text = re.sub(rf"(?<!\d){re.escape(written)}(?!\d)", instead, text, count=1)
    return text


# --- another subject ---


def _another_subject(form: Form, words: str) -> Form | None:
    """Another option of the list that decides, where the words say that it is not the one on the card."""
    name, heard = form.service.titled_by, form.understood
    slot: Slot | None = form.slot(name) if name else None
    if slot is None or heard is None or not _is_denied(words) or heard.decision == "ask":
        return None
    others = set(slot.field.options) - {form.session.fields.get(slot.path)}
    label = next((label for label, p in heard.top if label in others and p >= _LIKELY), None)
    if label is None:
        return None
    before = taken_of(form.session.fields)
    taken = replace(before, also="") if before else Taken.of(heard, "hand")
    return form.at(form.session.with_answer(slot.path, label).with_answer(READ, taken.as_json()))
