"""Voices that nobody has heard, as the desk shows them: the queue, and one of them to be written down."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import Officer
from janasetu.cases.choices import EventCode
from janasetu.cases.listening import voices_of
from janasetu.cases.models import VoiceNote
from janasetu.cases.queries import attachments_of, events_of
from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.fields.text import VOICE, words_in
from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.fields.wording import problem_words, short_of
from janasetu.catalogue.form import Filled, Slot
from janasetu.console.answers import ward_words
from janasetu.console.forms.questions import Said, boxes_of, given_by
from janasetu.console.intake import Question, Wrong
from janasetu.console.photos import Photo, photos_of
from janasetu.lib import bn, clock
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

_MAY_BE_LEFT_OUT = "place"  # the kind: who is not understood says where it is when they are asked


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice of the queue. `listener`: who has it open now; `rings`: the desk is called to it."""

    ref: str
    number: str
    since: str
    spoken: str
    listener: str
    rings: bool
    is_again: bool  # the citizen was asked to say it again, and has
    url: str


def voice_rows(notes: Iterable[VoiceNote], *, lang: Lang, now: datetime, wall: datetime) -> list[VoiceRow]:
    """A row for each; nothing is looked up."""
    return [_row(note, lang=lang, now=now, wall=wall) for note in notes]


def _row(note: VoiceNote, *, lang: Lang, now: datetime, wall: datetime) -> VoiceRow:
    many = len(voices_of(note))
    return VoiceRow(
        ref=note.case.ref,
        number=note.case.grouped_ref,
        since=bn.moment(note.arrived_at, lang, now),
        spoken=ngettext("%(many)s voice message", "%(many)s voice messages", many)
        % {"many": bn.number(many, lang)},
        listener=listener_of(note, lang, wall=wall),
        rings=note.alarmed_at is not None,
        is_again=note.case.first_action_at is not None,
        url=reverse("console:voice", args=[note.case.ref]),
    )


def listener_of(note: VoiceNote, lang: Lang, *, wall: datetime) -> str:
    """Who has it open now; empty where nobody has."""
    if note.listener is None or note.listens_until is None or note.listens_until <= wall:
        return ""
    return in_language(note.listener.name, lang)


def players_of(note: VoiceNote, lang: Lang) -> list[Photo]:
    """Its voices first, then whatever else the citizen has sent. Two queries."""
    shown = photos_of(note.case, list(attachments_of(note.case)), lang=lang)
    spoken = voices_of(note)
    order = [file for file in spoken if file in shown] + [file for file in shown if file not in spoken]
    return [shown[file] for file in order]


def words_beside(note: VoiceNote) -> list[str]:
    """What the citizen wrote of it since. One query."""
    written = events_of(note.case).filter(code=EventCode.ANSWERED, params__has_key="note")
    return [str(params["note"]) for params in written.values_list("params", flat=True)]


class Hearing:
    """What somebody writes down of a voice. `judged`: it was sent, so that it says what is wrong."""

    def __init__(self, note: VoiceNote, said: Said, *, lang: Lang, today: dt.date, judged: bool) -> None:
        self.lang = lang
        self.judged = judged
        self.note = note
        self.service = note.case.service
        self.version = str(note.case.version_id)  # by which the lists of options know what is asked
        self.said = said
        self.refused: list[str] = []
        self._today = today

    @property
    def voice_path(self) -> str:
        """The question that the voice answers."""
        asked = self.service.voice_question
        return asked.field if asked else ""

    @property
    def voices(self) -> int:
        """How many voices the page had when it was opened."""
        told = self.said.one("_voices")
        return int(told[:3]) if told.isascii() and told.isdecimal() else len(voices_of(self.note))

    @cached_property
    def _slots(self) -> list[Slot]:
        """The questions, that of the voice first; what is answered by files alone is not asked."""
        asked = [slot for slot in catalogue.slots(self.service, self._answers) if _is_typed(slot)]
        return sorted(asked, key=lambda slot: slot.path != self.voice_path)

    @cached_property
    def _filled(self) -> Filled:
        return catalogue.fill(self.service, self._given, today=self._today, territory=self._territory)

    @property
    def _answers(self) -> Mapping[str, Any]:
        return self._filled.answers

    @cached_property
    def _given(self) -> Mapping[str, Sequence[Given]]:
        top = [slot for slot in catalogue.slots(self.service, {}) if _is_typed(slot)]
        typed = given_by(top, self._said_of(top))
        voices = Given(files=tuple(str(file) for file in voices_of(self.note)), media=VOICE)
        return typed | {self.voice_path: [voices, *typed.get(self.voice_path, ())]}

    def _said_of(self, top: Sequence[Slot]) -> Said:
        """What was typed; where nothing but a ward was said, that is the place in words too."""
        wards = {
            slot.path: [ward_words(self.said.one(f"{slot.path}:ward"), self.lang)]
            for slot in top
            if self.said.one(f"{slot.path}:ward").strip()
            and not (self.said.one(slot.path).strip() or self.said.one(f"{slot.path}:landmark").strip())
        }
        return self.said.with_values(wards)

    @cached_property
    def _territory(self) -> Territory:
        body = self.note.case.body
        wards = bodies.wards([body.id], clock.now())[body.id]
        return Territory.of(body.name, (ward.number for ward in wards))

    # --- the page ---

    @cached_property
    def questions(self) -> list[Question]:
        return [self._question(slot) for slot in self._slots]

    def _question(self, slot: Slot) -> Question:
        name = _("What is said") if slot.path == self.voice_path else short_of(slot.field, self.lang)
        problem = self.problems.get(slot.path) if self.judged else None
        return Question(
            slot=slot,
            name=name,
            ask="",
            lang=self.lang,
            boxes=boxes_of(slot, self.said, self.lang),
            wrong=[problem_words(problem, self.lang)] if problem else [],
            steers=False,
        )

    @cached_property
    def problems(self) -> dict[str, Problem]:
        """What is wrong, by question. A place may be missing, for it is asked; the words may not."""
        asked = {slot.path: slot.field.kind for slot in self._slots}
        found = {
            path: problem
            for path, problem in self._filled.problems.items()
            if path in asked and not (asked[path] == _MAY_BE_LEFT_OUT and problem.key == "answer_needed")
        }
        if not words_in(self._answers.get(self.voice_path) or "").strip():
            found.setdefault(self.voice_path, Problem("answer_needed"))
        return found

    @property
    def whole(self) -> bool:
        return not self.problems

    @property
    def wrong(self) -> Wrong:
        """For the summary above the form."""
        return Wrong(self.questions if self.judged else (), self.refused)

    # --- the end ---

    def is_written_by(self, officer: Officer) -> bool:
        """Whether this post has written down these very words already."""
        kept = words_in(self.note.case.fields.get(self.voice_path) or "")
        return self.note.heard_by == officer.post and kept == self.fields[self.voice_path]

    @property
    def fields(self) -> dict[str, Any]:
        """The answers as a case keeps them; of the voice its words."""
        kept = catalogue.folded(self.service, self._answers)
        typed = {slot.path.partition(".")[0] for slot in self._slots}
        words = words_in(kept.get(self.voice_path) or "")
        return {name: kept[name] for name in kept if name in typed} | {self.voice_path: words}


def _is_typed(slot: Slot) -> bool:
    """Whether something can be written there, and not files alone be sent."""
    return slot.field.kind not in ("photo", "document", "voice") and not slot.asks_for_more
