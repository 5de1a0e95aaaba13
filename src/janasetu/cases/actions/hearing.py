"""What a citizen says about a case of theirs: whose word it is, and the cases it is about, locked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from janasetu.cases.choices import AttachmentRole
from janasetu.cases.models import Case, CaseAttachment, CaseParty
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


def locked(refs: set[str]) -> dict[str, Case]:
    """The cases, locked in a fixed order. A number carries its body's own number, so it is one case only."""
    numbers = {int(ref[2:6]) for ref in refs if len(ref) > 6 and ref.isdecimal()}
    rows = Case.objects.select_for_update(of=("self",)).filter(body__number__in=numbers, ref__in=refs)
    known = rows.select_related(
        "body", "officer__body", "resolved_by__body", "department", "resolved_in"
    ).order_by("body_id", "id")
    return {case.ref: case for case in known}


def is_theirs(word: CitizenWord, party: CaseParty | None) -> bool:
    """It is the word of who opened the case, on a phone that has not changed hands since."""
    return party is not None and (party.contact_id, party.contact_epoch) == (word.contact.id, word.epoch)


def too_late(word: CitizenWord) -> Outgoing:
    """The same words for a late answer and for somebody else's: nobody learns whether a case exists."""
    return unheard(word, "answer_too_late")


def unheard(word: CitizenWord, why: str) -> Outgoing:
    """That a word was not taken, and why: a key of phrases.yaml."""
    text = PHRASES.say(why, word.lang, ref=grouped(word.ref))
    return Outgoing(word.contact, word.line_id, Message(text), word.source, word.caused_by)


def given(case: Case, files: Sequence[tuple[int, UUID]], *, now: datetime) -> Iterator[CaseAttachment]:
    """The files (bucket, id) as papers that the citizen gave."""
    for bucket, file in files:
        role = AttachmentRole.HELD if case.confidential else AttachmentRole.GIVEN
        yield CaseAttachment(
            id=uuid7(), body_id=case.body_id, case=case, role=role, file_bucket=bucket, file_id=file, at=now
        )
