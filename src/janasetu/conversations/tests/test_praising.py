"""How the work was: stars by tap or typed, a few words, thanks; each counts once."""

import pytest

from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.tests.factories import Town, open_case, resolved_case
from janasetu.conversations.tests.phone import Phone
from janasetu.people.actions import begin_epochs
from janasetu.people.choices import EpochReason

ASKS = "কাজটা কেমন হল? পাঁচের মধ্যে কত দেবেন?"
TOO_LATE = "নম্বর নিয়ে আপনার উত্তর আগেই নেওয়া হয়েছে। নতুন অসুবিধা হলে আবার জানাবেন।"


@pytest.fixture
def phone(town: Town) -> Phone:
    """Of somebody who has just been asked whether the light burns."""
    phone = Phone(town.line)
    resolved_case(town, contact=phone.contact)
    return phone


@pytest.fixture
def case(phone: Phone) -> Case:
    return Case.objects.get()


def said_of(case: Case) -> list[tuple[str, str, dict[str, object]]]:
    """What stands in the case after the claim."""
    rows = CaseEvent.objects.filter(case=case).order_by("id")
    return [(row.code, row.by, row.params) for row in rows][2:]


CREDIT = {"officer": "officer@falakata", "department": "m_lighting"}


def test_who_says_yes_is_asked_for_stars_in_the_same_message(phone: Phone, case: Case) -> None:
    (told,) = phone.says("হ্যাঁ")

    assert told == f"ধন্যবাদ। অভিযোগ {case.grouped_ref} মিটে গেছে বলে লেখা হল।\n{ASKS}"
    assert phone.titles == ["৫ ★ খুব ভালো", "৪ ★ ভালো", "৩ ★ মোটামুটি", "২ ★ ভালো নয়", "১ ★ খুব খারাপ"]


@pytest.mark.parametrize("typed", ["৫ ★ খুব ভালো", "৫", "5", "৫ তারা", "5 stars", "5/5", "★★★★★"])
def test_stars_are_tapped_or_typed_and_credited(phone: Phone, case: Case, typed: str) -> None:
    phone.says("হ্যাঁ")

    (told,) = phone.says(typed)

    case.refresh_from_db()
    assert (case.stars, case.rated_at is not None) == (5, True)
    assert said_of(case)[1:] == [("rated", "citizen", {"stars": 5, **CREDIT})]
    assert told == (f"ধন্যবাদ। {case.grouped_ref} নম্বরে আপনার দেওয়া ৫ তারা লেখা হল। কাজ নিয়ে কিছু বলতে চাইলে এখন লিখুন।")


def test_who_gives_few_stars_is_asked_what_was_not_good(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ")

    (told,) = phone.says("২")

    assert told.endswith("কী ভালো হয়নি, চাইলে এক-দু কথায় লিখুন।")
    case.refresh_from_db()
    assert case.stars == 2


@pytest.mark.parametrize("typed", ["৬", "০", "৫৫", "★★★★★★"])
def test_more_stars_than_five_are_none(phone: Phone, case: Case, typed: str) -> None:
    phone.says("হ্যাঁ", typed)

    case.refresh_from_db()
    assert case.stars is None


def test_words_after_the_stars_are_kept_with_the_case(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ", "৪")

    (told,) = phone.says("রাস্তার আলো এখন ভালো জ্বলছে, তবে দুদিন দেরি হল")

    assert said_of(case)[-1] == (
        "remarked",
        "citizen",
        {"note": "রাস্তার আলো এখন ভালো জ্বলছে, তবে দুদিন দেরি হল", **CREDIT},
    )
    assert told == (
        f"ধন্যবাদ। আপনার কথা {case.grouped_ref} নম্বরের সঙ্গে লিখে রাখা হল। নতুন কোনো সমস্যা জানাতে «মেনু» লিখুন।"
    )


def test_who_has_nothing_more_to_say_is_let_go(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ", "৪")

    assert phone.says("আর কিছু নয়") == ["আপনাকেও ধন্যবাদ। আর কিছু লাগলে লিখুন।"]
    assert [code for code, *_ in said_of(case)] == ["confirmed", "rated"]


def test_the_name_of_a_service_after_the_stars_begins_it(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ", "৪")

    (told,) = phone.says("অভিযোগ")

    assert "সমস্যাটা কী নিয়ে?" in told
    assert [code for code, *_ in said_of(case)] == ["confirmed", "rated"]


@pytest.mark.parametrize("before", [("হ্যাঁ",), ("হ্যাঁ", "৫")])
def test_a_lone_word_of_thanks_then_is_for_who_did_the_work(
    phone: Phone, case: Case, before: tuple[str, ...]
) -> None:
    phone.says(*before)

    (told,) = phone.says("ধন্যবাদ")

    assert said_of(case)[-1] == ("thanked", "citizen", CREDIT)
    assert told == (f"শুনে ভালো লাগল। {case.grouped_ref} নম্বরের কাজ যাঁরা করেছেন, আপনার ধন্যবাদ তাঁদের কাছে পৌঁছে দেওয়া হল।")
    assert phone.says("ধন্যবাদ") == ["আপনাকেও ধন্যবাদ। আর কিছু লাগলে লিখুন।"]


def test_the_first_stars_stand_and_later_ones_are_answered(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ", "৫")

    told = phone.taps_id(f"rate:{case.ref}:1")

    case.refresh_from_db()
    assert (case.stars, told) == (5, [f"{case.grouped_ref} {TOO_LATE}"])
    assert [code for code, *_ in said_of(case)] == ["confirmed", "rated"]


@pytest.mark.parametrize("what", ["0", "6", "yes", "x"])
def test_stars_that_were_never_offered_are_a_stale_button(phone: Phone, case: Case, what: str) -> None:
    phone.says("হ্যাঁ")

    (told,) = phone.taps_id(f"rate:{case.ref}:{what}")

    case.refresh_from_db()
    assert case.stars is None
    assert told.startswith("ওই বোতামটি পুরনো হয়ে গেছে")


def test_stars_come_days_later_too(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ")

    phone.waits(days=9).says("৩ ★ মোটামুটি")

    case.refresh_from_db()
    assert case.stars == 3


def test_nobody_rates_what_is_not_confirmed(phone: Phone, case: Case) -> None:
    told = phone.taps_id(f"rate:{case.ref}:5")

    case.refresh_from_db()
    assert (case.stars, told) == (None, [f"{case.grouped_ref} {TOO_LATE}"])


def test_whoever_has_the_phone_now_rates_nothing_of_who_had_it(phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ")
    begin_epochs([phone.contact], EpochReason.REPORTED, now=phone.now)

    told = phone.taps_id(f"rate:{case.ref}:1")

    case.refresh_from_db()
    assert (case.stars, told) == (None, [f"{case.grouped_ref} {TOO_LATE}"])


def test_somebody_else_rates_nothing_and_learns_nothing(town: Town, phone: Phone, case: Case) -> None:
    phone.says("হ্যাঁ")
    stranger = Phone(town.line, "919830099999")

    told = stranger.taps_id(f"rate:{case.ref}:1")

    case.refresh_from_db()
    assert (case.stars, told) == (None, [f"{case.grouped_ref} {TOO_LATE}"])


def test_a_number_typed_when_nothing_was_rated_means_what_it_meant(town: Town) -> None:
    phone = Phone(town.line)
    open_case(town, contact=phone.contact)
    phone.says("নমস্কার", "অভিযোগ")

    assert phone.says("৫")
    assert not CaseEvent.objects.filter(code="rated").exists()
