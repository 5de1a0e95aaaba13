"""What the office teaches the next model: who may, which words wait for a look, which were accepted."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.cases.choices import PhraseState
from janasetu.cases.models import TrainingPhrase
from janasetu.cases.notices import PHRASES
from janasetu.cases.understood import key_of
from janasetu.catalogue.loader import BUNDLED
from janasetu.catalogue.queries import offered_by_bodies
from janasetu.lib.sorting import sort_key
from janasetu.lib.words import Lang
from janasetu.understanding.language import language_of
from janasetu.understanding.phrases import FINER, INTENTS, REPORT, Phrase, bank, meant

# Who reviews the words of citizens: who leads the office's staff, and who keeps its papers.
MAY_TEACH = frozenset({"secretary", "commissioner", "ea", "administrator", "clerk"})
MOST_WORDS = 300  # characters
WAITS = timedelta(days=90)  # so long a citizen's words wait for somebody to look at them
_LATIN_HINDI = "hi-Latn"


def may_teach(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office reviews what the next model learns from."""
    return in_office(tenure, at) and not MAY_TEACH.isdisjoint(authority(tenure))


# --- what the words may mean ---


def subjects(body: LocalBody, lang: Lang, *, hidden: bool = True) -> dict[str, str]:
    """The subjects of complaints that the body takes, by code and name; `hidden`: those too that keep a name
    secret, of which no words are taught.
    """
    found = {
        code: option.name.in_(lang)
        for service in offered_by_bodies([body])[body.id].values()
        if service.reached_intent == REPORT
        for code, option in service.subjects.items()
        if hidden or not service.hidden_in(body.kind, {service.titled_by or "": code})
    }
    return dict(sorted(found.items(), key=lambda one: sort_key(one[1])))


def intents(lang: Lang) -> dict[str, str]:
    """Everything else that people come for, by code and name."""
    return {code: PHRASES.say(f"label_{code}", lang) for code in (*INTENTS, *FINER) if code != REPORT}


def label_names(body: LocalBody, lang: Lang) -> Mapping[str, str]:
    """Every label that words may have been taken for, by code and name; subjects first."""
    return subjects(body, lang) | intents(lang)


def teachable(body: LocalBody) -> frozenset[str]:
    """The labels that words may be given."""
    return frozenset(subjects(body, "bn", hidden=False) | intents("bn"))


def language_for(text: str) -> str:
    """The language under which the bank files these words."""
    language = language_of(text)
    if language == "hi" and text.isascii():
        return _LATIN_HINDI
    return "bn" if language == "mixed" else language


# --- the words ---


def candidates(officer: Officer) -> QuerySet[TrainingPhrase]:
    """The words that wait for a look in the officer's body, in the order in which they came: a case that is
    put right once more keeps its place.
    """
    waiting = TrainingPhrase.objects.filter(body_id=officer.body_id, state=PhraseState.CANDIDATE)
    return waiting.select_related("case__body").order_by("id")


def candidate_for_update(officer: Officer, phrase_id: UUID) -> TrainingPhrase | None:
    """One of them, locked for this transaction; None where somebody has looked at it meanwhile."""
    return candidates(officer).select_related(None).select_for_update().filter(id=phrase_id).first()


def decided_so(officer: Officer, phrase_id: UUID, **so: str) -> TrainingPhrase | None:
    """These words, where this very post has decided so of them already."""
    known = TrainingPhrase.objects.filter(body_id=officer.body_id, id=phrase_id)
    return known.filter(reviewed_by=officer.post, **so).first()


def accepted(body_id: UUID) -> QuerySet[TrainingPhrase]:
    """What the body has accepted, the newest first."""
    rows = TrainingPhrase.objects.filter(body_id=body_id, state=PhraseState.ACCEPTED)
    return rows.order_by("-reviewed_at", "-id")


def was_accepted(body_id: UUID, key: str) -> bool:
    """Whether the body has accepted these words before. One query."""
    return accepted(body_id).filter(key=key).exists()


def is_in_the_bank(key: str) -> bool:
    """Whether these words stand in the bank that comes with the product."""
    return key in _keys_of_the_bank()


@cache
def _keys_of_the_bank() -> frozenset[str]:
    """Read once a process, which takes about a second."""
    return frozenset(key_of(phrase.text) for phrase in bank(BUNDLED))


def accepted_phrases() -> Iterator[Phrase]:
    """What offices have accepted, as the trainer takes it beside the bank; of the same words that two offices
    understand differently the last. One query.
    """
    rows = TrainingPhrase.objects.filter(state=PhraseState.ACCEPTED).order_by("reviewed_at", "id")
    last = {row.key: row for row in rows.iterator()}
    return (Phrase(row.text, row.language, *meant(row.now)) for row in last.values())


def mark_of_accepted() -> str:
    """Another one whenever something was accepted since. One query."""
    of_all = TrainingPhrase.objects.filter(state=PhraseState.ACCEPTED)
    told = of_all.aggregate(count=Count("id"), last=Max("reviewed_at"))
    return f"{told['count']} {told['last']}"


def as_files(body_id: UUID) -> dict[str, dict[str, list[str]]]:
    """What the body has accepted as the bank files it: label, language, words. One query."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in accepted(body_id).order_by("now", "language", "text"):
        found.setdefault(row.now, {}).setdefault(row.language, []).append(row.text)
    return found
