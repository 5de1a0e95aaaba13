"""Everything that the office can say fits WhatsApp, in every language: nothing is cut, nothing refused."""

from typing import Any

import pytest

from janasetu.cases.notices import PHRASES as CASE_PHRASES
from janasetu.catalogue.loader import BUNDLED, definitions
from janasetu.catalogue.schema import Service
from janasetu.channels.whatsapp import render as limits
from janasetu.channels.whatsapp.render import render
from janasetu.conversations.engine import asking
from janasetu.conversations.engine.session import Session
from janasetu.conversations.tests.talking import office
from janasetu.conversations.tests.test_walk import WALKS, walked
from janasetu.lib.text import units
from janasetu.lib.texts import LANGUAGES
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message

SERVICES = [definition.service for definition in definitions(BUNDLED)]
LONGEST = {  # the longest value that each place of a sentence can hold
    "ref": "26-1002-0000000001-4",
    "title": "ক" * 24,
    "department": "ক" * 60,
    "due": "২৪ সেপ্টেম্বর ২০২৬, বৃহস্পতিবার, সকাল ১০টা ৫৯ মিনিটে",
    "officer": "ক" * 60,
    "by": "ক" * 60,
    "note": "",
    "office": "ক" * 60,
    "service": "ক" * 40,
    "summary": "",
    "list": "",
}


def check(message: Message) -> None:
    """What leaves is exactly what was meant, within every limit."""
    rendered = render(message.text, list(message.choices), message.menu)
    if not message.choices:
        assert rendered["text"]["body"] == message.text
        assert units(message.text) <= limits.TEXT
        return
    interactive: dict[str, Any] = rendered["interactive"]
    assert interactive["body"]["text"] == message.text
    assert units(message.text) <= limits.BODY
    if interactive["type"] == "button":
        shown = [button["reply"] for button in interactive["action"]["buttons"]]
        longest_id, longest_title = limits.BUTTON_ID, limits.BUTTON_TITLE
    else:
        shown = interactive["action"]["sections"][0]["rows"]
        longest_id, longest_title = limits.ROW_ID, limits.ROW_TITLE
        assert interactive["action"]["button"] == message.menu
        assert 0 < units(message.menu) <= limits.LIST_BUTTON
    assert [(row["id"], row["title"]) for row in shown] == [(one.id, one.title) for one in message.choices]
    assert all(units(row["id"]) <= longest_id and 0 < units(row["title"]) <= longest_title for row in shown)
    assert len({row["id"] for row in shown}) == len({row["title"] for row in shown}) == len(shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_menus_and_languages_fit(lang: Lang) -> None:
    for languages in (("bn", "en"), ("bn", "en", "hi"), ("bn",)):
        here = office(*SERVICES, languages=languages)  # type: ignore[arg-type]
        check(asking.menu(here, lang).message)
        check(asking.menu(here, lang, "greeting").message)
        check(asking.languages(here, lang).message)
        for remark in ("not_understood", "kind_not_taken", "stale_choice", "cancelled", "my_cases_none"):
            check(asking.join(asking.phrase(remark, lang), asking.menu(here, lang)).message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_every_question_of_every_service_fits_with_the_longest_remark_before_it(
    service: Service, lang: Lang
) -> None:
    remarks = [
        asking.phrase(key, lang) for key in ("form_begins", "kept_words", "stale_choice", "kind_not_taken")
    ]
    for field in service.ask:
        for page in range(len(asking.pages_of(field))):
            session = Session("asking", "v", "d" * 20, field.field, page)
            asked = asking.question(service, session, lang)
            for said in (asked, *(asking.join(remark, asked) for remark in remarks)):
                check(said.message)
    draft = Session("confirming", "v", "d" * 20)
    check(asking.which_to_change(service, draft, lang).message)
    check(asking.unfinished(service, draft, lang).message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_the_card_fits_with_the_longest_answers(service: Service, lang: Lang) -> None:
    place = {"text": "ক" * 500, "ward": "123", "landmark": None, "lat": None, "lon": None}
    longest = {"text": "ক" * 4000, "place": place, "photo": ["x"] * 5}
    answers = {
        field.field: longest.get(field.kind)
        or max(field.options, key=lambda code: units(field.options[code].name.in_(lang)))
        for field in service.ask
    }
    card = asking.confirmation(service, Session("confirming", "v", "d" * 20, fields=answers), lang)

    check(asking.join(asking.phrase("language_changed", lang), card).message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_on_a_claim_fits(lang: Lang) -> None:
    text = CASE_PHRASES.say("resolve_claimed", lang, **LONGEST)
    choices = [
        Choice(f"case:26100200000000014:{word}", CASE_PHRASES.say(f"confirm_{word}", lang))
        for word in ("yes", "no")
    ]

    check(Message(text, tuple(choices)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", CASE_PHRASES.keys())
def test_every_sentence_about_a_case_fits_a_message(key: str, lang: Lang) -> None:
    check(Message(CASE_PHRASES.say(key, lang, **LONGEST)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", asking.PHRASES.keys())
def test_every_sentence_of_a_talk_fits_a_message(key: str, lang: Lang) -> None:
    check(Message(asking.PHRASES.say(key, lang, **LONGEST)))


@pytest.mark.parametrize("seed", range(0, WALKS, 3))
def test_whatever_a_person_does_what_comes_back_fits(seed: int) -> None:
    for message in walked(seed).received:
        check(message)
