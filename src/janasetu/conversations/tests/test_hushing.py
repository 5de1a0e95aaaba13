"""What the office sees of talks says nothing of a case whose complainant is hidden; quiet and lost phones."""

from datetime import timedelta

import pytest

from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import Town, open_case
from janasetu.conversations import queries
from janasetu.conversations.hushing import without_code
from janasetu.conversations.tests.office import HANDED, PERSON
from janasetu.conversations.tests.phone import Phone
from janasetu.documents.models import ReceivedFile
from janasetu.messaging.values import Media, Said

WORDS = "সই করানোর জন্য কাউন্টারে পাঁচশো টাকা চেয়েছে"
BRIBE = ("ঘুষ", WORDS, "৫ নং ওয়ার্ড", "ছবি নেই", "জমা দিন")
LAMP = ("রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "জমা দিন")
DAY = timedelta(days=1)


@pytest.fixture
def phone(town: Town) -> Phone:
    return Phone(town.line)


def said(town: Town, phone: Phone) -> str:
    """All that the office reads of the talk."""
    talk = queries.talk_for(town.body.id, phone.talk.id)
    return "\n".join(one.said.text for one in queries.messages_of(talk, 50))


def the_case(category: str = "staff_conduct") -> Case:
    return Case.objects.get(category=category)


def test_what_was_said_of_a_bribe_is_not_in_the_talk_with_a_person(town: Town, phone: Phone) -> None:
    phone.says("নমস্কার", *BRIBE, PERSON, "আমার কথা শুনুন")

    read = said(town, phone)

    case = the_case()
    assert case.confidential
    for mark in ("ঘুষ", "পাঁচশো", case.ref, case.grouped_ref, code_of(case.ref)):
        assert mark not in read
    assert "আমার কথা শুনুন" in read
    assert HANDED in read


def test_a_lamp_is_in_the_talk_without_its_code(town: Town, phone: Phone) -> None:
    phone.says("নমস্কার", *LAMP, PERSON)

    read = said(town, phone)

    case = the_case("streetlight_out")
    assert "তিন দিন আলো নেই" in read
    assert f"নম্বর: {case.grouped_ref}" in read
    assert "গোপন সংকেত: ••••••" in read
    assert code_of(case.ref) not in read


def test_a_form_that_is_not_handed_in_yet_or_was_cancelled_is_not_there_either(
    town: Town, phone: Phone
) -> None:
    phone.says(*BRIBE[:2], "বাতিল", *BRIBE[:2], PERSON)

    read = said(town, phone)

    assert "পাঁচশো" not in read
    assert "ঘুষ" not in read


def test_neither_a_list_of_own_cases_nor_a_question_of_which_one_tells_it(town: Town, phone: Phone) -> None:
    phone.says(*BRIBE, *LAMP, "আমার অভিযোগ", "লোকটা কাল আবার এসে টাকা চেয়েছে", PERSON)

    read = said(town, phone)

    assert the_case().grouped_ref not in read
    assert "আবার এসে" not in read


def test_a_question_of_the_office_about_it_and_the_answer_are_not_there(town: Town, phone: Phone) -> None:
    phone.says(*BRIBE, PERSON)
    case = the_case()
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("ask", note="কে চেয়েছে?"), now=phone.now)

    phone.says("কাউন্টারের লম্বা লোকটি")

    talks = queries.handed_over_talks(town.body.id, now=phone.now)
    assert "কে চেয়েছে?" not in said(town, phone)
    assert "লম্বা লোকটি" not in said(town, phone)
    assert [talk.said for talk in talks] == [None]


def test_a_photo_of_it_is_no_file_of_the_talk(town: Town, phone: Phone) -> None:
    photo = Said("image", media=Media("700001", "image", "image/jpeg"))
    phone.says(*BRIBE[:3])
    phone.hears(photo)
    before = ReceivedFile.objects.get()
    phone.says(PERSON)
    talk = queries.talk_for(town.body.id, phone.talk.id)
    in_the_form = queries.file_of_talk(talk, before.id)
    phone.says("মেনু", "চালিয়ে যান", "জমা দিন")
    phone.says(PERSON)

    handed_in = queries.file_of_talk(queries.talk_for(town.body.id, phone.talk.id), before.id)

    assert the_case().confidential
    assert (in_the_form, handed_in) == (None, None)


def test_a_photo_for_a_person_of_the_office_is(town: Town, phone: Phone) -> None:
    phone.says(*BRIBE, PERSON)
    phone.hears(Said("image", media=Media("700001", "image", "image/jpeg")))
    file = ReceivedFile.objects.get()

    assert queries.file_of_talk(queries.talk_for(town.body.id, phone.talk.id), file.id) == file


def test_a_number_and_code_that_somebody_typed_are_not_shown(town: Town, phone: Phone) -> None:
    other = open_case(town)
    phone.says(f"{other.grouped_ref} {code_of(other.ref)}", PERSON)

    read = said(town, phone)

    assert other.grouped_ref not in read.replace(f"{other.grouped_ref}: ", "")
    assert code_of(other.ref) not in read


# --- a quiet phone ---


def test_on_a_quiet_phone_own_cases_are_numbers_alone(town: Town, phone: Phone) -> None:
    phone.says(*LAMP)
    case = the_case("streetlight_out")
    phone.says("অন্যের ফোন", "ফোন করবেন না")

    listed, asked = phone.says("আমার অভিযোগ"), phone.says(case.grouped_ref)

    assert case.grouped_ref in listed[0]
    assert case.grouped_ref in asked[0]
    assert "আলো" not in listed[0].partition("\n\n")[0]
    assert "আলো" not in asked[0].partition("\n\n")[0]


def test_a_case_is_acknowledged_quietly_in_the_same_breath(town: Town, phone: Phone) -> None:
    phone.says("অন্যের ফোন", "ফোন করবেন না")

    told = phone.says(*LAMP)

    case = the_case("streetlight_out")
    assert told[-1].startswith(f"আপনার নম্বর {case.grouped_ref}।")
    assert code_of(case.ref) not in told[-1]


# --- a long silence, and another phone ---


def test_the_receipt_by_the_law_is_no_secret_for_all_its_figures() -> None:
    told = "26-1002-0072-1 নম্বর আবেদনের রসিদ (ফর্ম ১)। আইনে বাঁধা শেষ দিন ৬ জানুয়ারি ২০২৭।"

    assert without_code(told, "rights:1") == told
    assert without_code("26-1002-0072-1 787291", "in:1:0") == "••••••"
    assert without_code("26-1002-0072-1 787291") == "••••••"


def test_after_61_silent_days_the_own_phone_still_hears_of_it(town: Town, phone: Phone) -> None:
    phone.says(*LAMP)
    case = the_case("streetlight_out")

    told = phone.waits(days=61).says(case.grouped_ref)

    assert f"{case.grouped_ref} · রাস্তার আলো জ্বলছে না · জমা পড়েছে" in told[0]


def test_after_91_days_the_number_alone_tells_nothing_and_with_its_code_it_does(
    town: Town, phone: Phone
) -> None:
    phone.says(*LAMP)
    case = the_case("streetlight_out")

    alone = phone.waits(days=91).says(case.grouped_ref)
    with_code = phone.says(f"{case.grouped_ref} {code_of(case.ref)}")

    assert "আলো জ্বলছে না" not in alone[0].partition("\n\n")[0]
    assert f"{case.grouped_ref}: রাস্তার আলো জ্বলছে না" in with_code[0]


def test_on_another_phone_the_number_alone_tells_nothing(town: Town, phone: Phone) -> None:
    phone.says(*LAMP)
    case = the_case("streetlight_out")
    new = Phone(town.line, "919830099887")

    alone = new.says(case.grouped_ref)
    with_code = new.says(f"{case.grouped_ref} {code_of(case.ref)}")

    assert "আলো জ্বলছে না" not in alone[0].partition("\n\n")[0]
    assert f"{case.grouped_ref}: রাস্তার আলো জ্বলছে না" in with_code[0]
