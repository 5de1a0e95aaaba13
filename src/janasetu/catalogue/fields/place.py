"""Where: a pin on the map, or words with a ward number and a landmark."""

import datetime as dt
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import typed, wording, words
from janasetu.catalogue.fields.base import SKIP, Answer, FieldKind, Given, Lies, Offer, Point, Problem
from janasetu.catalogue.fields.wards import Territory
from janasetu.lib import bn
from janasetu.lib.text import shorten
from janasetu.lib.wards import ward_in, ward_meant
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 500  # characters of the address, and of the landmark
SHOWN = 200  # units of a place shown on one line
WHERE = "place_where"  # asked where there is neither an address nor a pin
_KEYS = {"ward": ("ward",), "landmark": ("landmark",), "pin": ("lat", "lon")}
_WITHOUT = {"place_ward": "not_known", "place_landmark": "not_known", "place_pin": "cannot_send"}
_PARTS = ("text", "ward", "landmark")
_WARD_FIRST = ("ward", "text", "landmark")  # a ward that is told stands, whatever the address says
CHOSEN_WARD = "ward:"  # before the number of a ward that is chosen from a few
_WARD_NUMBER = re.compile(r"[0-9][0-9A-Z/-]{0,7}", re.ASCII)


class PlaceKind(FieldKind):
    """A place, kept as {text, ward, landmark, lat, lon}.

    What `needs` names is asked for until it is given or left out: until then its key is not there. So it is
    with the ward of every place, once one was told that the local body does not have. Words of one part
    alone, from a form with a box for each, come with the code `text`, `ward` or `landmark`; they complete
    whatever was given before. So does a pin, or words, told while something else was asked: people say
    where it is first and send the pin a little later, or the other way round. What a map knows of the place
    is taken where nobody told otherwise.
    """

    code = "place"
    words = True
    lies = True
    takes = frozenset({"needs"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        awaited = self.lacking(field, earlier) if earlier else None
        if awaited and given.code == SKIP:
            return self.without(field, earlier)
        if given.code.startswith(CHOSEN_WARD):
            return self._with_chosen_ward(field, given.code.removeprefix(CHOSEN_WARD), earlier)
        if given.point is not None:
            return self._with_pin(field, given, given.point, awaited, earlier)
        return self._with_words(field, given, awaited, earlier)

    def _with_pin(
        self, field: "Field", given: Given, point: Point, awaited: str | None, earlier: Answer
    ) -> Answer | Problem:
        """A pin alone, joined to what was told, or as the part that was awaited."""
        if given.lies and given.lies.refused:
            return given.lies.refused
        if given.beside and earlier and not awaited:
            return self._joined_pin(field, point, earlier, given.lies)
        return self._pinned(field, point, earlier if awaited else None, given.lies)

    def _with_words(
        self, field: "Field", given: Given, awaited: str | None, earlier: Answer
    ) -> Answer | Problem:
        """Words alone, joined to what was told, or as the part that was awaited."""
        text = typed.one_line(given.text)
        if typed.is_too_long(given.text, text, MOST):
            return Problem("text_too_long", {"most": MOST})
        if not any(letter.isalnum() for letter in text):
            return Problem("place_ward_unclear" if awaited == "place_ward" else "place_needs_words")
        if given.code in _PARTS:
            return self._with_part(field, given.code, text, earlier)
        if given.beside and earlier and not awaited:
            return self._with_more(field, text, earlier, given.lies)
        if awaited:
            return self._answered(field, awaited, text, earlier, given.lies)
        return self._begun(field, text, given.lies)

    def read_in(
        self, field: "Field", given: Given, *, territory: Territory, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        """A ward that the body does not have is asked for again; what else was told of the place stays."""
        answer = self.read(field, given, today=today, earlier=earlier)
        if isinstance(answer, Problem) or not answer.get("ward") or territory.has_ward(answer["ward"]):
            return answer
        said = ward_meant(given.text) or ward_in(given.text)
        if said and territory.has_ward(said):
            return {**answer, "ward": said}
        if said is None:  # it stands in words of before, or in a name of the map
            return _with_ward_of(earlier or _blank(field), answer)
        only_ward = ward_meant(given.text) is not None
        return _no_such_ward(said, territory, kept=None if only_ward else _without_ward(answer))

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """The address, or that a pin was sent, and the ward and the landmark where it does not tell them."""
        return shorten(self.show_whole(field, answer, lang), SHOWN)

    def show_whole(self, field: "Field", answer: Answer, lang: Lang) -> str:
        text, ward, landmark = (str(answer.get(key) or "") for key in _PARTS)
        if ward and _is_number(text):
            text = ""
        parts = [text or (wording.say("place_sent", lang) if has_pin(answer) else "")]
        if ward and ward_in(text) != ward:
            parts.append(wording.say("ward", lang, ward=bn.digits(ward) if lang == "bn" else ward))
        if landmark and landmark not in text:
            parts.append(landmark)
        return ", ".join(filter(None, parts))

    def show_to_go(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """As `show`, for who has to go there: with the degrees where there is no address."""
        shown = self.show(field, answer, lang)
        return f"{shown} ({_degrees(answer)})" if has_pin(answer) and not answer.get("text") else shown

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        begun = [Given(point=Point(answer["lat"], answer["lon"]))] if has_pin(answer) else []
        parts = [Given(code=part, text=answer[part]) for part in _WARD_FIRST if answer.get(part)]
        left_out = [Given(code=SKIP) for need in field.needs if answer.get(_KEYS[need][0], "") is None]
        return (*begun, *parts, *left_out)

    def lacking(self, field: "Field", answer: Answer) -> str | None:
        open_need = _open_need(field, answer)
        if open_need:
            return f"place_{open_need}"
        return None if answer["text"] or answer["lat"] is not None else WHERE

    def is_joined_by(self, field: "Field", text: str, answer: Answer) -> bool:
        """A pin alone is completed by words that name a ward, or what it is near to."""
        is_pin_alone = bool(answer) and has_pin(answer) and not (answer.get("ward") and answer["text"])
        return is_pin_alone and (ward_in(text) is not None or _near_in(text) is not None)

    def elsewhere(self, answer: Answer) -> Answer:
        return _without_ward(answer) if has_pin(answer) else answer

    def without(self, field: "Field", answer: Answer) -> Answer:
        open_need = _open_need(field, answer)
        return {**answer, **dict.fromkeys(_KEYS[open_need])} if open_need else answer

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        lacking = self.lacking(field, answer) if answer else None
        title = _WITHOUT.get(lacking or "")
        return (Offer(SKIP, wording.titles(title)),) if title else ()

    # --- parts ---

    def _begun(self, field: "Field", text: str, lies: Lies | None) -> Answer:
        ward = ward_meant(text) if "ward" in field.needs or _is_number(text) else None
        return _complete(field, {**_blank(field), "text": text, **({"ward": ward} if ward else {})}, lies)

    def _pinned(self, field: "Field", point: Point, earlier: Answer, lies: Lies | None) -> Answer | Problem:
        on_earth = math.isfinite(point.lat) and math.isfinite(point.lon)
        if not on_earth or abs(point.lat) > 90 or abs(point.lon) > 180:
            return Problem("place_not_on_map")
        answer = {
            **(earlier or _blank(field)),
            "lat": round(float(point.lat), 6),
            "lon": round(float(point.lon), 6),
        }
        answer = _on_the_map(answer, lies) if lies else answer
        name = shorten(typed.one_line(point.name), MOST)
        if any(letter.isalnum() for letter in name):
            answer["text"] = answer["text"] or name
            answer["landmark"] = answer.get("landmark") or name
        return _complete(field, answer)

    def _joined_pin(
        self, field: "Field", point: Point, earlier: Answer, lies: Lies | None
    ) -> Answer | Problem:
        """What was told stays; the name of the map is taken only where there were no words."""
        told = _without_name_of_map(earlier)
        told = _without_ward_of_pin(field, told) if lies else told
        return self._pinned(field, replace(point, name="") if told["text"] else point, told, lies)

    def _with_chosen_ward(self, field: "Field", ward: str, earlier: Answer) -> Answer | Problem:
        """The place with a ward that was chosen from the few that it may lie in."""
        if not earlier or not _WARD_NUMBER.fullmatch(ward):
            return Problem("place_ward_unclear")
        return _complete(field, {**earlier, "ward": ward})

    def _with_part(self, field: "Field", part: str, text: str, earlier: Answer) -> Answer | Problem:
        """The place with this one part as it is written in its own box."""
        if part != "ward":
            return _complete(field, {**(earlier or _blank(field)), part: text})
        ward = ward_meant(text) or ward_in(text)
        if ward is None:
            return Problem("place_ward_unclear")
        return _complete(field, {**(earlier or _blank(field)), "ward": ward})

    def _answered(
        self, field: "Field", awaited: str, text: str, earlier: Answer, lies: Lies | None
    ) -> Answer | Problem:
        """The earlier answer, completed by what was said to its follow-up question."""
        if awaited != WHERE and words.means(text, "not_known"):
            return self.without(field, earlier)
        only_ward = ward_meant(text) or not any(letter.isalpha() for letter in text)
        if awaited == "place_ward" and only_ward:
            return self._with_part(field, "ward", text, earlier)
        if awaited == "place_landmark":
            return self._with_part(field, "landmark", text, earlier)
        return self._with_more(
            field, text, self.without(field, earlier) if awaited == "place_pin" else earlier, lies
        )

    def _with_more(self, field: "Field", text: str, earlier: Answer, lies: Lies | None) -> Answer | Problem:
        """The place with more words to its address; nothing said is lost. A ward in them stands before that
        of a pin.
        """
        joined = ", ".join(filter(None, [earlier["text"], text]))
        if len(joined) > MOST:
            return Problem("text_too_long", {"most": MOST})
        said = ward_in(text) if has_pin(earlier) and not ward_in(earlier["text"]) else None
        return _complete(field, {**earlier, "text": joined, **({"ward": said} if said else {})}, lies)


def _is_number(text: str) -> bool:
    """A number and nothing else: asked where it is, people give their ward so."""
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def has_pin(answer: Answer) -> bool:
    return answer.get("lat") is not None


def _degrees(answer: Answer) -> str:
    return f"{answer['lat']:.5f}, {answer['lon']:.5f}"


def _open_need(field: "Field", answer: Answer) -> str | None:
    """The part to be asked for next; of a place without a need of it also the ward, once it was wrong."""
    needs = field.needs if "ward" in field.needs else (*field.needs, "ward")
    return next((need for need in needs if _KEYS[need][0] not in answer), None)


def _no_such_ward(ward: str, territory: Territory, *, kept: Answer) -> Problem:
    if territory.in_a_row:
        return Problem("place_ward_beyond", {"body": territory.name, "most": len(territory.wards)}, kept)
    return Problem("place_ward_not_there", {"body": territory.name, "ward": int(ward)}, kept)


def _without_name_of_map(answer: Answer) -> Answer:
    """What the person told; of an earlier pin nothing stays, least of all the name of its spot."""
    name = answer["text"]
    if not has_pin(answer) or not name or name != answer.get("landmark"):
        return answer
    ward = None if answer.get("ward") == ward_in(name) else answer.get("ward")
    return {**answer, "text": "", "ward": ward, "landmark": None}


def _without_ward_of_pin(field: "Field", answer: Answer) -> Answer:
    """Of an earlier pin the ward does not stay either, unless the words tell it."""
    told = {ward_in(answer["text"]), ward_in(answer.get("landmark") or "")}
    if not has_pin(answer) or answer.get("ward") in told:
        return answer
    return _with_ward_of(_blank(field), answer)


def _on_the_map(answer: Answer, lies: Lies) -> Answer:
    """The place with the ward that its pin lies in, unless one was told; asked for where none is known."""
    if answer.get("ward"):
        return answer
    return {**answer, "ward": lies.ward} if lies.ward else _without_ward(answer) if lies.asks_ward else answer


def _without_ward(answer: Answer) -> Answer:
    return {key: value for key, value in answer.items() if key != "ward"}


def _with_ward_of(earlier: Answer, answer: Answer) -> Answer:
    return {**_without_ward(answer), **({"ward": earlier["ward"]} if "ward" in earlier else {})}


def _blank(field: "Field") -> Answer:
    """Nothing told yet; what is needed has no key until it is."""
    needed = {key for need in field.needs for key in _KEYS[need]}
    return {key: None for key in ("ward", "landmark", "lat", "lon") if key not in needed} | {"text": ""}


def _complete(field: "Field", answer: Answer, lies: Lies | None = None) -> Answer:
    """The answer with what its words tell of ward and landmark, where those are not known otherwise, and with
    the landmark of the map that they name.
    """
    text, landmark = answer["text"], answer.get("landmark")
    named = lies or Lies()
    ward = answer.get("ward") or ward_in(text) or ward_in(landmark or "") or named.ward
    near = landmark or named.landmark or (_near_in(text) if "landmark" in field.needs else None)
    whole = {**answer, **({"ward": ward} if ward else {}), **({"landmark": near} if near else {})}
    return {key: whole[key] for key in ("text", "ward", "landmark", "lat", "lon") if key in whole}


def _near_in(text: str) -> str | None:
    """The part of an address that says what it is near to: «বাজারের পাশে»."""
    return next((part for part in map(str.strip, text.split(",")) if _is_near(part)), None)


def _is_near(part: str) -> bool:
    key = f" {bn.match_key(part)}"
    return any(f" {word}" in key for word in words.spellings("near"))
