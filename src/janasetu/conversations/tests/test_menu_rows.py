"""The rows of a menu are of one grammar: each names a thing, none is a command."""

import re

import pytest

from janasetu.catalogue.tests.factories import bundled
from janasetu.conversations.engine.menus import groups
from janasetu.conversations.engine.saying import PHRASES
from janasetu.lib import bn
from janasetu.lib.phrases import LANGS
from janasetu.lib.text import units
from janasetu.lib.words import Lang

ROW = 24  # UTF-16 units of a row's title (Cloud API reference, 2026)
SERVICES = [one.service for one in bundled()]
# How a command ends in Bengali and Hindi, and begins in English.
COMMAND = {
    "bn": re.compile(r"(জানান|জানুন|দিন|নিন|করুন|বলুন|বদলান|ফিরুন|দেখুন|লিখুন|লাগে|জানতে)$"),
    "en": re.compile(
        r"^(ask|back|book|cancel|change|find|get|give|go|how|make|meet|order|report|say|see|send|tell) ",
        re.IGNORECASE,
    ),
    "hi": re.compile(r"(करें|कीजिए|दें|दीजिए|लें|लीजिए|बताइए|कहिए|बदलें|लौटें|देखिए|लिखिए|चुनिए|करना|लगेंगे|लगेगा)$"),
}


def rows(lang: Lang) -> list[str]:
    """Every title that a menu, a group of it or the list of topics may show; not the name of a language."""
    topics = [topic.name.in_(lang) for service in SERVICES for topic in service.topics.values()]
    always = [PHRASES.say(f"menu_{row}", lang) for row in ("mine", "person", "office", "language", "back")]
    of_services = [service.short.in_(lang) for service in SERVICES]
    return [*of_services, *(name.in_(lang) for name in groups().values()), *topics, *always]


@pytest.mark.parametrize("lang", LANGS)
def test_no_row_is_a_command_and_each_has_room(lang: Lang) -> None:
    shown = rows(lang)

    assert [row for row in shown if COMMAND[lang].search(row)] == []
    assert [row for row in shown if units(row) > ROW] == []


@pytest.mark.parametrize("word", ["অভিযোগ জানান", "মতামত জানান", "পরামর্শ দিন", "ধন্যবাদ জানান", "তথ্য জানুন"])
def test_what_rows_were_called_before_is_understood_when_it_is_written(word: str) -> None:
    understood = [service.code for service in SERVICES if bn.match_key(word) in service.words_to_match()]

    assert len(understood) == 1
