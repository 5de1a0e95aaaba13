"""Words that were misunderstood are reviewed by somebody of the office; a page shows what is confused."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from ruamel.yaml import YAML

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import Case, CaseEvent, TrainingPhrase
from janasetu.cases.teaching import accepted_phrases
from janasetu.cases.understood import Decided, Reading
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_town, an_officer, told_by_rahima
from janasetu.understanding.phrases import Phrase

pytestmark = pytest.mark.django_db
LEARNING, CONFUSIONS = "/console/learning/", "/console/learning/confusions/"
WORDS = "পরীক্ষাপুরে জল নেই তিন দিন"


@pytest.fixture
def secretary(town: LocalBody) -> Officer:
    return an_officer(town, "secretary")


@pytest.fixture
def reviewer(secretary: Officer) -> Visitor:
    return visits(secretary)


def visits(officer: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(officer.user)
    return visitor


def a_misread(
    body: LocalBody, words: str = WORDS, *, decision: Decided = "accept", language: str = "bn"
) -> Case:
    """A tap without water that was taken for a lamp."""
    fields = {"category": "streetlight_out", "description": words, "place": {"text": "মোড়", "ward": "11"}}
    reading = Reading("streetlight_out", 0.9, decision, "m1", language)
    return told_by_rahima(body, fields, reading=reading)


def put_right(officer: Officer, case: Case, subject: str = "water_no_supply") -> TrainingPhrase:
    order = MoveOrder("correct", subject=subject, note="কলের কথা")
    make_move(officer=officer, ref=case.ref, order=order, now=NOW)
    return TrainingPhrase.objects.get(case=case)


def test_a_misrouted_case_is_put_right_reviewed_and_then_there_for_the_next_model(
    town: LocalBody, officer: Officer, desk: Visitor, reviewer: Visitor
) -> None:
    case = a_misread(town, f"আমি রহিমা, {WORDS}। ফোন ৯৮৩০০ ১২৩৪৫")
    page = desk.get(f"/console/cases/{case.ref}/").content.decode()
    assert "বিষয় ঠিক করুন" in page

    sent = {"move": "correct", "subject": "water_no_supply", "note": "কলের কথা", "since": ""}
    assert desk.post(f"/console/cases/{case.ref}/", sent).status_code == 302

    told = desk.get(f"/console/cases/{case.ref}/").content.decode()
    assert "বিষয় ঠিক করেছেন: «রাস্তার আলো জ্বলছে না» নয়, «জল আসছে না»" in told
    queue = reviewer.get(LEARNING).content.decode()
    assert f"আমি •••, {WORDS}। ফোন •••" in queue
    assert "<del>রাস্তার আলো জ্বলছে না</del>" in queue
    phrase = TrainingPhrase.objects.get()

    taught = {"id": phrase.id, "text": WORDS, "label": "water_no_supply"}
    answer = reviewer.post(LEARNING, taught, follow=True).content.decode()

    assert "শেখার জন্য নেওয়া হল।" in answer
    assert "দেখার মতো কিছু নেই" in answer
    assert WORDS in answer
    assert list(accepted_phrases()) == [Phrase(WORDS, "bn", "complaint", "water_no_supply")]


def test_words_that_are_not_accepted_stay_as_they_were_typed_with_the_reason(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    phrase = put_right(officer, a_misread(town))

    for text, label, why in (
        (f"{WORDS} 9830012345", "water_no_supply", "কথার মধ্যে ফোন, নম্বর বা ইমেল রয়ে গেছে। মুছে দিন।"),
        (f"{WORDS}!", "", "কথাটা কোন বিষয়ের, তালিকা থেকে বেছে নিন।"),
        (f"{WORDS}!", "no-such", "কথাটার মানে তালিকা থেকে বেছে নিন।"),
    ):
        page = reviewer.post(LEARNING, {"id": phrase.id, "text": text, "label": label}).content.decode()
        assert why in page
        assert f"{text}</textarea>" in page
    assert list(accepted_phrases()) == []


def test_double_words_are_refused_and_can_be_left_out(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    phrases = [put_right(officer, a_misread(town)) for _ in range(2)]
    for phrase in phrases:
        asked = {"id": phrase.id, "text": WORDS, "label": "water_no_supply"}
        page = reviewer.post(LEARNING, asked, follow=True).content.decode()

    assert "এই কথা আগেই শেখানো হয়েছে। এটি বাদ দিন।" in page
    reviewer.post(LEARNING, {"id": phrases[1].id, "refuse": "1"})
    assert TrainingPhrase.objects.values_list("state", "text").get(id=phrases[1].id) == ("refused", "")
    colleague = visits(an_officer(town, "clerk"))
    again = colleague.post(LEARNING, {"id": phrases[1].id, "refuse": "1"}, follow=True)
    assert "এই কথাটি আর সারিতে নেই।" in again.content.decode()


@pytest.mark.parametrize("pressed", [{"label": "water_no_supply", "text": WORDS}, {"refuse": "1"}])
def test_a_button_that_is_pressed_twice_decides_once(
    town: LocalBody, officer: Officer, reviewer: Visitor, pressed: dict[str, str]
) -> None:
    phrase = put_right(officer, a_misread(town))

    first, second = (reviewer.post(LEARNING, pressed | {"id": phrase.id}, follow=True) for _ in range(2))

    assert [str(one) for one in second.context["messages"]] == [str(one) for one in first.context["messages"]]
    assert TrainingPhrase.objects.get().reviewed_by == "secretary@falakata"


def test_what_is_refused_stands_beside_its_own_words_and_not_another_citizens(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    first, second = (put_right(officer, a_misread(town, f"{WORDS} {name}")) for name in ("এক", "দুই"))
    again = MoveOrder("correct", subject="water_dirty", note="আবার দেখা হল")
    make_move(officer=officer, ref=first.case.ref, order=again, now=NOW + timedelta(minutes=1))

    page = reviewer.post(LEARNING, {"id": first.id, "text": WORDS, "label": ""})

    assert page.context["queue"].shown.text == f"{WORDS} এক"
    assert reviewer.get(LEARNING, {"after": second.id}).context["queue"].shown.text == f"{WORDS} এক"


@pytest.mark.parametrize("said", [{}, {"label": "no-such"}, {"text": WORDS, "label": "water_no_supply"}])
def test_of_words_that_wait_no_more_that_is_said(reviewer: Visitor, said: dict[str, str]) -> None:
    page = reviewer.post(LEARNING, {"id": UUID(int=0)} | said, follow=True)

    assert "এই কথাটি আর সারিতে নেই।" in page.content.decode()


def test_a_sign_that_no_text_may_have_is_told_and_the_words_are_kept(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    phrase = put_right(officer, a_misread(town))

    page = reviewer.post(LEARNING, {"id": phrase.id, "text": "জল\x00নেই", "label": "water_no_supply"})

    assert page.context["form"].errors["text"] == ["এমন একটি অক্ষর আছে, যা নেওয়া যায় না।"]
    assert page.context["form"]["text"].value() == "জল\x00নেই"


def test_words_can_be_left_for_later_and_come_again_at_the_end(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    first, second = (put_right(officer, a_misread(town, f"{WORDS} {name}")) for name in ("এক", "দুই"))

    def shown(after: TrainingPhrase | None) -> str:
        page = reviewer.get(LEARNING, {"after": after.id} if after else {})
        return str(page.context["queue"].shown.id)

    assert shown(None) == shown(second) == str(first.id)
    assert shown(first) == str(second.id)
    assert reviewer.get(LEARNING, {"after": "x"}).status_code == 200
    assert reviewer.post(LEARNING, {"id": "x"}).status_code == 302


def test_the_file_holds_what_was_accepted_as_the_bank_has_it(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    for words, label in ((WORDS, "water_no_supply"), ("porikkhapure ghola jol", "water_dirty")):
        phrase = put_right(officer, a_misread(town, words))
        reviewer.post(LEARNING, {"id": phrase.id, "text": words, "label": label})

    answer = reviewer.get(f"{LEARNING}file")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="phrases-falakata-2026-11-24.yaml"'
    text = answer.content.decode()
    assert list(YAML(typ="safe").load_all(text)) == [
        {"bn-Latn": ["porikkhapure ghola jol"]},
        {"bn": [WORDS]},
    ]
    assert [line for line in text.splitlines() if line.endswith(".yaml")] == [
        "# water_dirty.yaml",
        "# water_no_supply.yaml",
    ]


def test_the_rates_and_the_pairs_stand_on_a_page_and_lead_to_their_cases(
    town: LocalBody, officer: Officer, reviewer: Visitor
) -> None:
    case = a_misread(town)
    put_right(officer, case)
    a_misread(town, decision="choose", language="bn-Latn")

    page = reviewer.get(CONFUSIONS)

    told = page.content.decode()
    assert "নিজের কথায় শুরু হয়েছে ২টি" in told
    assert "<b>৫০%</b> <small>১ / ২</small>" in told  # taken without a question
    assert "<b>১০০%</b> <small>১ / ১</small>" in told  # and put right later
    assert "ইংরেজি হরফে বাংলা" in told
    (pair,) = page.context["pairs"]
    assert (pair.understood, pair.stands_as, pair.count) == ("রাস্তার আলো জ্বলছে না", "জল আসছে না", "১")
    listed = reviewer.get(pair.url).content.decode()
    assert case.grouped_ref in listed
    assert "এমন কিছু নেই" in reviewer.get("/console/learning/confusions/cases/?was=x&is=%00y").content.decode()


def test_what_the_model_confuses_among_its_own_phrases_stands_below(
    reviewer: Visitor, settings: Any, tmp_path: Path
) -> None:
    settings.MODELS_FOLDER = tmp_path
    (tmp_path / "m1").mkdir()
    counted = {"confusions": [["thanks", "reopen", 5], ["water_dirty", "staff_conduct", 8]]}
    (tmp_path / "current").write_text("m1\n", encoding="ascii")
    (tmp_path / "m1" / "model.json").write_text(json.dumps(counted), encoding="utf-8")

    page = reviewer.get(CONFUSIONS)

    told = [(one.understood, one.stands_as, one.count) for one in page.context["of_the_model"]]
    assert told == [("ঘুষ বা দুর্ব্যবহার", "নোংরা জল", "৮"), ("কাজ হয়নি, আবার দেখুন", "ধন্যবাদ", "৫")]
    assert "শেখা কথার মধ্যেই যা গুলিয়ে যায়" in page.content.decode()


def test_pages_without_anything_say_so(reviewer: Visitor) -> None:
    assert "দেখার মতো কিছু নেই" in reviewer.get(LEARNING).content.decode()
    assert "এই সময়ে গোনার মতো কিছু নেই" in reviewer.get(CONFUSIONS).content.decode()


def test_who_does_not_review_is_told_that_it_is_not_theirs(desk: Visitor) -> None:
    for address in (LEARNING, f"{LEARNING}file", CONFUSIONS, f"{CONFUSIONS}cases/"):
        assert desk.get(address).status_code == 403, address


def test_the_words_and_pairs_of_another_body_are_never_shown(
    town: LocalBody, officer: Officer, secretary: Officer, reviewer: Visitor
) -> None:
    elsewhere = a_town("basirhat", 1003)
    phrase = put_right(an_officer(elsewhere), a_misread(elsewhere))

    assert WORDS not in reviewer.get(LEARNING).content.decode()
    assert list(reviewer.get(CONFUSIONS).context["pairs"]) == []
    reviewer.post(LEARNING, {"id": phrase.id, "refuse": "1"})
    phrase.refresh_from_db()
    assert phrase.state == "candidate"


def test_the_queries_do_not_grow(town: LocalBody, officer: Officer, reviewer: Visitor) -> None:
    def costs(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert reviewer.get(address).status_code == 200
        return len(seen)

    pages = (LEARNING, CONFUSIONS, f"{CONFUSIONS}cases/?was=streetlight_out&is=water_no_supply")
    put_right(officer, a_misread(town, f"{WORDS} এক"))
    for address in pages:
        reviewer.get(address)
    one = [costs(address) for address in pages]
    for word in ("দুই", "তিন"):
        put_right(officer, a_misread(town, f"{WORDS} {word}"))

    assert one == [costs(address) for address in pages]
    assert max(one) <= 13


def test_a_case_shows_no_way_to_another_subject_where_there_is_none(
    town: LocalBody, officer: Officer, desk: Visitor
) -> None:
    case = a_misread(town)
    Case.objects.filter(id=case.id).update(supporters=1)

    assert "বিষয় ঠিক করুন" not in desk.get(reverse("console:case", args=[case.ref])).content.decode()
    assert not CaseEvent.objects.filter(code="subject_corrected").exists()
