"""A suggestion, a view, a word of thanks: told apart from a complaint, and ended by the office's answer."""

from datetime import timedelta

import pytest

from janasetu.cases.actions import (
    CaseOrder,
    CitizenAnswer,
    MoveOrder,
    answer_claims,
    escalate_overdue,
    make_move,
    open_cases,
)
from janasetu.cases.choices import OPEN
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, events, make_town, told
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import publish
from janasetu.lib.words import Lang
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

SAID = {
    "suggestion": {"subject": "lights", "suggestion": "ঘাটের রাস্তায় আলো দিলে ভালো হয়।", "place": None},
    "feedback": {"about": "office", "rating": "good", "remark": None},
    "thanks": {"for_what": "কল সারিয়ে দেওয়ার জন্য", "reference": None},
}
KINDS = tuple(SAID)
REPAIR = ("মেরামত", "সারানো", "কাজ শেষ", "মিটে", "সময়সীমা", "repair", "resolved", "settled", "done", "Due")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def voiced(town: Town, kind: str, contact: ContactKey, *, lang: Lang = "bn") -> Case:
    """Somebody says this to the town by the service that comes with the product."""
    (case,) = open_cases(
        [
            CaseOrder(
                body_id=town.body.id,
                version_id=publish(read(BUNDLED / kind / "service.yaml")),
                source=f"test:{kind}",
                channel="whatsapp",
                fields=SAID[kind],
                opened_at=NOW,
                contact=contact,
                line_id=town.line.id,
                lang=lang,
                name="রীতা রায়",
            )
        ],
        now=NOW,
    )
    return case


# --- The acknowledgement ---


def test_thanks_are_acknowledged_with_a_number_and_without_a_time(town: Town) -> None:
    case = voiced(town, "thanks", rita := make_contact())

    assert told(rita) == [f"আপনার ধন্যবাদ আমরা পৌঁছে দেব। ভালো থাকবেন।\nনম্বর: {case.grouped_ref}"]


def test_thanks_in_english(town: Town) -> None:
    case = voiced(town, "thanks", john := make_contact(lang="en"), lang="en")

    assert told(john) == [
        f"We will pass on your thanks. It means a lot to those who work here.\nNumber: {case.grouped_ref}"
    ]


def test_a_suggestion_is_promised_an_answer_and_nothing_else(town: Town) -> None:
    case = voiced(town, "suggestion", rita := make_contact())

    assert told(rita) == [
        (
            "আপনার পরামর্শের জন্য ধন্যবাদ।\n"
            f"নম্বর: {case.grouped_ref}\n"
            "দপ্তর: আলো\n"
            "শনিবার ২৮ নভেম্বর, দুপুর ১২টার মধ্যে উত্তর পাওয়ার কথা।"
        )
    ]


def test_a_suggestion_in_english(town: Town) -> None:
    case = voiced(town, "suggestion", john := make_contact(lang="en"), lang="en")

    assert told(john) == [
        (
            "Thank you for your suggestion.\n"
            f"Number: {case.grouped_ref}\n"
            "Department: Lighting\n"
            "You should have an answer by Saturday 28 November, 12 noon."
        )
    ]


def test_a_view_is_acknowledged_and_promised_nothing(town: Town) -> None:
    case = voiced(town, "feedback", rita := make_contact())

    assert told(rita) == [f"আপনার মতামতের জন্য ধন্যবাদ।\nনম্বর: {case.grouped_ref}\nদপ্তর: অফিস"]


def test_a_view_in_english(town: Town) -> None:
    case = voiced(town, "feedback", john := make_contact(lang="en"), lang="en")

    assert told(john) == [f"Thank you for your views.\nNumber: {case.grouped_ref}\nDepartment: The office"]


# --- The office's answer ends it ---


@pytest.mark.parametrize(
    ("kind", "lang", "sentence"),
    [
        ("thanks", "bn", "আপনার ধন্যবাদ-বার্তা {ref} পৌঁছে দেওয়া হয়েছে।\nওঁরা খুব খুশি।\nভালো থাকবেন।"),
        (
            "thanks",
            "en",
            "Your message of thanks {ref} has been passed on.\nওঁরা খুব খুশি।\nAll the best to you.",
        ),
        ("suggestion", "bn", "আপনার পরামর্শ {ref} ভেবে দেখা হয়েছে।\nওঁরা খুব খুশি।\nজানানোর জন্য ধন্যবাদ।"),
        (
            "suggestion",
            "en",
            "Your suggestion {ref} has been considered.\nওঁরা খুব খুশি।\nThank you for writing to us.",
        ),
        ("feedback", "bn", "আপনার মতামত {ref} পড়ে দেখা হয়েছে।\nওঁরা খুব খুশি।\nজানানোর জন্য ধন্যবাদ।"),
        ("feedback", "en", "Your feedback {ref} has been read.\nওঁরা খুব খুশি।\nThank you for writing to us."),
    ],
)
def test_the_offices_answer_is_told_and_ends_it(town: Town, kind: str, lang: Lang, sentence: str) -> None:
    case = voiced(town, kind, rita := make_contact(lang=lang), lang=lang)

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", note="ওঁরা খুব খুশি।"))

    case.refresh_from_db()
    assert (case.status, case.claimed_at, case.ended_at) == ("resolved_unconfirmed", NOW, NOW)
    assert told(rita)[-1] == sentence.format(ref=case.grouped_ref)
    assert OutboundMessage.objects.latest("id").choices == []
    assert events(case)[-1] == ("resolve_claimed", "officer@falakata")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_ended_without_a_photo_and_without_a_word(town: Town, kind: str) -> None:
    case = voiced(town, kind, rita := make_contact())

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve"))

    case.refresh_from_db()
    assert case.status not in OPEN
    assert len(told(rita)[-1].splitlines()) == 2  # no empty line where the note would stand


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_office_has_ended_is_not_asked_about_and_not_reopened(town: Town, kind: str) -> None:
    case = voiced(town, kind, rita := make_contact())
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve"))

    no = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", yes=False, source="in:1:claim")
    answer_claims([no], now=NOW)

    case.refresh_from_db()
    assert (case.status, case.level) == ("resolved_unconfirmed", 0)
    assert [code for code, _ in events(case)] == ["opened", "resolve_claimed"]


# --- When it waits too long ---


@pytest.mark.parametrize(
    ("kind", "lang", "sentence"),
    [
        ("thanks", "bn", "দুঃখিত, আপনার ধন্যবাদ-বার্তা {ref} পৌঁছে দিতে দেরি হচ্ছে। এখন সচিব দেখছেন।"),
        (
            "thanks",
            "en",
            "We are sorry: your message of thanks {ref} is still waiting. It is now with the Secretary.",
        ),
        ("suggestion", "bn", "দুঃখিত, আপনার পরামর্শ {ref} নিয়ে সময়মতো উত্তর দেওয়া যায়নি। এখন সচিব দেখছেন।"),
        (
            "suggestion",
            "en",
            "We are sorry: your suggestion {ref} was not answered in time. It is now with the Secretary.",
        ),
        ("feedback", "bn", "দুঃখিত, আপনার মতামত {ref} সময়মতো পড়ে দেখা হয়নি। এখন সচিব দেখছেন।"),
        (
            "feedback",
            "en",
            "We are sorry: your feedback {ref} was not read in time. It is now with the Secretary.",
        ),
    ],
)
def test_what_waits_too_long_goes_up_in_words_of_its_own(
    town: Town, kind: str, lang: Lang, sentence: str
) -> None:
    case = voiced(town, kind, rita := make_contact(lang=lang), lang=lang)

    escalate_overdue(now=NOW + timedelta(days=7))

    assert told(rita)[-1] == sentence.format(ref=case.grouped_ref)


@pytest.mark.parametrize("lang", ["bn", "en", "hi"])
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_promised_a_repair(town: Town, kind: str, lang: Lang) -> None:
    """From the first word to the last: no work is announced, none is said to be done."""
    case = voiced(town, kind, rita := make_contact(lang=lang), lang=lang)
    escalate_overdue(now=NOW + timedelta(days=7))
    make_move(officer=town.secretary, ref=case.ref, now=NOW + timedelta(days=8), order=MoveOrder("resolve"))

    heard = told(rita)

    assert len(heard) == 3
    assert [words for words in REPAIR if any(words in text for text in heard)] == []
    if kind != "suggestion":  # the one that is promised an answer
        assert "নভেম্বর" not in heard[0]
        assert "November" not in heard[0]
