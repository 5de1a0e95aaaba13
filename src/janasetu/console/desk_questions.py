"""What a desk is asked to write down, as the form of its move shows it: an inspection, a photo."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.datastructures import MultiValueDict

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import LocalBody
from janasetu.cases.models import Case
from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.fields.wording import problem_words, short_of
from janasetu.catalogue.form import Filled, Slot
from janasetu.catalogue.schema import Stage
from janasetu.console.forms.questions import FACES, Box, KeptFile, Said, boxes_of
from janasetu.console.intake import Question, Wrong
from janasetu.documents import actions as documents
from janasetu.documents import gate
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files
from janasetu.lib import clock
from janasetu.lib.words import Lang

_MEDIA = {"photo": "image", "document": "document", "voice": "audio"}
_NOTHING: Mapping[str, Sequence[str]] = {}


class DeskSheet:
    """The form of a desk for one move. `judged`: it was sent, so that it says what is wrong.

    The names of its boxes begin with what names desk and move: a page may have several such forms.
    """

    def __init__(
        self,
        stage: Stage,
        case: Case,
        *,
        desk: UUID,
        move: str,
        lang: Lang,
        said: Said | None = None,
        territory: Territory | None = None,
    ) -> None:
        self.stage = stage
        self.lang = lang
        self.judged = said is not None
        self._case = case
        self._prefix = f"at-{desk.hex}-{move}-"
        self._today = clock.local(clock.now()).date()
        self._said = said or Said(_NOTHING)
        self._around = territory
        self._refused: list[tuple[str, str]] = []  # what the gate said: a path, words

    @property
    def asks_for_photos(self) -> bool:
        """Whether photos have a question of their own."""
        return any(slot.field.kind == "photo" for slot in self._slots)

    # --- what was typed ---

    @cached_property
    def _beside(self) -> dict[str, Any]:
        """What the application said: conditions may look at it."""
        return catalogue.unfolded(self._case.service, self._case.fields)

    @cached_property
    def _slots(self) -> list[Slot]:
        """The questions that apply to what was typed."""
        answers = {**self._beside}
        found: list[Slot] = []
        for slot in catalogue.slots(self.stage, answers):
            found.append(slot)
            answers[slot.path] = self._read(slot)
        return found

    def _read(self, slot: Slot) -> Any:
        """The answer as far as it can be read; None else."""
        kind, answer = KINDS[slot.field.kind], None
        for part in self._given(slot):
            if part.text.strip() or part.code or part.files:
                answer = kind.read_in(
                    slot.field, part, territory=self._territory, today=self._today, earlier=answer
                )
                if isinstance(answer, Problem):
                    return None
        return answer

    @cached_property
    def filled(self) -> Filled:
        """What the definition makes of the answers."""
        return catalogue.fill(
            self.stage,
            {slot.path: self._given(slot) for slot in self._slots},
            today=self._today,
            territory=self._territory,
            beside=self._beside,
        )

    def _given(self, slot: Slot) -> list[Given]:
        return FACES[slot.field.kind].given(self._prefix + slot.path, self._said)

    @cached_property
    def _territory(self) -> Territory:
        if self._around is not None:
            return self._around
        return territory_of(self._case.body)

    def take_files(self, sent: "MultiValueDict[str, Any]", *, now: datetime) -> None:
        """Let what was sent for the questions through the gate; what it keeps out is told beside one."""
        more: dict[str, list[str]] = {}
        for slot in self._slots:
            name = self._prefix + slot.path
            for upload in sent.getlist(name) if slot.field.kind in _MEDIA else ():
                try:
                    file = documents.receive(
                        upload.read(gate.MOST_BYTES + 1), now=now, kind=_MEDIA[slot.field.kind]
                    )
                except gate.FileRefusedError as error:
                    self._refused.append((slot.path, gate.PHRASES.say(error.reason, self.lang)))
                    continue
                kept = KeptFile(file.bucket, str(file.id), _media_of(file.mime))
                more.setdefault(f"{name}:kept", [*self._said.all(f"{name}:kept")]).append(kept.sealed())
        if more:
            self._said = self._said.with_values(more)
            for derived in ("_slots", "filled"):
                self.__dict__.pop(derived, None)

    @property
    def said(self) -> Said:
        """What was typed, with the files that the gate has let in."""
        return self._said

    # --- what it shows ---

    @property
    def questions(self) -> list[Question]:
        return [self._question(slot) for slot in self._slots]

    def _question(self, slot: Slot) -> Question:
        here = replace(slot, path=self._prefix + slot.path)
        name = short_of(slot.field, self.lang)
        asked = slot.field.label.in_(self.lang) if slot.field.label else ""
        return Question(
            slot=here,
            name=name,
            ask="" if asked == name else asked,
            lang=self.lang,
            boxes=[_plain(box, slot, self.lang) for box in boxes_of(here, self._said, self.lang)],
            wrong=self._errors(slot.path),
            steers=False,
        )

    def _errors(self, path: str) -> list[str]:
        told = [words for place, words in self._refused if place == path]
        problem = self.filled.problems.get(path) if self.judged and not told else None
        return [*([problem_words(problem, self.lang)] if isinstance(problem, Problem) else []), *told]

    @property
    def is_whole(self) -> bool:
        return not self.filled.problems and not self._refused

    @property
    def wrong(self) -> Wrong:
        return Wrong(self.questions if self.judged else ())

    # --- what comes of it ---

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.filled.answers)

    def files(self) -> list[ReceivedFile]:
        """Its photos and papers."""
        sent = [
            (file.bucket, UUID(file.id))
            for slot in self._slots
            if KINDS[slot.field.kind].media
            for file in self._said.files(self._prefix + slot.path)
        ]
        found = files(sent) if sent else {}
        return [found[file_id] for _, file_id in sent if file_id in found]


def territory_of(body: LocalBody) -> Territory:
    """The wards that a place may lie in. One query."""
    wards = bodies.wards([body.id], clock.now())[body.id]
    return Territory.of(body.name, (ward.number for ward in wards))


def _plain(box: Box, slot: Slot, lang: Lang) -> Box:
    """A box that needs no look-up: of many options one is picked of a list."""
    if box.shape != "search":
        return box
    if not slot.field.options:
        return replace(box, shape="line")
    choices = [("", "—"), *((code, option.name.in_(lang)) for code, option in slot.field.options.items())]
    return replace(box, name=box.code_name, shape="select", choices=choices)


def _media_of(mime: str) -> str:
    """The kind of a file as the field kinds name it."""
    return "pdf" if mime == gate.PDF else mime.partition("/")[0]
