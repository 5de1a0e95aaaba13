"""What a citizen says about a case of theirs: whose word it is, and the cases it is about, locked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.cases import queries
from janasetu.cases.choices import AttachmentRole, EventCode, PartyRole
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang
from janasetu.messaging.values import Message, Outgoing
from janasetu.people.values import ContactKey


@dataclass(frozen=True, slots=True)
class CitizenWord:
    """A word of a contact, in its epoch, about the case of this number."""

    ref: str
    contact: ContactKey
    epoch: int
    line_id: UUID
    lang: Lang
    source: str
    caused_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What some words are about: the cases, locked, and whose number each is, both by the number."""

    cases: Mapping[str, Case]
    parties: Mapping[str, CaseParty]

    def supports(self, ref: str) -> bool:
        """Whether somebody else's word decides the case of this number: it is merged, or they joined it."""
        party = self.parties.get(ref)
        return party is not None and (
            party.role != PartyRole.COMPLAINANT or party.case_id != self.cases[ref].id
        )

    @property
    def each(self) -> list[Case]:
        """The cases, each once."""
        return list({case.id: case for case in self.cases.values()}.values())

    def complainants(self) -> dict[UUID, CaseParty]:
        """Whose word decides, by case. One query where somebody else speaks, else none."""
        known = {self.cases[ref].id: party for ref, party in self.parties.items() if not self.supports(ref)}
        others = {case.id: case.body_id for case in self.each if case.id not in known}
        return known | (queries.parties(set(others.values()), others) if others else {})


def heard(refs: Collection[str]) -> Heard:
    """The cases of these numbers; of a supporter, and of a case that is merged, the one that is worked on.

    Three queries for any number of them, locked in a fixed order.
    """
    parties = queries.parties_numbered(refs)
    roots = {ref: party.case.parent_id or party.case_id for ref, party in parties.items()}
    locked = queries.cases_locked({party.body_id for party in parties.values()}, roots.values())
    if any(case.parent_id for case in locked):
        return heard(refs)  # merged at this very moment; now that is seen
    cases = {case.id: case for case in locked}
    return Heard({ref: cases[root] for ref, root in roots.items()}, parties)


def is_theirs(word: CitizenWord, party: CaseParty | None) -> bool:
    """It is the word of whose number it is, on a phone that has not changed hands since."""
    return party is not None and (party.contact_id, party.contact_epoch) == (word.contact.id, word.epoch)


def too_late(word: CitizenWord) -> Outgoing:
    """The same words for a late answer and for somebody else's: nobody learns whether a case exists."""
    return unheard(word, "answer_too_late")


def unheard(word: CitizenWord, why: str) -> Outgoing:
    """That a word was not taken, and why: a key of phrases.yaml."""
    text = PHRASES.say(why, word.lang, ref=grouped(word.ref))
    return Outgoing(word.contact, word.line_id, Message(text), word.source, word.caused_by)


def answered(case: Case, params: Mapping[str, Any], *, now: datetime) -> CaseEvent:
    """That the citizen has told more of the case: a note, photos, a voice."""
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.ANSWERED,
        by="citizen",
        params=dict(params),
        at=now,
    )


def given(case: Case, files: Sequence[tuple[int, UUID]], *, now: datetime) -> Iterator[CaseAttachment]:
    """The files (bucket, id) as papers that the citizen gave."""
    for bucket, file in files:
        role = AttachmentRole.HELD if case.confidential else AttachmentRole.GIVEN
        yield CaseAttachment(
            id=uuid7(), body_id=case.body_id, case=case, role=role, file_bucket=bucket, file_id=file, at=now
        )
