"""What an officer puts right may teach the next model: masked, and only after somebody has reviewed it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from janasetu.audit.models import AuditRow
from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_department, make_officer
from janasetu.cases import rules, teaching
from janasetu.cases.actions import MoveOrder, accept_phrase, drop_unreviewed, make_move, refuse_phrase
from janasetu.cases.choices import PhraseState
from janasetu.cases.models import Case, CaseEvent, TrainingPhrase
from janasetu.cases.notices import PHRASES
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.cases.understood import Reading
from janasetu.catalogue.loader import BUNDLED
from janasetu.lib.ids import uuid7
from janasetu.understanding.masking import tells_who
from janasetu.understanding.phrases import FINER, INTENTS, REPORT, Phrase, bank

pytestmark = pytest.mark.django_db
WORDS = "আমি রীতা রায়, কলে জল নেই।\nফোন ৯১০০০০০০০০০১, বাড়ি নং ১৪"
READ = Reading("streetlight_out", 0.9, "accept", "m1", "bn")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def move(town: Town, case: Case, code: str, **asked: Any) -> None:
    order = MoveOrder(code, **{"note": "কলের কথা", **asked})
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=order)


def put_right(town: Town, words: str = WORDS, subject: str = "water_no_supply") -> Case:
    case = open_case(town, fields={"description": words})
    move(town, case, "correct", subject=subject)
    return case


def candidate(town: Town, words: str = WORDS) -> TrainingPhrase:
    case = put_right(town, words)
    return TrainingPhrase.objects.get(case=case)


def accept(town: Town, phrase: TrainingPhrase, *, text: str = "", label: str = "water_no_supply") -> None:
    accept_phrase(officer=town.secretary, phrase_id=phrase.id, text=text or phrase.text, label=label, now=NOW)


def refusal(town: Town, phrase: TrainingPhrase, **asked: str) -> str:
    with pytest.raises(rules.RefusedError) as refused:
        accept(town, phrase, **asked)
    return PHRASES.say(refused.value.key, "bn")


# --- candidates ---


def test_what_was_put_right_waits_for_a_review_without_what_tells_who_wrote_it(town: Town) -> None:
    case = put_right(town)

    (phrase,) = teaching.candidates(town.secretary)

    assert phrase.text == "আমি •••, কলে জল নেই। ফোন •••, বাড়ি নং •••"
    assert (phrase.was, phrase.now, phrase.language) == ("streetlight_out", "water_no_supply", "bn")
    assert (phrase.case, phrase.by, phrase.at, phrase.state) == (case, town.officer.post, NOW, "candidate")


def test_the_words_of_a_case_wait_once_and_mean_what_was_said_last(town: Town) -> None:
    case = put_right(town)

    move(town, case, "correct", subject="water_dirty")
    assert TrainingPhrase.objects.values_list("was", "now").get() == ("streetlight_out", "water_dirty")

    move(town, case, "correct", subject="streetlight_out")
    assert TrainingPhrase.objects.count() == 0


def test_another_department_for_words_that_were_understood_waits_for_its_meaning(town: Town) -> None:
    water = make_department(town.body, "m_water")
    by_form = open_case(town)
    understood = open_case(town, fields={"description": "কলে জল নেই তিন দিন"}, reading=READ)
    for case in (by_form, understood):
        move(town, case, "refer", department=water)

    assert TrainingPhrase.objects.values_list("case__ref", "was", "now").get() == (
        understood.ref,
        "streetlight_out",
        "",
    )


def test_what_an_officer_wrote_for_somebody_teaches_nothing(town: Town) -> None:
    case = open_case(town, fields={"description": WORDS}, by="operator@falakata")

    move(town, case, "correct", subject="water_no_supply")

    assert TrainingPhrase.objects.count() == 0


def test_what_an_officer_heard_of_a_voice_teaches_nothing(town: Town) -> None:
    case = open_case(town, fields={"description": WORDS})
    heard = {"body_id": case.body_id, "case": case, "by": "operator@falakata", "at": NOW}
    CaseEvent.objects.create(id=uuid7(), code="voice_heard", **heard)

    move(town, case, "correct", subject="water_no_supply")

    assert TrainingPhrase.objects.count() == 0


@pytest.mark.parametrize("words", ["", "জল", "৯৮৩০০১২৩৪৫"])
def test_words_that_say_too_little_wait_for_nobody(town: Town, words: str) -> None:
    put_right(town, words)

    assert TrainingPhrase.objects.count() == 0


# --- the review ---


def test_what_is_accepted_is_there_for_the_next_model(town: Town) -> None:
    phrase = candidate(town)

    accept(town, phrase, text="পরীক্ষাপুরে জল নেই ক'দিন", label="water_low_pressure")

    assert list(teaching.accepted_phrases()) == [
        Phrase("পরীক্ষাপুরে জল নেই ক'দিন", "bn", "complaint", "water_low_pressure")
    ]
    assert not teaching.candidates(town.secretary).exists()
    phrase.refresh_from_db()
    assert (phrase.state, phrase.reviewed_by, phrase.reviewed_at) == (
        "accepted",
        "secretary@falakata",
        NOW,
    )


def test_words_may_mean_something_that_is_no_complaint(town: Town) -> None:
    accept(town, candidate(town), text="porikkhapure jonmo certificate lagbe", label="svc_birth_certificate")

    assert list(teaching.accepted_phrases()) == [
        Phrase(
            "porikkhapure jonmo certificate lagbe",
            "bn-Latn",
            "svc_birth_certificate",
            "svc_birth_certificate",
        )
    ]


def test_the_same_words_are_not_accepted_twice_in_whatever_script(town: Town) -> None:
    accept(town, candidate(town, "পরীক্ষাপুরে জল নেই আজ"))

    assert refusal(town, candidate(town, "জল নেই ক'দিন"), text="porikkhapure jol nei aaj") == (
        "এই কথা আগেই শেখানো হয়েছে। এটি বাদ দিন।"
    )
    put_right(town, "পরীক্ষাপুরে জল নেই আজ")
    assert TrainingPhrase.objects.filter(state=PhraseState.CANDIDATE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_teach_the_same_words_at_once_teach_them_once() -> None:
    town = make_town()
    phrases = [candidate(town, f"পরীক্ষাপুরে জল নেই {day}") for day in ("আজ", "কাল")]
    together = Barrier(2)

    def taught(phrase: TrainingPhrase) -> str:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            accept(town, phrase, text="পরীক্ষাপুরে জল নেই রোজ")
        except rules.RefusedError as refused:
            return refused.key
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(taught, phrases)) == ["accepted", "phrase_known"]

    assert [one.text for one in teaching.accepted_phrases()] == ["পরীক্ষাপুরে জল নেই রোজ"]


def test_of_two_offices_the_last_word_counts(town: Town) -> None:
    other = make_town("basirhat", number=1003)
    accept(town, candidate(town, "পরীক্ষাপুরে জল নেই আজ"))
    phrase = candidate(other, "পরীক্ষাপুরে জল নেই আজ")
    accept_phrase(
        officer=other.secretary,
        phrase_id=phrase.id,
        text=phrase.text,
        label="water_dirty",
        now=NOW + timedelta(hours=1),
    )

    assert [one.topic for one in teaching.accepted_phrases()] == ["water_dirty"]


@pytest.mark.parametrize(
    ("text", "label", "sentence"),
    [
        ("•••", "water_no_supply", "বাংলা, ইংরেজি বা হিন্দি হরফে কিছু কথা রাখুন।"),
        ("水がない ৫", "water_no_supply", "বাংলা, ইংরেজি বা হিন্দি হরফে কিছু কথা রাখুন।"),
        ("জল " * 120, "water_no_supply", "কথাটা বেশি বড়। তিনশো অক্ষরের মধ্যে আসল কথাটুকু রাখুন।"),
        ("জল নেই 9830012345", "water_no_supply", "কথার মধ্যে ফোন, নম্বর বা ইমেল রয়ে গেছে। মুছে দিন।"),
        ("জল নেই", "", "কথাটা কোন বিষয়ের, তালিকা থেকে বেছে নিন।"),
        ("টাকা চাইছে", "staff_conduct", "কথাটা কোন বিষয়ের, তালিকা থেকে বেছে নিন।"),
    ],
)
def test_words_that_cannot_teach_are_refused_with_a_sentence(
    town: Town, text: str, label: str, sentence: str
) -> None:
    phrase = candidate(town)

    assert refusal(town, phrase, text=text, label=label) == sentence
    assert list(teaching.accepted_phrases()) == []


def test_what_is_refused_is_gone(town: Town) -> None:
    phrase = candidate(town)

    refuse_phrase(officer=town.secretary, phrase_id=phrase.id, now=NOW)

    phrase.refresh_from_db()
    assert (phrase.state, phrase.text) == ("refused", "")
    assert refusal(town, phrase, text="জল নেই") == "এই কথাটি আর সারিতে নেই। একজন সহকর্মী দেখে দিয়েছেন।"


@pytest.mark.parametrize("role", ["officer", "councillor", "operator"])
def test_who_leads_the_office_or_keeps_its_papers_reviews_and_nobody_else(town: Town, role: str) -> None:
    phrase, officer = candidate(town), _somebody(town, role)

    with pytest.raises(rules.RefusedError, match="move_not_yours"):
        refuse_phrase(officer=officer, phrase_id=phrase.id, now=NOW)
    elsewhere = make_town("basirhat", number=1003).secretary
    with pytest.raises(rules.RefusedError, match="phrase_gone"):
        refuse_phrase(officer=elsewhere, phrase_id=phrase.id, now=NOW)


def _somebody(town: Town, role: str) -> Officer:
    return town.officer if role == "officer" else make_officer(town.body, role)


def test_what_nobody_has_looked_at_in_ninety_days_is_gone(town: Town) -> None:
    old, fresh = candidate(town), candidate(town, "পরীক্ষাপুরে জল নেই আজ")
    TrainingPhrase.objects.filter(id=old.id).update(at=NOW - timedelta(days=91))

    assert drop_unreviewed(now=NOW) == 1

    assert TrainingPhrase.objects.values_list("text", "reviewed_by").get(id=old.id) == ("", "system")
    assert [one.id for one in teaching.candidates(town.secretary)] == [fresh.id]


def test_no_words_of_a_citizen_stand_in_history(town: Town) -> None:
    accept(town, candidate(town))

    rows = AuditRow.objects.filter(table_name="cases_trainingphrase").order_by("number")

    assert [(row.act, row.changed.get("text", "")) for row in rows] == [("insert", ""), ("update", "")]


def test_the_mark_by_which_a_training_begins_changes_with_what_is_accepted_alone(town: Town) -> None:
    phrase = candidate(town)
    before = teaching.mark_of_accepted()

    refuse_phrase(officer=town.secretary, phrase_id=candidate(town, "জল নেই ক'দিন").id, now=NOW)
    assert teaching.mark_of_accepted() == before

    accept(town, phrase)
    assert teaching.mark_of_accepted() != before


# --- names ---


def test_everything_that_people_come_for_has_a_name_in_both_languages(town: Town) -> None:
    for lang in ("bn", "en"):
        names = teaching.label_names(town.body, lang)  # type: ignore[arg-type]
        assert {*INTENTS, *FINER} - {REPORT} <= set(names)
        assert "" not in names.values()
    assert teaching.label_names(town.body, "bn")["water_no_supply"] == "জল আসছে না"


def test_what_is_accepted_is_filed_as_the_bank_files_it(town: Town) -> None:
    accept(town, candidate(town, "পরীক্ষাপুরে জল নেই আজ"))
    accept(town, candidate(town, "porikkhapure jol asche na 3 din"))

    assert teaching.as_files(town.body.id) == {
        "water_no_supply": {"bn": ["পরীক্ষাপুরে জল নেই আজ"], "bn-Latn": ["porikkhapure jol asche na 3 din"]}
    }


def test_words_of_the_bank_are_known_already(town: Town) -> None:
    known = next(phrase.text for phrase in bank(BUNDLED) if not tells_who(phrase.text))

    assert refusal(town, candidate(town), text=known) == "এই কথা আগেই শেখানো হয়েছে। এটি বাদ দিন।"
