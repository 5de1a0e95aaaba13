"""A case that was misunderstood may teach the next model: its words are masked, and somebody reviews them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from janasetu.bodies.models import Officer
from janasetu.cases import queries
from janasetu.cases.choices import EventCode, PhraseState
from janasetu.cases.models import Case, CaseEvent, CaseReading, TrainingPhrase
from janasetu.cases.rules import RefusedError
from janasetu.cases.searching import texts_in, words_told
from janasetu.cases.teaching import (
    MOST_WORDS,
    WAITS,
    candidate_for_update,
    decided_so,
    is_in_the_bank,
    language_for,
    may_teach,
    teachable,
    was_accepted,
)
from janasetu.cases.understood import key_of, label_of
from janasetu.lib import bn
from janasetu.lib.fold import fold_words
from janasetu.lib.ids import uuid7
from janasetu.lib.text import shorten, tame
from janasetu.understanding.masking import MASK, masked, tells_who

_LEAST_WORDS = 2  # that say anything


# --- candidates ---


def propose_phrase(case: Case, event: CaseEvent, *, now: datetime) -> None:
    """Let the citizen's words wait for a review after an officer has said that the case is about something
    else, or given it to a department that its subject has not.

    Nothing of who is hidden, of what an officer wrote for somebody, or of what says too little.
    """
    was, becomes = _meaning(case, event)
    if case.confidential or not was or not _wrote_it(case):
        return
    words = _masked_words(case)
    waiting = TrainingPhrase.objects.filter(
        body_id=case.body_id, case_id=case.id, state=PhraseState.CANDIDATE
    )
    if earlier := waiting.select_for_update().first():
        _go_on(earlier, becomes, by=event.by, now=now)
    elif _says_enough(words) and not was_accepted(case.body_id, key_of(words)):
        _candidate(case, words, was, becomes, by=event.by, now=now).save(force_insert=True)


def _meaning(case: Case, event: CaseEvent) -> tuple[str, str]:
    """What the words were taken for, and what they mean; nothing where nothing was taken for another, and
    no meaning where only the department was another.
    """
    label = label_of(case.service, case.fields)
    if event.code == EventCode.SUBJECT_CORRECTED:
        asked, before = case.service.titled_by or "", event.params["from"]
        return label_of(case.service, {**case.fields, asked: before}) if before else "", label
    usual = case.service.department_in(case.body.kind, case.fields)
    was_read = CaseReading.objects.filter(body_id=case.body_id, case_id=case.id)
    return (label, "") if event.params.get("department") != usual and was_read.exists() else ("", "")


def _wrote_it(case: Case) -> bool:
    """Whether the citizen wrote it themselves: no officer for them, and none what they heard of a voice."""
    told = queries.events_of(case).filter(code__in=(EventCode.OPENED, EventCode.VOICE_HEARD))
    return dict(told.values_list("code", "by")) == {EventCode.OPENED: "citizen"}


def _masked_words(case: Case) -> str:
    """The citizen's words without what tells who they are."""
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    names, numbers = list(_answers(case, "person_name")), list(_answers(case, "phone"))
    if party:
        names.append(party.name)
        numbers.append(party.phone)
    words = " ".join(words_told(case.service, case.fields).split())
    return shorten(masked(words, names=names, numbers=numbers), MOST_WORDS)


def _says_enough(words: str) -> bool:
    return len(fold_words(words.replace(MASK, ""))) >= _LEAST_WORDS


def _answers(case: Case, kind: str) -> Iterator[str]:
    """The texts of the answers to questions of this kind."""
    for asked in case.service.fields():
        if asked.kind == kind:
            yield from texts_in(case.fields.get(asked.field))


def _go_on(earlier: TrainingPhrase, becomes: str, *, by: str, now: datetime) -> None:
    """The case was put right once more: its words mean this; back where they began, they teach nothing."""
    if becomes == earlier.was:
        earlier.delete()
        return
    earlier.now, earlier.by, earlier.at = becomes or earlier.now, by, now
    earlier.save(update_fields=["now", "by", "at"])


def _candidate(case: Case, words: str, was: str, becomes: str, *, by: str, now: datetime) -> TrainingPhrase:
    return TrainingPhrase(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        text=words,
        language=language_for(words),
        key=key_of(words),
        was=was,
        now=becomes,
        by=by,
        at=now,
    )


# --- the review ---


@transaction.atomic
def accept_phrase(
    *, officer: Officer, phrase_id: UUID, text: str, label: str, now: datetime
) -> TrainingPhrase:
    """Let the next model learn that these words mean this. RefusedError says why it may not.

    A button that is pressed twice accepts once.
    """
    _require_teacher(officer, now=now)
    words = _checked(text)
    phrase = candidate_for_update(officer, phrase_id)
    if phrase is None:
        return _decided_already(officer, phrase_id, state=PhraseState.ACCEPTED, text=words, now=label)
    if label not in teachable(officer.body):
        raise RefusedError("phrase_label")
    if was_accepted(officer.body_id, key_of(words)) or is_in_the_bank(key_of(words)):
        raise RefusedError("phrase_known")
    phrase.text, phrase.key, phrase.language = words, key_of(words), language_for(words)
    phrase.now, phrase.state = label, PhraseState.ACCEPTED
    try:
        with transaction.atomic():
            _reviewed(phrase, by=officer.post, now=now)
    except IntegrityError as error:  # a colleague accepted the same words at this very moment
        raise RefusedError("phrase_known") from error
    return phrase


@transaction.atomic
def refuse_phrase(*, officer: Officer, phrase_id: UUID, now: datetime) -> None:
    """Let nobody learn from these words, which are gone then. RefusedError where a colleague has decided."""
    _require_teacher(officer, now=now)
    phrase = candidate_for_update(officer, phrase_id)
    if phrase is None:
        _decided_already(officer, phrase_id, state=PhraseState.REFUSED)
        return
    phrase.text, phrase.state = "", PhraseState.REFUSED
    _reviewed(phrase, by=officer.post, now=now)


def drop_unreviewed(*, now: datetime) -> int:
    """What nobody has looked at for so long is gone; how many. One statement."""
    waiting = TrainingPhrase.objects.filter(state=PhraseState.CANDIDATE, at__lt=now - WAITS)
    gone: dict[str, Any] = {"state": PhraseState.REFUSED, "text": ""}
    return waiting.update(**gone, reviewed_by="system", reviewed_at=now)


def _require_teacher(officer: Officer, *, now: datetime) -> None:
    officer.require_office(at=now)
    if not may_teach(officer.tenure, now):
        raise RefusedError("move_not_yours")


def _decided_already(officer: Officer, phrase_id: UUID, **so: str) -> TrainingPhrase:
    """The words as this very post has decided them; RefusedError where it has not."""
    phrase = decided_so(officer, phrase_id, **so)
    if phrase is None:
        raise RefusedError("phrase_gone")
    return phrase


def _checked(text: str) -> str:
    """The words as they are kept; RefusedError where they cannot be."""
    words = " ".join(tame(bn.normalise(text)).split())
    if all(word.isdecimal() for word in fold_words(words.replace(MASK, ""))):
        raise RefusedError("phrase_empty")
    if len(words) > MOST_WORDS:
        raise RefusedError("phrase_too_long")
    if tells_who(words):
        raise RefusedError("phrase_personal")
    return words


def _reviewed(phrase: TrainingPhrase, *, by: str, now: datetime) -> None:
    phrase.reviewed_by, phrase.reviewed_at = by, now
    phrase.save(update_fields=["text", "key", "language", "now", "state", "reviewed_by", "reviewed_at"])
