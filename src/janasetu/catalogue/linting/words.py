"""Rules on what people type: no two things answer to the same words, and no code is another thing's."""

import unicodedata
from collections.abc import Iterable

from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.walking import names_and_words, options, questions
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import Group, Service, Topic
from janasetu.lib import bn

FOR_WHOM = "for_whom"  # asked first where a service concerns a person
# Words with a meaning of their own in the ids of choices: DRAFT:change:FIELD, DRAFT:FIELD:more, menu:mine,
# DRAFT:alike:NUMBER:me_too. Beside the answers of a draft stands what its first words were `read` as.
RESERVED_FIELDS = frozenset({"alike", "change", "more", "office", "read", FOR_WHOM})
RESERVED_OPTIONS = frozenset({"back", "change", "done", "more", "resume", "skip"})
RESERVED_SERVICES = frozenset({"language", "menu", "mine", "office", "person", "unfinished"})


def codes_are_free(draft: Draft, service: Service) -> None:
    """D902: no service, question or option is called like an act."""
    if service.code in RESERVED_SERVICES:
        draft.tell(
            "D902", ("code",), f"`{service.code}` has a meaning of its own; call the service otherwise"
        )
    for at, one in enumerate(service.ask):
        key, name = ("group", one.group) if isinstance(one, Group) else ("field", one.field)
        if name in RESERVED_FIELDS:
            draft.tell("D902", ("ask", at, key), f"`{name}` has a meaning of its own; call it otherwise")
    for asked in questions(service):
        if asked.group and asked.field.field in RESERVED_FIELDS:
            said = f"`{asked.field.field}` has a meaning of its own; call it otherwise"
            draft.tell("D902", (*asked.steps, "field"), said)
        for steps, code, _ in options(asked):
            if code in RESERVED_OPTIONS:
                said = f"`{code}` has a meaning of its own beside any question; call the option otherwise"
                draft.tell("D902", steps, said, at_key=True)


def words_can_be_said(draft: Draft, service: Service) -> None:
    """D903: every word is something that people type."""
    for steps, word in _all_words(service):
        if not any(_is_said(letter) for letter in word):
            draft.tell("D903", steps, f"`{word}` has neither letter nor digit nor picture")


def options_differ(draft: Draft, service: Service) -> None:
    """D901: two options of a question, or two topics, do not answer to the same words."""
    for asked in questions(service):
        _tell_of_doubles(
            draft,
            (
                (code, names_and_words(steps, ("name", option.name), ("words", option.words)))
                for steps, code, option in options(asked)
            ),
        )
    _tell_of_doubles(
        draft,
        ((code, _of_topic(code, topic)) for code, topic in service.topics.items()),
    )


def _of_topic(code: str, topic: Topic) -> Iterable[tuple[Steps, str]]:
    parts = (("name", topic.name), ("words", topic.words), ("alarm", topic.alarm))
    return names_and_words(("topics", code), *parts)


def service_words(service: Service) -> Iterable[tuple[Steps, str]]:
    """Every word by which the service is called."""
    return names_and_words((), ("name", service.name), ("short", service.short), ("words", service.words))


def _is_said(letter: str) -> bool:
    """Whether people type it to say something: a letter, a digit, an emoji."""
    category = unicodedata.category(letter)
    return category[0] in "LN" or category == "So"


def _all_words(service: Service) -> Iterable[tuple[Steps, str]]:
    yield from service_words(service)
    for asked in questions(service):
        for steps, _, option in options(asked):
            yield from names_and_words(steps, ("name", option.name), ("words", option.words))
    for code, topic in service.topics.items():
        yield from _of_topic(code, topic)


def _tell_of_doubles(draft: Draft, called: Iterable[tuple[str, Iterable[tuple[Steps, str]]]]) -> None:
    """Of two things with one word, the second is told of: once for each word."""
    owners: dict[str, str] = {}
    for code, words in called:
        for steps, word in words:
            key = bn.match_key(word)
            owner = owners.setdefault(key, code)
            if owner != code and key:
                draft.tell("D901", steps, f"«{word}» means `{owner}` too")
                owners[key] = code


RULES = (codes_are_free, words_can_be_said, options_differ)
