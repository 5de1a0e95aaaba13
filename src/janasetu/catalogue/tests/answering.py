"""Answer a field as people do: one thing given after another, each completing what was kept before."""

import datetime as dt

from janasetu.catalogue.fields import KINDS, Answer, Given, Problem
from janasetu.catalogue.fields.wording import follow_up
from janasetu.catalogue.schema import Field

TODAY = dt.date(2026, 11, 21)  # a Saturday


def read(field: Field, *given: Given, earlier: Answer = None) -> Answer | Problem:
    """What is kept in the end; the first problem ends it."""
    answer = earlier
    for part in given:
        answer = KINDS[field.kind].read(field, part, today=TODAY, earlier=answer)
        if isinstance(answer, Problem):
            return answer
    return answer


def say(field: Field, *words: str, earlier: Answer = None) -> Answer | Problem:
    return read(field, *(Given(text=text) for text in words), earlier=earlier)


def tap(field: Field, *codes: str, earlier: Answer = None) -> Answer | Problem:
    return read(field, *(Given(code=code) for code in codes), earlier=earlier)


def show(field: Field, answer: Answer, lang: str = "bn") -> str:
    return KINDS[field.kind].show(field, answer, lang)


def asks_next(field: Field, answer: Answer, lang: str = "bn") -> str | None:
    """The follow-up question, as it is asked."""
    key = KINDS[field.kind].lacking(field, answer)
    return follow_up(key, lang) if key else None


def offered(field: Field, answer: Answer = None, lang: str = "bn") -> dict[str, str]:
    return {offer.code: offer.title[lang] for offer in KINDS[field.kind].offers(field, answer)}


def faults(field: Field) -> list[str]:
    return list(KINDS[field.kind].problems(field))
