"""A phone that others read, and a lost one: what is understood, and what is kept from whoever looks."""

from datetime import time

import pytest

from janasetu.cases.codes import code_of
from janasetu.conversations.engine.effects import AskByCode, BeHeard, BeQuiet, CaseLine
from janasetu.conversations.offices import AREA
from janasetu.conversations.tests.talking import Talk, office
from janasetu.lib.references import compose, grouped

REF = compose(year=2026, body=1002, serial=1)
HIDDEN = "আপনার নাম, নম্বর ও ছবি গোপন থাকবে। এই ফোন অন্য কেউ দেখেন? «অন্যের ফোন» লিখুন, মেসেজে শুধু নম্বর থাকবে।"
ABOVE = "এই অভিযোগ যাবে উপরের অফিসে, এই অফিসের কেউ দেখবেন না।"
WHICH_HOUR = (
    "ঠিক আছে। এখন থেকে এই ফোনে শুধু নম্বর জানাব, আর কিছু নয়। আগের মেসেজগুলি মুছে দিতে পারেন। "
    "অফিস থেকে কোন সময়ে ফোন করা যাবে?"
)


# --- a complainant who is hidden ---


def test_who_begins_to_complain_of_a_bribe_is_told_that_it_stays_hidden() -> None:
    talk = Talk()

    (said,) = talk.says("ঘুষ")

    assert said.startswith(f"{HIDDEN}\n\n")
    assert talk.session.hushed == (talk.session.draft,)


def test_it_is_said_once_a_form() -> None:
    talk = Talk().goes_through("ঘুষ")

    (said,) = talk.says("সই করানোর জন্য কাউন্টারে পাঁচশো টাকা চেয়েছে")

    assert HIDDEN not in said


def test_in_a_panchayat_it_is_said_that_it_goes_above() -> None:
    talk = Talk(office(kind="gram_panchayat", name="শালডাঙা গ্রাম পঞ্চায়েত"))

    (said,) = talk.says("ঘুষ")

    assert said.startswith(ABOVE)


def test_of_a_lamp_nothing_is_hidden() -> None:
    talk = Talk()

    (said,) = talk.says("রাস্তার আলো জ্বলছে না")

    assert HIDDEN not in said
    assert talk.session.hushed == ()


def test_a_form_that_was_hushed_stays_so_when_it_is_left() -> None:
    talk = Talk().goes_through("ঘুষ")
    draft = talk.session.draft

    talk.goes_through("বাতিল", "রাস্তার আলো জ্বলছে না")

    assert talk.session.hushed == (draft,)


# --- quiet ---


@pytest.mark.parametrize(
    "words", ["এই ফোন অন্য কেউ দেখে", "অন্যের ফোন", "onner phone", "not my phone", "फोन किसी और का है"]
)
def test_a_word_makes_the_phone_quiet_at_once_and_asks_for_an_hour(words: str) -> None:
    talk = Talk().goes_through("নমস্কার")

    told = talk.says(words)

    assert told == [WHICH_HOUR]
    assert talk.quiet == BeQuiet()
    assert talk.titles == [
        "সকাল ৮টা–সকাল ৯টা",
        "সকাল ১০টা–সকাল ১১টা",
        "দুপুর ১২টা–দুপুর ১টা",
        "দুপুর ২টো–দুপুর ৩টে",
        "বিকেল ৪টে–বিকেল ৫টা",
        "সন্ধ্যা ৬টা–সন্ধ্যা ৭টা",
        "রাত ৮টা–রাত ৯টা",
        "ফোন করবেন না",
    ]


def test_the_hour_that_is_chosen_is_kept() -> None:
    talk = Talk().goes_through("নমস্কার", "অন্যের ফোন")

    (said,) = talk.taps("দুপুর ২টো–দুপুর ৩টে")

    assert talk.quiet == BeQuiet(time(14), time(15))
    assert said.startswith("মনে থাকবে: ফোন করা হবে শুধু দুপুর ২টো–দুপুর ৩টে-এর মধ্যে।")


def test_nobody_need_be_called() -> None:
    talk = Talk().goes_through("নমস্কার", "অন্যের ফোন")

    (said,) = talk.taps("ফোন করবেন না")

    assert talk.quiet == BeQuiet()
    assert said.startswith("মনে থাকবে, ফোন করা হবে না।")


def test_an_hour_that_was_not_offered_is_a_stale_button() -> None:
    talk = Talk().goes_through("নমস্কার")

    talk.taps_id("quiet:3")

    assert talk.quiet is None


def test_in_the_middle_of_a_form_it_goes_on_afterwards() -> None:
    talk = Talk().goes_through("ঘুষ")
    stood = talk.stands

    talk.goes_through("অন্যের ফোন", "ফোন করবেন না")

    assert talk.quiet == BeQuiet()
    assert talk.stands == stood


def test_a_word_tells_everything_again() -> None:
    talk = Talk().goes_through("নমস্কার", "অন্যের ফোন")

    (said,) = talk.says("ফোন এখন আমার")

    assert talk.quiet == BeHeard()
    assert said.startswith("ঠিক আছে। এখন থেকে আবার সব কথা লিখে জানাব।")


def test_while_a_person_of_the_office_has_the_talk_it_is_heard_too() -> None:
    talk = Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা")

    talk.says("অন্যের ফোন")

    assert talk.quiet == BeQuiet()


def test_before_an_office_is_chosen_it_is_heard_too() -> None:
    talk = Talk(AREA)

    talk.goes_through("অন্যের ফোন", "ফোন করবেন না")

    assert talk.quiet == BeQuiet()


# --- number and code ---


@pytest.mark.parametrize(
    "words",
    [
        f"{REF} {code_of(REF)}",
        f"{grouped(REF)} {code_of(REF)}",
        f"{grouped(REF)}\n{code_of(REF)}",
        f"নম্বর {grouped(REF)}, সংকেত {code_of(REF)}",
        f"{code_of(REF)} {grouped(REF)}",
        f"{REF} {code_of(REF)[:3]} {code_of(REF)[3:]}",
        f"{REF} {code_of(REF)}".translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")),
    ],
)
def test_a_number_with_its_code_is_asked_for(words: str) -> None:
    talk = Talk()

    talk.says(words)

    assert talk.words_on_cases == [AskByCode(REF, code_of(REF))]


@pytest.mark.parametrize(
    "words", [REF, f"{REF} 12345", f"{REF} 1234567", code_of(REF), f"{REF} {REF} 123456"]
)
def test_other_figures_are_no_code(words: str) -> None:
    talk = Talk()

    talk.says(words)

    assert talk.words_on_cases == []


def test_it_is_asked_beside_a_form_which_stays_as_it_was() -> None:
    talk = Talk().goes_through("রাস্তার আলো জ্বলছে না")
    stood = talk.stands

    talk.says(f"{REF} {code_of(REF)}")

    assert talk.words_on_cases == [AskByCode(REF, code_of(REF))]
    assert talk.stands.fields == stood.fields
    assert talk.stands.step == stood.step


def test_among_the_words_of_an_answer_it_is_part_of_the_answer() -> None:
    talk = Talk().goes_through("রাস্তার আলো জ্বলছে না")

    talk.says(f"আগেও লিখেছিলাম {grouped(REF)} তারপর 123456 নম্বর পোলে আলো জ্বলেনি")

    assert talk.words_on_cases == []


def test_without_an_office_and_with_a_person_of_one_it_is_asked_too() -> None:
    for talk in (Talk(AREA), Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা")):
        talk.says(f"{REF} {code_of(REF)}")

        assert talk.words_on_cases == [AskByCode(REF, code_of(REF))]


def test_an_own_case_is_told_by_its_number_alone_as_before() -> None:
    talk = Talk(cases=(CaseLine(REF, f"{grouped(REF)} · রাস্তার আলো জ্বলছে না · কাজ চলছে", awaits_word=False),))

    (said,) = talk.says(grouped(REF))

    assert f"{grouped(REF)} · রাস্তার আলো জ্বলছে না · কাজ চলছে" in said
