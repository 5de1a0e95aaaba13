"""Everything that the office can say fits WhatsApp, in every language: nothing is cut, nothing refused."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from janasetu.cases.charges import MOST_PLACE, MOST_WORDS
from janasetu.cases.duties import MOST_NAMED, MOST_TITLE
from janasetu.cases.notices import PHRASES as CASE_PHRASES
from janasetu.cases.seeing import MOST_REASON
from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.form import Slot
from janasetu.catalogue.schema import Field, Group, Service
from janasetu.catalogue.tests.factories import bundled
from janasetu.channels.whatsapp import render as limits
from janasetu.channels.whatsapp.render import render
from janasetu.conversations.engine import alike, asking, finding, menus, quiet, telling
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import (
    Facts,
    FreeSlots,
    Heard,
    LandmarkMeant,
    LikeLine,
    MyPersons,
    NotKnownError,
    OfficeCalled,
    OfficeLine,
    OfficesUnder,
    PersonLine,
    Question,
    Say,
    SlotLine,
    Turn,
    World,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, join, phrase, problem
from janasetu.conversations.engine.session import Session
from janasetu.conversations.offices import AREA
from janasetu.conversations.tests.talking import BEGAN_AT, Talk, office
from janasetu.conversations.tests.transcripts import Transcript, acts, transcripts
from janasetu.conversations.tests.walking import long_form, walked
from janasetu.lib.phrases import Phrases
from janasetu.lib.text import units
from janasetu.lib.texts import LANGUAGES
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message, Offered, Said

SERVICES = [definition.service for definition in bundled()]
FORMS = [service for service in SERVICES if service.opens_cases]
PERSONS = tuple(
    PersonLine(f"0000000{n}-0000-4000-8000-000000000000", {"bn": "ক" * n * 15}) for n in range(1, 10)
)
WALKS = range(0, 45, 2)
LONGEST: dict[str, str | int] = {  # the longest value that each place of a sentence can hold
    "ref": "26-1002-0000000001-4",
    "title": "ক" * 24,
    "matter": "ক" * 72,
    "department": "ক" * 60,
    "due": "বৃহস্পতিবার ২৪ সেপ্টেম্বর ২০২৬, সকাল ১০টা ৫৯ মিনিটে",
    "days": ", ".join([f"২৪ সেপ্টেম্বর ({'ছ' * 80})"] * 3 + ["আরও ২৭ দিন"]),
    "day": "২৪ সেপ্টেম্বর ২০২৭",
    "appeal_until": "২৪ সেপ্টেম্বর ২০২৭",
    "began": "বৃহস্পতিবার ২৪ সেপ্টেম্বর ২০২৬, সকাল ১০টা ৫৯ মিনিট",
    "since": "বৃহস্পতিবার ২৪ সেপ্টেম্বর ২০২৬, সকাল ১০টা ৫৯ মিনিট",
    "length": "৯৯ দিন ২৩ ঘণ্টা",
    "name": "ছ" * 80,
    "until": "২৪ সেপ্টেম্বর ২০২৭, সকাল ১০টা ৫৯ মিনিট",
    "officer": "ক" * 60,
    "post": "ক" * 60,
    "by": "ক" * 60,
    "reason": "ক" * MOST_REASON,
    "number": "144",
    "pin": "144",
    "others": "১৪২, ১৪৩, ১৪৪",
    "told": "143",
    "ward": "144",
    "place": "ক" * MOST_PLACE,
    "where": "ক" * 60,
    "like": "ক" * 120,
    "age": "১১ মাস",
    "wards": "ক" * 100,
    "words": "ক" * MOST_WORDS,
    "note": "",
    "office": "ক" * 60,
    "here": "ক" * 60,
    "reached": "ক" * 120,
    "stars": 5,
    "outside": "ক" * 60,
    "cases": "; ".join(
        [f"26-1002-0000000001-4 ({'ক' * MOST_TITLE}, আইনের সময়ের ১০০%)"] * MOST_NAMED + ["আরও ৯৯৯৫টি"]
    ),
    "away": "ক" * 60,
    "head": "ক" * 60,
    "percent": 100,
    "phone": "919830012345",
    "contact": "ক" * 200,
    "who": "ক" * 120,
    "how": "ক" * 20,
    "languages": "বাংলা, English, हिन्दी",
    "subject": "ক" * 24,
    "was": "ক" * 24,
    "first": "ক" * 24,
    "service": "ক" * 72,
    "other": "ক" * 72,
    "of": "ক" * 20,
    "answer": "ক" * 80,
    "count": 50,
    "summary": "",
    "numbers": "",
    "list": "",
    "case": "ক" * 200,
    "code": "482913",
    "fees": "ক" * 300,
    "begins": "বৃহস্পতিবার ২৪ সেপ্টেম্বর ২০২৬, সকাল ১০টা ৫৯ মিনিট",
    "starts": "২৪ সেপ্টেম্বর ২০২৬, সকাল ১০টা ৫৯ মিনিট",
    "fees_brief": "ক" * 60,
    "second": "ক" * 60,
    "opened": "বৃহস্পতিবার ২৪ সেপ্টেম্বর ২০২৬, সকাল ১০টা ৫৯ মিনিটে",
    "status": "ক" * 60,
    "from_hour": "সন্ধ্যা ৬টা",
    "to_hour": "সন্ধ্যা ৭টা",
    "hour": "সন্ধ্যা ৬টা–সন্ধ্যা ৭টা",
    "amount": "ক" * 40,
    "bn": "ক" * 40,
    "last": "ক" * 40,
    "link": "ক" * 40,
    "move": "ক" * 40,
    "margin": "১৪৪",
    "question": "ক" * 24,
    "next": "ক" * 40,
    "one": "ক" * 40,
    "paper": "ক" * 40,
    "papers": "ক" * 200,
    "receipt": "ক" * 40,
    "stage": "ক" * 40,
    "stages": "ক" * 80,
    "to": "ক" * 40,
    "why": "ক" * 40,
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
    assert [row.get("description", "") for row in shown] == [one.description for one in message.choices]
    assert all(units(row["id"]) <= longest_id and 0 < units(row["title"]) <= longest_title for row in shown)
    assert len({row["id"] for row in shown}) == len({row["title"] for row in shown}) == len(shown)


# --- what the engine is asked with ---


def heard(lang: Lang) -> Heard:
    return Heard(Said("text"), Offered(), token="", lang=lang, at=BEGAN_AT, said_at=BEGAN_AT)


class Known(dict[Question[Any], Any]):
    """What the world has answered; no words name a landmark."""

    def __contains__(self, question: object) -> bool:
        return isinstance(question, LandmarkMeant) or super().__contains__(question)

    def __missing__(self, question: Question[Any]) -> None:
        if not isinstance(question, LandmarkMeant):
            raise KeyError(question)


def form_of(service: Service, session: Session, lang: Lang) -> Form:
    asked = (field for field in service.fields() if field.resource)
    free = tuple(SlotLine(f"2026-11-{day}T10:00:00+05:30", f"{day} নভেম্বর, সকাল ১০টা") for day in range(23, 31))
    known: dict[Question[Any], Any] = {FreeSlots(field.resource or ""): free for field in asked}
    return Form(service, session, heard(lang), World(Known(known | {MyPersons(): PERSONS[:1]})))


def here_in(services: list[Service], lang: Lang) -> Here:
    known = {Facts(about): "ক" * 300 for about in ("hours", "address", "officers")}
    return Here(office(*services), Session(), heard(lang), World(known))


def slots_of(service: Service) -> Iterator[Slot]:
    """Every question there is, whatever it depends on; of repeated ones the last time."""
    for one in service.ask:
        time = one.repeat.most if one.repeat else 0
        inside = one.ask if isinstance(one, Group) else (one,)
        for field in inside:
            name = one.group if isinstance(one, Group) else ""
            path = ".".join(filter(None, (name, str(time - 1) if time else "", field.field)))
            yield Slot(path, field, time=time, group=one if isinstance(one, Group) else None)


def longest_answer(field: Field, lang: Lang) -> Any:
    """An answer that takes as much room as any."""
    longest_option = max(
        field.options, key=lambda code: units(field.options[code].name.in_(lang)), default=""
    )
    return {
        "text": "ক" * 1000,
        "long_text": "ক" * 4000,
        "choice": longest_option,
        "choices": list(field.options),
        "yes_no": True,
        "count": 999_999,
        "money": "9999999999",
        "date": "2026-11-22",
        "person_name": {"bn": "ক" * 120, "en": "K" * 120},
        "phone": "+919000000001",
        "place": {"text": "ক" * 500, "ward": "123", "landmark": None, "lat": None, "lon": None},
        "photo": ["x"] * 5,
        "document": ["x"] * 5,
        "voice": ["x"],
        "slot": {"start": None, "day": "2026-11-25", "part": "afternoon", "resource": field.resource},
        "consent": {"given": True, "text": ""},
    }[field.kind]


def filled(service: Service, lang: Lang) -> Form:
    """The form with the longest answers, each repeated question as often as it can be."""
    form = form_of(service, Session("confirming", "v", "d" * 20), lang)
    while slot := form.missing():
        answer = slot.asks_for_more or longest_answer(slot.field, lang)
        form = form.at(form.session.with_answer(slot.path, answer))
    return form


# --- menus ---

REMARKS = (
    "not_understood",
    "not_understood_again",
    "kind_not_taken",
    "choose_first",
    "stale_choice",
    "my_cases_none",
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_menus_and_languages_fit(lang: Lang) -> None:
    for languages in (("bn", "en"), ("bn", "en", "hi"), ("bn",)):
        here = office(*SERVICES, languages=languages, on_area_line=True)  # type: ignore[arg-type]
        check(menus.menu(here, lang).message)
        check(menus.menu(here, lang, "greeting").message)
        check(menus.languages(here, lang).message)
        for code in menus.groups():
            check(menus.group(here, code, 0, lang).message)
        for remark in (*REMARKS, "cancelled"):
            check(join(phrase(remark, lang), menus.menu(here, lang)).message)
        for key in ("whose", "whose_cases"):
            check(join(phrase("send_again", lang), menus.persons(key, "who", PERSONS, lang)).message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_offices_fit(lang: Lang) -> None:
    lines = tuple(
        OfficeLine(f"0000000{n}-0000-4000-8000-000000000000", f"{n}" * 50, "ক" * (20 + n), "খ" * 80, kind)
        for n, kind in enumerate(("district", "block", "gram_panchayat", "municipality"))
    )
    known = {OfficesUnder(): lines, OfficeCalled(lines[0].code): lines[:1], OfficesUnder(lines[0].id): lines}
    here = Here(AREA, Session(), heard(lang), World(known))
    for key in ("office_first", "office_by_words", "office_not_found", "greeting_area", "which_office"):
        (say,) = finding.begin(here, key).effects
        assert isinstance(say, Say)
        check(join(phrase("send_again", lang), say).message)
        check(join(phrase("office_not_served", lang), say).message)
    for area in ("districts", lines[0].code):
        found = finding.chosen(here, ["office", "under", area])
        assert found
        for say in found[0].effects:
            assert isinstance(say, Say)
            check(say.message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hours_for_a_call_fit(lang: Lang) -> None:
    (_, say) = quiet.begin(here_in(SERVICES, lang)).effects
    assert isinstance(say, Say)
    check(say.message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_topics_fit(lang: Lang) -> None:
    here = here_in(SERVICES, lang)
    for service in (one for one in SERVICES if one.topics):
        for page in range(-(-len(service.topics) // 9)):
            for say in telling.topics(here, service, page).effects:
                assert isinstance(say, Say)
                check(say.message)
        for code in service.topics:
            for rest in ([], *([one.code] for one in FORMS)):
                told = telling.tell(here, service, code, rest)
                for say in told.effects if told else ():
                    assert isinstance(say, Say)
                    check(say.message)


# --- forms ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", FORMS, ids=lambda service: service.code)
def test_every_question_of_every_service_fits_with_the_longest_remark_before_it(
    service: Service, lang: Lang
) -> None:
    begins = phrase("form_begins", lang)
    remarks = [
        begins,
        join(phrase("only_in_bengali", lang), begins),
        *(phrase(key, lang) for key in ("kept_words", "stale_choice", "kind_not_taken", "photo_not_asked")),
    ]
    if service.emergency:
        remarks.append(join(asking.numbers_to_call(service.emergency, lang), begins))
    for slot in slots_of(service):
        form = form_of(service, Session("asking", "v", "d" * 20, slot.path), lang)
        pages = asking.pages_of(len(asking.offers(form, slot)), 2)
        for page in range(pages):
            asked = asking.question(form.at(form.session.asks(slot.path)), slot)
            turned = asking.question(
                form_of(service, Session("asking", "v", "d" * 20, slot.path, page), lang), slot
            )
            for said in (asked, turned, *(join(remark, asked) for remark in remarks)):
                check(said.message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", FORMS, ids=lambda service: service.code)
def test_every_question_fits_with_the_answer_that_is_there(service: Service, lang: Lang) -> None:
    for slot in slots_of(service):
        answer = longest_answer(slot.field, lang)
        session = Session("asking", "v", "d" * 20, slot.path, fields={slot.path: answer})
        form = form_of(service, session, lang)

        check(asking.question(form, slot).message)
        check(join(phrase("language_changed", lang), asking.question(form, slot)).message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", FORMS, ids=lambda service: service.code)
def test_every_problem_fits_before_its_question(service: Service, lang: Lang) -> None:
    for slot in slots_of(service):
        form = form_of(service, Session("asking", "v", "d" * 20, slot.path), lang)
        for text in ("👍", "ক" * 20_000, "৯৯৯৯৯৯৯৯৯৯৯৯", "১/১/১৯০০"):
            found = form.read(slot, Given(text=text))
            if isinstance(found, Problem):
                check(join(problem(found, lang), asking.question(form, slot)).message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", [*FORMS, long_form()], ids=lambda service: service.code)
def test_the_card_fits_with_the_longest_answers(service: Service, lang: Lang) -> None:
    form = filled(service, lang)
    card = asking.confirmation(form)

    for remark in ("language_changed", "not_understood", "photo_not_asked", "stale_choice"):
        check(join(phrase(remark, lang), card).message)
    if form.emergency():
        check(join(asking.numbers_to_call(form.emergency(), lang), card).message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_fits_after_the_numbers_to_call_whatever_the_subject(lang: Lang) -> None:
    for service in FORMS:
        form = filled(service, lang)
        deciding = service.field(service.titled_by) if service.titled_by else None
        for code, option in (deciding.options if deciding else {}).items():
            if option.emergency:
                one = form.at(form.session.with_answer(service.titled_by or "", code))
                check(join(asking.numbers_to_call(option.emergency, lang), asking.confirmation(one)).message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", FORMS, ids=lambda service: service.code)
def test_what_may_be_changed_or_left_fits(service: Service, lang: Lang) -> None:
    form = filled(service, lang)
    slots = sum(not slot.asks_for_more for slot in form.slots())

    for page in range(asking.pages_of(slots, 0)):
        check(asking.which_to_change(form, page).message)
    check(asking.unfinished(service, "d" * 20, lang).message)
    for other in FORMS:
        check(asking.switch(service, other, form.session, lang).message)


# --- sentences ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_on_a_claim_fits(lang: Lang) -> None:
    text = CASE_PHRASES.say("resolve_claimed", lang, **LONGEST)
    choices = [
        Choice(f"case:26100200000000014:{word}", CASE_PHRASES.say(f"confirm_{word}", lang))
        for word in ("yes", "no")
    ]

    check(Message(text, tuple(choices)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_question_whether_it_is_the_same_as_one_before_fits(lang: Lang) -> None:
    service = next(one for one in FORMS if one.code == "complaint")
    place = {"text": "৫ নং ওয়ার্ড", "ward": "5", "landmark": None, "lat": 26.52, "lon": 89.2}
    begun = Session("asking", "v", "d" * 20, fields={"category": "streetlight_out", "place": place})
    form = form_of(service, begun, lang)
    with pytest.raises(NotKnownError) as asked:
        alike.look(form)
    lines = [LikeLine(f"2610020000{n}4", "ক" * 120, is_known=False) for n in range(2)]

    for likes in (lines[:1], [replace(lines[0], own="26100200014")], lines):
        world = World({asked.value.question: tuple(likes)})
        turn = alike.look(replace(form, world=world))
        assert isinstance(turn, Turn)
        check(next(one for one in turn.effects if isinstance(one, Say)).message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("phrases", [CASE_PHRASES, PHRASES], ids=["of a case", "of a talk"])
def test_every_sentence_fits_a_message(phrases: Phrases, lang: Lang) -> None:
    for key in list(phrases.keys()):
        check(Message(phrases.say(key, lang, **LONGEST)))


# --- whole talks ---


@pytest.mark.parametrize("transcript", transcripts(), ids=lambda one: one.name)
def test_whatever_the_examples_are_told_fits(transcript: Transcript) -> None:
    for message in received_in(transcript):
        check(message)


def received_in(transcript: Transcript) -> list[Message]:
    talk = Talk(office(transcript.service, languages=("bn", "en", "hi"), kind=transcript.body_kind))
    for step in transcript.steps:
        if "citizen" in step:
            acts(talk, step["citizen"])
    return talk.received


@pytest.mark.parametrize("seed", WALKS)
def test_whatever_a_person_does_what_comes_back_fits(seed: int) -> None:
    for message in walked(seed).talk.received:
        check(message)
