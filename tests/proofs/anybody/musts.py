"""What must hold after each thing a person says, whatever it is: one function a must, each of one step."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from janasetu.catalogue import form as forms
from janasetu.catalogue.fields import KINDS, Problem
from janasetu.catalogue.fields.files import FilesKind
from janasetu.catalogue.fields.wording import problem_words, short_of
from janasetu.catalogue.form import FOR_WHOM, Slot
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import alike
from janasetu.conversations.engine.around import ANSWER, LATER, RANG, STAFF_WROTE
from janasetu.conversations.engine.calling import CALL
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    ChooseOffice,
    FieldWord,
    OpenCase,
    OptOut,
    row_titles,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import PHRASES
from janasetu.conversations.engine.session import Draft, Session
from janasetu.conversations.engine.unheard_voice import TOGETHER
from janasetu.conversations.engine.words import ANSWERS, MEANS, act_of
from janasetu.lib import bn, references
from janasetu.lib.nested import leaves
from janasetu.lib.text import shorten, units
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message
from proofs.anybody import world
from proofs.anybody.watched import FACTS, Step, Watched, holds

# WhatsApp's limits, in UTF-16 units: Cloud API reference, 2026.
TEXT, BODY, ROW, DESCRIPTION, ID, LIST, LIST_BUTTON = 4096, 1024, 24, 72, 200, 10, 20
BUTTONS, BUTTON = 3, 20
COLUMNS = {"state": 12, "draft": 20, "step": 120}
LARGEST_PAGE = 32_767

SILENT = ("reaction", "system")
FIRE = "আগুন"
ALBUM = timedelta(seconds=3)
COMFORT_AFTER = timedelta(minutes=10)
OTHER_HANDS_AFTER = timedelta(minutes=30)
MOST_PARKED = 3
CHOSEN = "for_whom.person"
WORDS = ("text", "long_text")
_NOT_TAKEN = (
    "send_again",
    "photo_not_asked",
    "file_not_asked",
    "kind_not_taken",
    "office_by_words",
    "choose_first",
    "voice_not_asked",
)
_FIRST = re.compile("[.।:]")
SECRET = re.compile("ঝ[০-৯]+ঝ|Zz[a-j]+|ঝঝ[ক-ঞ]+")

_LETTERS: Mapping[Lang, re.Pattern[str]] = {
    "bn": re.compile("[\u0980-\u09e5\u09f0-\u09fe]"),
    "en": re.compile("[A-Za-z]"),
    "hi": re.compile("[\u0900-\u0963\u0970-\u097f]"),  # without the danda, which Bengali has from it
}
_INDIAN: tuple[Lang, ...] = ("bn", "hi")
_PERSON = re.compile(rf"\w+:{FOR_WHOM}:p[0-9a-f]{{32}}")
_NAMES_IN_EXAMPLES = ("রহিমা বিবি",)  # where a name is asked for in both scripts
_NAMES_OF_LANGUAGES = ("বাংলা", "English", "हिन्दी")


def has_letters(text: str, lang: Lang) -> bool:
    return _LETTERS[lang].search(text) is not None


class Musts:
    """All that must hold, and what has to be remembered to tell: whose draft it is, what was handed in."""

    def __init__(self, talk: Watched, counted: Counter[str]) -> None:
        self.talk = talk
        self.counted = counted
        self.handed_in: set[str] = set()
        self.chosen = ""  # whose matters are spoken of, by what the person chose
        self.owners: dict[str, str] = {}
        self.offices: dict[str, str] = {}
        self.secrets: dict[str, str] = {}  # secret: the draft it was told to; empty while it is held
        self.is_edited = False  # since the last message
        self.asked_since: set[str] = set()  # drafts left lying when it was asked whose matter it is

    def look_at(self, step: Step) -> None:
        for must in (
            self.is_answered_once,
            self.is_stopped_at_once,
            self.opens_once,
            self.keeps_drafts,
            self.keeps_answers,
            self.keeps_files,
            self.brings_drafts_back_whole,
            self.claims_once,
            self.goes_to_its_case,
            self.asks_what_words_are_about,
            self.stays_where_it_stood,
            self.chooses_one_office,
            self.has_no_dead_button,
            self.shows_nobody_elses,
            self.asks_other_hands,
            self.tells_whom_to_call,
            self.tells_all_on_the_card,
            self.fits_the_line,
            self.speaks_the_language,
            self.can_be_stored,
        ):
            must(step)
        self.count(step)
        self.is_edited = False

    # --- answers ---

    def is_answered_once(self, step: Step) -> None:
        """One answer to each thing said; none only where a person of the office has the talk, to the further
        photos of an album, and to what asks for none. Words of danger bring the button that calls the office
        besides.
        """
        answers = step.answers - _offers_to_call(step)
        if step.said.kind in SILENT:
            assert replace(step.after, at=None) == replace(step.before, at=None)
            assert step.effects == ()
        elif step.said.kind == STAFF_WROTE:
            assert step.effects == (), "the service speaks between the words of a person of the office"
        elif step.of_case or step.said.kind == RANG:
            assert answers == 1 + bool(step.of_case and _tells_of_danger(step))
        elif step.before.state == step.after.state == "handed_over" and not presses(step, "case", "field"):
            is_due = step.gap >= COMFORT_AFTER or _tells_of_danger(step)
            assert answers == is_due, "a person of the office has the talk"
        elif answers != 1:
            assert answers == 0, f"{answers} answers to one thing"
            assert self._is_of_album(step), f"no answer to {step.said}"
            assert holds(step.after, step.file), "a photo of an album is lost"

    def _is_of_album(self, step: Step) -> bool:
        """A further file of those sent as one, without words of its own."""
        last = step.before.album_at
        soon = last is not None and step.at - last <= ALBUM
        return bool(step.file) and not step.said.text and step.before.in_form and soon

    def is_stopped_at_once(self, step: Step) -> None:
        """The word "stop" is never taken for anything else, whatever was asked."""
        if step.said.kind != "text" or act_of(step.said.text) != "stop":
            return
        assert OptOut(out=True) in step.effects, f"“stop” was swallowed in {step.before}"
        assert step.after.state == "stopped"

    # --- cases ---

    def opens_once(self, step: Step) -> None:
        """A case is opened by the tap on a whole card, once, with just what the card had, in its office."""
        name, service = step.before.draft, step.office.service(step.before.version)
        if not step.opened:
            taps = step.said.choice == f"{name}:submit" and stands_on_card(step.before)
            assert not (taps and service), "the tap on “submit” opened nothing"
            self._says_that_it_is_handed_in(step)
            return
        (opened,) = step.opened
        if any(meant.startswith(f"{CALL}:") for meant in may_mean(step)):
            self._calls_the_office(step, opened)
            return
        if step.office.services[opened.version].unheard and step.file and not step.before.in_form:
            self._keeps_the_voice(step, opened)
            return
        assert service
        assert stands_on_card(step.before), step.before
        assert f"{name}:submit" in may_mean(step), step.said
        assert name not in self.handed_in, "handed in twice"
        assert opened.version == step.before.version
        assert opened.fields == forms.folded(service, step.before.fields)
        assert forms.missing(service, step.before.fields) is None, "something is missing"
        assert set(left_out(service, step.before.fields)) == set(), "a required answer is left out"
        assert self.offices[name] == step.office.body, "opened in another office than begun in"
        self._concerns_whom_was_chosen(step, opened, service)
        assert step.after.state == "idle"
        assert name not in drafts(step.after)
        self.handed_in.add(name)

    def _calls_the_office(self, step: Step, opened: OpenCase) -> None:
        """The case holds the words of danger, or what the matter is called; the draft in hand stays."""
        service = step.office.services[opened.version]
        assert service.alarm, "nobody is called by it"
        assert list(opened.fields.values()) == [step.before.danger or service.name.in_(step.lang)]
        assert step.after.danger == "", "a second tap would call with the same words"
        assert drafts(step.after) == drafts(step.before)

    def _keeps_the_voice(self, step: Step, opened: OpenCase) -> None:
        """The case of a voice that nobody has heard holds it, and no draft is touched."""
        assert step.said.kind == "audio"
        assert step.file in leaves(opened.fields)
        assert drafts(step.after) == drafts(step.before)

    def _says_that_it_is_handed_in(self, step: Step) -> None:
        """A further tap on «submit» of the draft handed in last."""
        last = step.before.handed_in.rpartition(":")[2]
        assert not last or last in self.handed_in
        if not last or step.said.choice != f"{last}:submit" or step.office.is_area:
            return
        told = PHRASES.say("handed_in_already", step.lang)
        assert [message.text.startswith(told) for message in step.messages] == [True], step.messages
        self.counted["told that it is handed in"] += 1

    def _concerns_whom_was_chosen(self, step: Step, opened: OpenCase, service: Service) -> None:
        if service.concerns != "person":
            assert opened.concerned is None
            return
        assert opened.concerned
        assert opened.concerned.id == step.before.fields.get(CHOSEN, "")

    def claims_once(self, step: Step) -> None:
        """The word on a claim is taken once, for a real number."""
        claims = [effect for effect in step.effects if isinstance(effect, AnswerClaim)]
        assert len(claims) <= 1
        for claim in claims:
            assert references.read(claim.ref) == claim.ref
            word = "yes" if claim.yes else "no"
            waited = step.before.held if chooses_office(step) else ""
            tapped = f"case:{claim.ref}:{word}" in may_mean(step)
            assert tapped or word in (act_of(step.said.text), act_of(waited))

    def goes_to_its_case(self, step: Step) -> None:
        """What is said right after a question about a case is its answer, whole; a command stays one.

        Where a photo of the work is wanted, words are no proof: it is asked for again.
        """
        said, word = step.said, step.of_case
        asked, wanted = asked_last(step)
        is_plain = not said.choice and not is_command(step) and said.kind not in (*SILENT, RANG, STAFF_WROTE)
        if step.before.unplaced and asks_which(step.offered.choices):
            self._goes_where_it_was_chosen(step)
        elif is_plain and asked and (said.text or step.file or said.spot):
            assert isinstance(word, AnswerQuestion), f"{said} is no answer to the question about {asked}"
            assert (word.ref, word.file) == (asked, step.file)
            assert said.text in word.text
            assert word.text or word.place or word.file
            assert bool(word.place) == bool(said.spot)
        elif is_plain and wanted and said.media and said.media.kind == "image":
            assert word == FieldWord(wanted, "photo", said.text, step.file)
        elif is_plain and wanted and said.kind == "text" and said.text:
            assert word == FieldWord(wanted, "done", said.text)
        elif isinstance(word, AnswerQuestion) and step.before.voiced_at:  # said soon after a voice
            assert step.at - step.before.voiced_at <= TOGETHER, f"{word} after {said}"
            assert (said.text in word.text, word.file) == (True, step.file)
        elif isinstance(word, AnswerQuestion | FieldWord):
            assert f"field:{word.ref}:" in "".join(may_mean(step)), f"{word} after {said}"

    def _goes_where_it_was_chosen(self, step: Step) -> None:
        """Words of which it was asked what they are about: to a case that was offered, whole, or nowhere."""
        waited, word, said = step.before.unplaced, step.of_case, step.said
        ids = {one.id for one in step.offered.choices}
        pressed = may_mean(step) & {one for one in ids if one.endswith(f":{ANSWER}")}
        if isinstance(word, AnswerQuestion):
            assert f"case:{word.ref}:{ANSWER}" in (pressed or ids), f"{word} after {said}"
            assert waited in word.text
            assert (
                word.text == waited
                if said.choice
                else word.text in (waited, said.text, f"{waited}\n{said.text}") or said.spot
            ), f"{word} after {said}"
        else:
            assert said.choice not in pressed, f"{waited} is lost with {said}"

    def asks_what_words_are_about(self, step: Step) -> None:
        """Words wait for a case only while it is asked which, and go with the next thing said."""
        if step.after.unplaced and step.said.kind not in SILENT:
            assert any(asks_which(message.choices) for message in step.messages), step.after.unplaced

    def stays_where_it_stood(self, step: Step) -> None:
        """A word on a case, a call, and what staff write by hand take nothing from the talk beside it.

        A word that waited for its office is heard where the talk goes on.
        """
        is_beside = step.said.kind in (RANG, STAFF_WROTE) or (step.of_case and not chooses_office(step))
        if not is_beside:
            return
        before, after = step.before, step.after
        assert drafts(after) == drafts(before)
        if before.state != "stopped":
            assert (after.step, after.page, after.narrowed) == (before.step, before.page, before.narrowed)
        if step.said.kind == STAFF_WROTE:
            assert after.state == ("stopped" if before.state == "stopped" else "handed_over")
        elif before.state == "stopped":
            assert (after.state, OptOut(out=False) in step.effects) == ("idle", True)
        else:
            assert after.state == before.state

    # --- drafts ---

    def keeps_drafts(self, step: Step) -> None:
        """No draft goes but by being handed in, cancelled, or as the oldest of too many that wait."""
        gone = set(drafts(step.before)) - set(drafts(step.after)) - self.handed_in
        for name in gone:
            assert (
                self._is_cancelled(step, name)
                or self._is_oldest_of_too_many(step, name)
                or step.office.service(drafts(step.before)[name].version) is None
            ), f"the draft {name} is gone after {step.said}"

    def _is_cancelled(self, step: Step, name: str) -> bool:
        act = act_of(step.said.text) if step.said.kind == "text" else None
        in_hand = name == step.before.draft
        return f"{name}:cancel" in may_mean(step) or (in_hand and act == "cancel")

    def _is_oldest_of_too_many(self, step: Step, name: str) -> bool:
        waited = step.before.parked
        return len(waited) == len(step.after.parked) == MOST_PARKED and waited[0].name == name

    def keeps_answers(self, step: Step) -> None:
        """An answer stays as it was until the person gives another one to the same question."""
        before, after = drafts(step.before), drafts(step.after)
        for name in set(before) & set(after):
            old, new = before[name], after[name]
            assert old.version == new.version
            changed = [path for path in {**old.fields, **new.fields} if _differs(old, new, path)]
            for path in sorted(set(changed) - {alike.SEEN, alike.SHOWN}):  # what we asked, no answers
                assert path in new.fields or self._comes_with_whom(step, path), (
                    f"the answer to {path} is gone"
                )
                assert name == step.before.draft == step.after.draft, "a draft that waits was changed"
                assert self._is_answered_now(step, name, path), f"{path} was changed by {step.said}"

    def _is_answered_now(self, step: Step, name: str, path: str) -> bool:
        old, new = step.before.fields.get(path), step.after.fields.get(path)
        slot = self._slot(step, path)
        if step.file and slot and KINDS[slot.field.kind].media:
            return slot.field.kind == "voice" or set(old or ()) <= set(new)
        meant = may_mean(step)
        return (
            path == step.before.step
            or any(one.startswith(f"{name}:{path}:") for one in meant)
            or (step.said.spot is not None and self._is_place_joined(slot, old, new))
            or (slot is not None and slot.field.kind in WORDS and not old)
            or self._are_words_added(step, old, new)
            or self._comes_with_whom(step, path)
        )

    def _is_place_joined(self, slot: Slot | None, old: Any, new: Any) -> bool:
        """A pin sent beside another question takes no word from the place, but the name of a pin before."""
        if slot is None or slot.field.kind != "place":
            return False
        if not old or (old.get("lat") is not None and old["text"] == (old.get("landmark") or "")):
            return True
        told = {key: part for key, part in old.items() if part and key not in ("lat", "lon")}
        return told.items() <= new.items()

    def _are_words_added(self, step: Step, old: Any, new: Any) -> bool:
        """A sentence said where a file is awaited joins the words there are; none of these is lost."""
        said = step.said.text
        words = [answer.get("text") if isinstance(answer, Mapping) else answer for answer in (old, new)]
        comes = bool(said or step.file)
        return comes and all(isinstance(one, str) for one in words) and words[1].startswith(words[0])

    def _comes_with_whom(self, step: Step, path: str) -> bool:
        """Who it is for brings along who was chosen and the name we know."""
        before, after = step.before.fields, step.after.fields
        is_changed = any(before.get(whom) != after.get(whom) for whom in (CHOSEN, FOR_WHOM))
        slot = self._slot(step, path)
        return path == CHOSEN or (is_changed and slot is not None and slot.field.kind == "person_name")

    def keeps_files(self, step: Step) -> None:
        """A file is kept, or seen by the person who has the talk, or said to be of no use here."""
        of_case = AnswerClaim | AnswerQuestion | FieldWord
        shown = [effect.file for effect in step.effects if isinstance(effect, of_case)]
        if (
            not step.file
            or shown == [step.file]
            or step.after.state == "handed_over"
            or holds(step.after, step.file)
            or any(step.file in leaves(opened.fields) for opened in step.opened)  # a voice that is a case
        ):
            return
        told = "\n".join(message.text for message in step.messages)
        assert any(words in told for words in _refusals(step.lang)), f"a file is lost with: {told}"

    def brings_drafts_back_whole(self, step: Step) -> None:
        """A draft that waited comes back with its answers and its question, in the office it was begun in."""
        waited = {draft.name: draft for draft in step.before.parked}
        if step.after.in_form and (draft := waited.get(step.after.draft)):
            assert self.offices[draft.name] == step.office_after.body, "taken up in another office"
            assert step.after.fields == draft.fields
            assert (step.after.step or "", step.after.version) == (draft.step, draft.version)
            self.counted["drafts brought back"] += 1

    def _slot(self, step: Step, path: str) -> Slot | None:
        service = step.office.service(step.before.version)
        if service is None:
            return None
        return forms.slot_at(service, step.before.fields, path) or forms.slot_at(
            service, step.after.fields, path
        )

    # --- which office, which button ---

    def chooses_one_office(self, step: Step) -> None:
        """An office is chosen by a tap, a number, its code, or a name that only it has."""
        chosen = [effect.body_id for effect in step.effects if isinstance(effect, ChooseOffice)]
        assert len(chosen) <= 1
        if not chosen or not chosen[0]:
            return
        typed = step.said.text.strip()
        named = [line for line in self.talk.directory.lines.values() if line.name == typed]
        buttons = {
            f"office:found:{name}" for name in (self._code_of(chosen[0]), chosen[0])
        }  # now, and before
        if typed.startswith("#") or (len(may_mean(step)) == 1 and may_mean(step) <= buttons):
            return
        assert [line.id for line in named] == chosen, f"“{typed}” chose {chosen}"

    def _code_of(self, body_id: str) -> str:
        return self.talk.directory.lines[body_id].code

    def has_no_dead_button(self, step: Step) -> None:
        """What the newest message offers is never too old."""
        offers = any(choice.id == step.said.choice for choice in step.offered.choices)
        if not offers or not step.offered.newest or self.is_edited:
            return
        stale = PHRASES.say("stale_choice", step.lang)
        assert not any(message.text.startswith(stale) for message in step.messages), step.said

    # --- whose ---

    def shows_nobody_elses(self, step: Step) -> None:
        """Of several who share the phone nobody is shown the drafts or cases of another."""
        self._follow(step)
        told = "\n".join(
            part for message in step.messages for part in (message.text, *_words_of(message.choices))
        )
        for secret in set(SECRET.findall(told)):
            self._may_be_told(step, secret)
        for message in step.messages:
            self._offers_own_drafts(step, message)
        for shown, owner in self.talk.case_titles.items():
            if shown in told and len(self.talk.persons) > 1:
                assert f"mine:{owner}" in may_mean(step), f"a case of {owner} is shown after {step.said}"

    def asks_other_hands(self, step: Step) -> None:
        """After half an hour it may be another of the family: before anything else it is asked whose it is.

        A button and a poster's code say themselves what is meant, and who says "stop" is asked nothing.
        """
        is_told = step.said.kind in ("choice", RANG, STAFF_WROTE, *SILENT) or step.of_case
        says_itself = is_told or step.said.text.startswith("#") or presses(step, "case", "field")
        is_stop = step.said.kind == "text" and act_of(step.said.text) == "stop"
        goes_on = step.before.state in ("idle", "asking", "confirming") and not step.office.is_area
        is_left = goes_on and step.gap >= OTHER_HANDS_AFTER and bool(_known_drafts(step))
        if is_left and len(self.talk.persons) > 1 and not says_itself and not is_stop:
            assert asks_whose(step), f"nobody asked whose, at {step.said}"

    def tells_whom_to_call(self, step: Step) -> None:
        """Where fire is spoken of, the numbers are told, whatever was asked and whoever has the talk."""
        topics = [topic for one in step.office.services.values() for topic in one.topics.values()]
        knows_alarms = any(topic.alarm.bn for topic in topics)
        is_fire = step.said.kind != "choice" and f" {FIRE}" in f" {step.said.text}"
        if knows_alarms and is_fire:
            assert any("112" in message.text for message in step.messages), f"{step.said.text} was not heard"

    def _follow(self, step: Step) -> None:
        """Remember who was chosen, and which draft was begun for whom and where."""
        before, after = step.before, step.after
        self._follow_choice(step)
        if after.draft and after.draft not in self.owners:
            self.offices[after.draft] = step.office_after.body
            self.owners[after.draft] = self.chosen
        whom = after.fields.get(CHOSEN)
        if after.draft == before.draft and whom is not None and before.fields.get(CHOSEN) != whom:
            self.chosen = self.owners[after.draft] = whom
        if after.in_form and before.draft != after.draft:
            self.chosen = self.owners[after.draft] = self.owners[after.draft] or self.chosen
        if asks_whose(step):
            self.chosen = ""
            self.asked_since |= {draft.name for draft in after.parked}
        self.asked_since.discard(after.draft)
        kept = json.dumps([after.fields, [draft.fields for draft in after.parked]], ensure_ascii=False)
        for secret, draft in self.secrets.items():
            if not draft and secret in kept:
                self.secrets[secret] = after.draft

    def _follow_choice(self, step: Step) -> None:
        for one in may_mean(step):
            kind, _, person = one.partition(":")
            if kind == "who" and person.startswith("new-"):
                self.chosen = ""
                self._takes_up(step, newcomers(step.before, step.office).get(person.removeprefix("new-"), {}))
            elif kind == "who" and person in self._sharing():
                self.chosen = "" if person == "other" else person
                self._takes_up(step, next((one.name for one in self.talk.persons if one.id == person), {}))

    def _takes_up(self, step: Step, name: Mapping[str, str | None]) -> None:
        """Who is called so may be shown the drafts that name them."""
        for draft, named in newcomers(step.before, step.office).items():
            if same_name(named, name):
                self.asked_since.discard(draft)

    def _sharing(self) -> set[str]:
        return {person.id for person in self.talk.persons} | {"other"}

    def _may_be_told(self, step: Step, secret: str) -> None:
        """Only in the draft that it was told to, while that is in hand; never to another person."""
        draft = self.secrets.get(secret)
        names = [name for one in self.talk.persons for name in one.name.values()]
        for name in newcomers(step.after, step.office_after).values():
            names += name.values()
        if draft is None or any(secret in (name or "") for name in names):
            return  # cut short, or how one of those who share the phone is called, known or from a draft
        assert draft in (step.before.draft, step.after.draft), f"{secret} of {draft} is told in another draft"
        if draft == step.after.draft and len(self.talk.persons) > 1:
            assert self.owners[draft] in ("", self.chosen), f"{secret} is told to another person"

    def _offers_own_drafts(self, step: Step, message: Message) -> None:
        """A draft that waits is offered to whose it is."""
        new = newcomers(step.after, step.office_after)
        if len(self.talk.persons) + len(new) < 2:
            return
        for choice in message.choices:
            name = choice.id.partition(":")[0]
            assert name not in new or name not in self.asked_since, (
                f"{name} of {new} is shown to whoever asks"
            )
            if name in self.owners:
                assert self.owners[name] in ("", self.chosen), f"{name} is offered to another person"

    def tells_all_on_the_card(self, step: Step) -> None:
        """Before anything is handed in the person sees each answer by its name."""
        service = step.office_after.service(step.after.version)
        cards = [one for one in step.messages if any(choice.act == "submit" for choice in one.choices)]
        for card in cards if service else ():
            assert stands_on_card(step.after)
            for slot in forms.slots(service, step.after.fields):  # type: ignore[arg-type]  # there is one
                if step.after.fields.get(slot.path) is not None and not slot.asks_for_more:
                    assert short_of(slot.field, step.lang_after) in card.text, slot.path

    # --- words ---

    def fits_the_line(self, step: Step) -> None:
        """WhatsApp would take it as it is, and what it offers can be told apart."""
        for message in step.messages:
            fits(message)

    def speaks_the_language(self, step: Step) -> None:
        """All that we say is in the person's language; what they typed and names stay as they are."""
        kept = list(self._said_by_people(step))
        for message in step.messages:
            own = [choice.title for choice in message.choices if not _is_a_name(choice)]
            told = "\n".join([message.text, message.menu, *own])
            for words in kept:
                told = told.replace(words, "")
            self._is_in(told, step.lang_after)

    def _is_in(self, told: str, lang: Lang) -> None:
        for other in _INDIAN:
            assert other == lang or not has_letters(told, other), (lang, told)
        assert has_letters(told, lang), (lang, told)

    def _said_by_people(self, step: Step) -> Iterator[str]:
        """What may stand in a message as people wrote it, longest first."""
        found = {
            *_NAMES_OF_LANGUAGES,
            *_NAMES_IN_EXAMPLES,
            *FACTS.values(),
            *world.OFFICE_NAMES.values(),
            *world.line_names(),
        }
        found |= world.bengali_of(step.lang_after)
        found |= {line.shown for lines in self.talk.cases_of.values() for line in lines}
        for session, office in ((step.before, step.office), (step.after, step.office_after)):
            service = office.service(session.version)
            for slot in forms.slots(service, session.fields) if service else ():
                found |= set(shown_of(slot, session.fields.get(slot.path), step.lang_after))
        found |= {name for person in self.talk.persons for name in person.name.values() if name}
        found |= set(row_titles(self.talk.persons, step.lang_after))
        yield from sorted(found, key=len, reverse=True)

    # --- storing ---

    def can_be_stored(self, step: Step) -> None:
        """What is kept fits its columns, jsonb and UTF-8, and each answer can be shown on one line."""
        session = step.after
        assert all(len(getattr(session, column)) <= most for column, most in COLUMNS.items())
        assert 0 <= session.page <= LARGEST_PAGE
        assert len(session.parked) <= MOST_PARKED
        assert session.state != "confirming" or session.version
        kept = json.dumps(
            [session.fields, session.held, session.unplaced, session.danger, session.intents],
            ensure_ascii=False,
        )
        assert "\\u0000" not in kept
        kept.encode()
        service = step.office_after.service(session.version)
        for slot in forms.slots(service, session.fields) if service else ():
            answer = session.fields.get(slot.path)
            if answer is not None:
                shown = KINDS[slot.field.kind].show(slot.field, answer, step.lang_after)
                assert shown.splitlines() == [shown]

    # --- counting ---

    def count(self, step: Step) -> None:
        before, after = step.before, step.after
        self.counted["messages"] += 1
        self.counted["answers"] += step.answers
        self.counted["cases"] += len(step.opened)
        self.counted["drafts"] += after.draft != "" and after.draft not in drafts(before)
        self.counted["drafts set aside"] += len(after.parked) > len(before.parked)
        self.counted["stops"] += OptOut(out=True) in step.effects
        self.counted["files in an album"] += bool(step.file) and not step.answers
        self.counted["asked whose"] += asks_whose(step)
        self.counted["words on a case"] += step.of_case is not None


def asked_last(step: Step) -> tuple[str, str]:
    """The one case of which the newest message asks something, and the one of which it wants a photo."""
    ids = [one.id for one in step.offered.choices if step.offered.newest]
    parts = [one.split(":") for one in ids if one.count(":") == 2]
    asked = {ref for kind, ref, act in parts if kind == "case" and act in (ANSWER, LATER)}
    wanted = {ref for kind, ref, act in parts if kind == "field" and act == LATER}
    return _only(asked), _only(wanted)


def asks_which(choices: Sequence[Choice]) -> bool:
    """Whether it is asked of which case words are: cases are offered, and the menu for anything else."""
    ids = [one.id for one in choices]
    return "menu:menu" in ids and any(one.startswith("case:") and one.endswith(f":{ANSWER}") for one in ids)


def _only(refs: set[str]) -> str:
    return next(iter(refs)) if len(refs) == 1 else ""


def is_command(step: Step) -> bool:
    """Whether the words mean an act, or are those of a button."""
    act = act_of(step.said.text) if step.said.kind == "text" else None
    key = bn.match_key(step.said.text)
    named = [choice for choice in step.offered.choices if key and bn.match_key(choice.title) == key]
    return (act is not None and act not in ANSWERS) or (step.said.kind == "text" and bool(named))


def _tells_of_danger(step: Step) -> bool:
    """Numbers to call are told, whoever has the talk."""
    return any(_is_of_danger(message, step.lang) for message in step.messages)


def _is_of_danger(message: Message, lang: Lang) -> bool:
    return message.text.startswith(PHRASES.say("call_at_once", lang, numbers="").strip())


def _offers_to_call(step: Step) -> bool:
    """The button that calls the office stands under a last message of its own, which does not tell the
    numbers too.
    """
    last = [message for message in step.messages[-1:] if not _is_of_danger(message, step.lang)]
    return any(choice.id.startswith(f"{CALL}:") for message in last for choice in message.choices)


def chooses_office(step: Step) -> bool:
    """The office is settled with this."""
    return any(isinstance(effect, ChooseOffice) for effect in step.effects)


@cache
def _refusals(lang: Lang) -> tuple[str, ...]:
    """Every way in which a person is told that a file was not taken, by its first sentence."""
    files = [kind.code for kind in KINDS.values() if isinstance(kind, FilesKind)]
    wrong = [Problem(f"{kind}_wrong_kind", {"accepts": ("image",)}) for kind in files]
    many = [Problem(f"{kind}_too_many", {"most": most}) for kind in files for most in range(1, 11)]
    told = [problem_words(problem, lang) for problem in (*wrong, *many)]
    return tuple(_FIRST.split(words)[0] for words in (*told, *(PHRASES.say(key, lang) for key in _NOT_TAKEN)))


# --- sessions ---


def stands_on_card(session: Session) -> bool:
    """The card is shown, whoever has the talk."""
    return bool(session.version) and not session.step and session.state in ("confirming", "handed_over")


def drafts(session: Session) -> dict[str, Draft]:
    """All drafts there are: those that wait and the one in hand."""
    found = {draft.name: draft for draft in session.parked}
    if session.version and session.state != "stopped":
        in_hand = Draft(session.version, session.draft, session.step, session.fields, session.person)
        found[session.draft] = in_hand
    return found


def same_name(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> bool:
    return any(written and written == other.get(script) for script, written in one.items())


def newcomers(session: Session, office: Office) -> dict[str, Mapping[str, str | None]]:
    """The drafts that wait and name somebody whom the office does not know, each with the name."""
    found = {}
    for draft in session.parked:
        service = office.service(draft.version)
        asked = service and next(
            (one for one in service.ask if getattr(one, "kind", "") == "person_name"), None
        )
        if service and asked and service.concerns == "person" and not draft.fields.get(CHOSEN):
            name = draft.fields.get(asked.field) or {}
            if any(name.values()):
                found[draft.name] = name
    return found


def _known_drafts(step: Step) -> list[str]:
    """The drafts of which the definition is still known: those that wait, and the one in hand."""
    in_hand = [step.before.draft] if step.before.in_form and step.office.service(step.before.version) else []
    return [draft.name for draft in step.before.parked] + in_hand


def left_out(service: Service, answers: Mapping[str, Any]) -> Iterator[str]:
    """Required questions that apply and have no answer."""
    for slot in forms.slots(service, answers):
        if slot.field.required and answers.get(slot.path) is None and slot.path != FOR_WHOM:
            yield slot.path


def _differs(old: Draft, new: Draft, path: str) -> bool:
    missing = object()
    return old.fields.get(path, missing) != new.fields.get(path, missing)


def may_mean(step: Step) -> set[str]:
    """The choices that this may mean: the one tapped; of words, those of that title, number, place or act."""
    said = step.said
    if said.choice:
        return {said.choice}
    is_open = step.offered.newest or not (step.before.in_form or step.before.state == "handed_over")
    if said.kind != "text" or not (is_open or step.before.state == "confirming"):
        return set()
    key, act = bn.match_key(said.text), act_of(said.text)
    acts = MEANS.get(act or "", ())
    choices = step.offered.choices
    if not is_open:  # something else was told after the card: only the very words of a button press it
        return {choice.id for choice in choices if bn.match_key(choice.title) == key}
    meant = {choice.id for choice in choices if bn.match_key(choice.title) == key or choice.act in acts}
    if key.isdecimal() and len(key) < 4:
        meant |= {choice.id for choice in choices if key in bn.match_key(choice.title).split()}
        meant |= {choice.id for place, choice in enumerate(choices, start=1) if place == int(key)}
    return meant


def presses(step: Step, *kinds: str) -> bool:
    """Whether this may press a button of one of these kinds, or is a tap on any."""
    return bool(step.said.choice) or any(one.partition(":")[0] in kinds for one in may_mean(step))


def asks_whose(step: Step) -> bool:
    return any(choice.id.startswith("who:") for message in step.messages for choice in message.choices)


# --- messages ---


def fits(message: Message) -> None:
    """WhatsApp takes this message: a text, buttons or a list."""
    assert message.text.strip()
    assert units(message.text) <= (BODY if message.choices else TEXT), message.text
    assert len(message.choices) <= LIST
    assert len({choice.id for choice in message.choices}) == len(message.choices)
    told_apart = {(bn.match_key(choice.title), choice.description) for choice in message.choices}
    assert len(told_apart) == len(message.choices), [choice.title for choice in message.choices]
    for choice in message.choices:
        assert choice.title.strip()
        assert units(choice.title) <= ROW
        assert units(choice.description) <= DESCRIPTION
        assert units(choice.id) <= ID
    are_buttons = len(message.choices) <= BUTTONS and all(
        units(choice.title) <= BUTTON and not choice.description for choice in message.choices
    )
    if not are_buttons:
        assert message.menu.strip()
        assert units(message.menu) <= LIST_BUTTON


def _words_of(choices: tuple[Choice, ...]) -> Iterator[str]:
    for choice in choices:
        yield from (choice.title, choice.description)


def _is_a_name(choice: Choice) -> bool:
    """A person, a place or a language, shown by its name; or a time."""
    kind = choice.id.partition(":")[0]
    return (
        kind in ("who", "mine", "office", "lang")
        or choice.id == "menu:language"
        or _PERSON.fullmatch(choice.id) is not None
    )


def shown_of(slot: Slot, answer: Any, lang: Lang) -> Iterator[str]:
    """An answer in the person's own words, in all the lengths in which it is shown."""
    if answer is None or slot.field.kind not in (*WORDS, "person_name", "place", "phone"):
        return
    whole = KINDS[slot.field.kind].show(slot.field, answer, lang)
    yield whole
    for longest in (200, 80, 40, 20):
        yield shorten(whole, longest)
