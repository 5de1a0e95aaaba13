"""What was said over a case, both ways, as rows of messages: questions of the form, notices, answers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from janasetu.cases.models import Case
from janasetu.cases.notices import worded
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.fields.wording import label_of
from janasetu.catalogue.form import Slot, slots, unfolded
from janasetu.conversations.engine.saying import PHRASES
from janasetu.demo.past.citizens import Citizen
from janasetu.demo.past.life import Life, Told
from janasetu.demo.past.stamps import Stamps
from janasetu.documents.models import ReceivedFile
from janasetu.lib.clock import local
from janasetu.lib.phones import grouped
from janasetu.messaging.choices import InboundState, OutboundKind, OutboundState
from janasetu.messaging.models import InboundMessage, OutboundMessage, Window
from janasetu.messaging.reach import window_open
from janasetu.messaging.values import Choice, Media, Message, Said

_MOST_CHOICES = 10
# Meta, "Upcoming pricing updates", 25 August 2026.
_TALKS_COST_SINCE, _FREE_A_MONTH = date(2026, 10, 1), 1000
_PACE = timedelta(seconds=25)


@dataclass(slots=True)
class Letters:
    """All messages of the past. What we said has been read or delivered: nobody sends it any more."""

    stamps: Stamps
    chance: Random
    heard: list[InboundMessage] = field(default_factory=list)
    said: list[OutboundMessage] = field(default_factory=list)
    free: Counter[tuple[UUID, date]] = field(default_factory=Counter)  # by number and month

    def hear(self, citizen: Citizen, said: Said, at: datetime, *, kind: str = "text") -> UUID:
        """Something that the citizen said; its id."""
        assert citizen.contact
        message_id = self.stamps.at(at)
        self.heard.append(
            InboundMessage(
                id=message_id,
                bucket=citizen.contact.bucket,
                contact_id=citizen.contact.id,
                line_id=citizen.office.line.id,
                batch_id=message_id,
                provider_id=f"wamid.past.{message_id.hex}",
                kind=kind,
                said=said.as_json(),
                state=InboundState.DONE,
                provider_at=at.replace(microsecond=0),
                received_at=at,
                done_at=at,
            )
        )
        citizen.last_said = max(at, citizen.last_said or at)
        return message_id

    def say(
        self,
        citizen: Citizen,
        message: Message,
        at: datetime,
        *,
        source: str,
        caused_by: UUID | None = None,
        template: dict[str, Any] | None = None,
        about: Case | None = None,
        draft: str = "",
    ) -> None:
        """Something that the office said; of a case, or while the form was open that became it."""
        assert citizen.contact
        category, billable = self._charge(citizen, at)
        message_id = self.stamps.at(at)
        self.said.append(
            OutboundMessage(
                id=message_id,
                bucket=citizen.contact.bucket,
                contact_id=citizen.contact.id,
                line_id=citizen.office.line.id,
                source=source,
                caused_by=caused_by,
                kind=OutboundKind.CHOICE if message.choices else OutboundKind.TEXT,
                text=message.text,
                choices=[
                    {"id": c.id, "title": c.title, "description": c.description} for c in message.choices
                ],
                menu=message.menu,
                template=template,
                state=OutboundState.READ if self.chance.random() < 0.75 else OutboundState.DELIVERED,
                attempts=1,
                provider_id=f"wamid.past.{message_id.hex}",
                category=category,
                billable=billable,
                about_body_id=citizen.office.body.id,
                about_id=about.id if about else None,
                draft=draft,
                queued_at=at,
                claimed_at=at,
            )
        )

    def _charge(self, citizen: Citizen, at: datetime) -> tuple[str, bool]:
        """What the provider would have charged it as, and whether it cost anything then."""
        if not window_open(citizen.last_said, at):
            return "utility", True
        month = (citizen.office.line.id, local(at).date().replace(day=1))
        self.free[month] += 1
        return "service", local(at).date() >= _TALKS_COST_SINCE and self.free[month] > _FREE_A_MONTH


def _form_of(case: Case) -> str:
    """The name of the form that became the case."""
    return case.id.hex[-10:]


def told(life: Life, letters: Letters) -> None:
    """What was said over the case after it was opened, and the acknowledgement."""
    caused_by = None
    for one in life.told:
        if one.notice:
            message, template = worded(one.notice, life.citizen.lang)
            letters.say(
                life.citizen,
                message,
                one.at,
                source=one.notice.source,
                caused_by=caused_by,
                template=template,
                about=life.case,
                draft=_form_of(life.case) if one.notice.key == "opened" else "",
            )
        else:
            caused_by = letters.hear(
                life.citizen, _said(one), one.at, kind="interactive" if one.choice else "text"
            )


def _said(one: Told) -> Said:
    return Said("choice", text=one.said, choice=one.choice) if one.choice else Said("text", text=one.said)


# --- the talk in which the form was filled ---


def filled(life: Life, letters: Letters, files: Sequence[ReceivedFile]) -> None:
    """The questions of the form and their answers, one after the other, up to the opening of the case."""
    service, lang = life.matter.service, life.citizen.lang
    answers = unfolded(service, life.matter.answers)
    asked = list(slots(service, answers))
    at = life.case.opened_at - _PACE * (len(asked) + 2)
    by_id = {str(file.id): file for file in files}
    caused_by = letters.hear(life.citizen, Said("text", text=service.name.in_(lang)), at)
    for slot in asked:
        at += _PACE
        message = Message(label_of(slot.field, lang), tuple(_choices(slot, life)))
        letters.say(
            life.citizen,
            message,
            at,
            source=f"past:{life.case.id}:{slot.path}",
            caused_by=caused_by,
            draft=_form_of(life.case),
        )
        for said, kind in _answered(slot, answers.get(slot.path), life, by_id):
            caused_by = letters.hear(life.citizen, said, at + _PACE / 2, kind=kind)
    submit = Choice("past:submit", PHRASES.say("submit", lang))
    letters.hear(
        life.citizen, Said("choice", text=submit.title, choice=submit.id), at + _PACE, kind="interactive"
    )


def _choices(slot: Slot, life: Life) -> Iterator[Choice]:
    for code, option in list(slot.field.options.items())[:_MOST_CHOICES]:
        yield Choice(f"past:{slot.path}:{code}", option.name.in_(life.citizen.lang))


def _answered(
    slot: Slot, answer: Any, life: Life, files: dict[str, ReceivedFile]
) -> Iterator[tuple[Said, str]]:
    """How the person said it: words, a tap, photographs, or nothing."""
    lang = life.citizen.lang
    if answer is None:
        yield Said("text", text=slot.field.skip.in_(lang) if slot.field.skip else "না"), "text"
    elif KINDS[slot.field.kind].media:
        for file_id in answer:
            media = Media(files[file_id].provider_id, "image", "image/jpeg")
            yield Said("image", media=media), "image"
    elif slot.field.options:
        title = KINDS[slot.field.kind].show(slot.field, answer, lang)
        yield Said("choice", text=title, choice=f"past:{slot.path}:{answer}"), "interactive"
    else:
        yield Said("text", text=_typed(slot, answer, life)), "text"


def _typed(slot: Slot, answer: Any, life: Life) -> str:
    if slot.field.kind == "phone":
        return grouped(answer)
    return KINDS[slot.field.kind].show(slot.field, answer, life.citizen.lang)


def window_of(citizen: Citizen, stamps: Stamps) -> Window:
    """How the citizen is reached on the line, since what was said last."""
    assert citizen.contact
    assert citizen.last_said
    return Window(
        id=stamps.at(citizen.last_said),
        bucket=citizen.contact.bucket,
        contact_id=citizen.contact.id,
        line_id=citizen.office.line.id,
        address=citizen.phone,
        address_kind="wa_id",
        last_inbound_at=citizen.last_said,
    )
