"""Somebody has told of it before: the person is asked once, joins or goes on, and learns nobody's name."""

from dataclasses import replace

import pytest

from janasetu.conversations.engine.effects import Differs, LikeLine
from janasetu.conversations.tests.talking import Talk
from janasetu.lib.references import compose, grouped
from janasetu.messaging.values import Choice

FIRST, SECOND, MINE = (compose(year=2026, body=1002, serial=n) for n in (1, 2, 3))
LAMP = LikeLine(FIRST, "রাস্তার আলো জ্বলছে না, প্রায় ৩০ মিটার দূরে, ২ ঘণ্টা আগে")
OTHER = LikeLine(SECOND, "রাস্তার আলো জ্বলছে না, প্রায় ৬০ মিটার দূরে, ১ দিন আগে")
KNOWN = LikeLine(FIRST, "জল আসছে না, ওয়ার্ড ৫", is_known=True)
PLACE = "৫ নং ওয়ার্ড, সুভাষপল্লী ক্লাবের পাশে"
ASKED = "কাছেই এই সমস্যাটি আগে জানানো হয়েছে:"


def talk_of(*likes: LikeLine) -> Talk:
    return Talk(likes=likes)


def told(talk: Talk, *more: str) -> Talk:
    """As far as the place, and on."""
    return talk.goes_through("রাস্তার আলো জ্বলছে না", "তিন দিন ধরে আলো নেই", PLACE, *more)


def test_once_the_place_is_told_the_person_is_asked_whether_it_is_the_same() -> None:
    talk = told(talk_of(LAMP))

    (asked,) = [message for message in talk.received if ASKED in message.text]
    assert asked.text == f"{ASKED}\n{LAMP.shown}\nআপনারও কি একই সমস্যা?"
    assert [(choice.act, choice.title) for choice in asked.choices] == [
        ("me_too", "আমারও একই সমস্যা"),
        ("different", "না, আলাদা"),
    ]
    (where,) = talk.looked_for
    assert (where.ward, where.words) == ("5", PLACE)


def test_who_has_the_same_hands_in_at_once_and_joins() -> None:
    talk = told(talk_of(LAMP), "আমারও একই সমস্যা")

    assert talk.joined == [FIRST]
    assert talk.opened[0]["description"] == "তিন দিন ধরে আলো নেই"
    assert talk.session.state == "idle"


def test_whose_matter_is_another_goes_on_and_is_not_asked_again() -> None:
    talk = told(talk_of(LAMP), "না, আলাদা")
    assert talk.session.step == "photo"

    talk.goes_through("ছবি নেই", "জমা দিন")

    assert talk.joined == [""]
    assert sum(ASKED in message.text for message in talk.received) == 1


@pytest.mark.parametrize("said", ["হ্যাঁ", "আমারও", "amaro", "same"])
def test_a_yes_in_any_words_joins(said: str) -> None:
    assert told(talk_of(LAMP), said).joined == [FIRST]


@pytest.mark.parametrize("said", ["na", "আলাদা", "অন্য সমস্যা"])
def test_a_no_in_any_words_goes_on(said: str) -> None:
    talk = told(talk_of(LAMP), said)

    assert (talk.joined, talk.session.step) == ([], "photo")


@pytest.mark.parametrize(("said", "stands"), [("ছবি নেই", "confirming"), ("জমা দিন", "asking")])
def test_who_answers_what_comes_after_it_says_no(said: str, stands: str) -> None:
    talk = told(talk_of(LAMP), said)

    assert (talk.session.state, talk.joined) == (stands, [])
    assert ASKED not in talk.received[-1].text


def test_of_two_the_person_says_which() -> None:
    talk = told(talk_of(LAMP, OTHER))

    assert talk.titles == ["আমারও ১ নম্বরটি", "আমারও ২ নম্বরটি", "না, আলাদা"]
    assert f"১. {LAMP.shown}\n২. {OTHER.shown}" in talk.received[-1].text
    talk.says("২")
    assert talk.joined == [SECOND]


def test_of_more_only_the_likest_two_are_shown() -> None:
    third = replace(OTHER, ref=MINE)

    assert len(told(talk_of(LAMP, OTHER, third)).choices) == 3


def test_what_the_person_told_before_is_shown_with_their_number() -> None:
    talk = told(talk_of(replace(LAMP, own=MINE), OTHER))

    assert f"এটি আপনি আগেই জানিয়েছেন, নম্বর {grouped(MINE)}:" in talk.received[-1].text
    talk.taps("হ্যাঁ, একই সমস্যা")
    assert talk.joined == [FIRST]


def test_other_words_join_the_description_and_the_question_stands() -> None:
    talk = told(talk_of(LAMP), "রাতে মেয়েরা ভয় পায় এখানে")

    assert ASKED in talk.received[-1].text
    assert talk.taps("আমারও একই সমস্যা")
    assert "রাতে মেয়েরা ভয় পায় এখানে" in talk.opened[0]["description"]


def test_a_photo_sent_in_its_place_is_kept() -> None:
    talk = told(talk_of(LAMP))
    talk.sends_photo()

    assert ASKED in talk.received[-1].text
    talk.taps("আমারও একই সমস্যা")
    assert talk.opened[0]["photo"]


def test_one_step_back_is_the_place() -> None:
    assert told(talk_of(LAMP), "পিছনে").session.step == "place"


def test_another_place_is_looked_at_anew() -> None:
    talk = told(talk_of(LAMP), "না, আলাদা", "ছবি নেই", "কিছু বদলাব", "জায়গা", "৫ নং ওয়ার্ড, স্টেশন রোড")

    assert ASKED in talk.received[-1].text
    assert len(talk.looked_for) > 1


def test_another_word_about_the_same_place_is_not_looked_at_anew() -> None:
    talk = told(talk_of(LAMP), "না, আলাদা", "ছবি নেই", "কিছু বদলাব", "বিবরণ", "সাত দিন ধরে আলো নেই")

    assert talk.session.state == "confirming"
    assert len(talk.looked_for) == 1


def test_a_number_that_was_not_shown_is_not_joined() -> None:
    talk = told(talk_of(LAMP))

    talk.taps_id(f"{talk.session.draft}:alike:{SECOND}:me_too")

    assert talk.joined == []
    assert ASKED in talk.received[-1].text


def test_a_second_tap_hands_in_nothing_more() -> None:
    talk = told(talk_of(LAMP))
    draft = talk.session.draft
    talk.taps("আমারও একই সমস্যা")

    talk.taps_id(f"{draft}:alike:{FIRST}:me_too")

    assert len(talk.opened) == 1


def test_of_a_bribe_and_of_taxes_nobody_is_asked() -> None:
    for subject in ("ঘুষ", "করের বিল ভুল"):
        talk = talk_of(LAMP).goes_through(subject, "পাঁচশো টাকা চেয়েছে", PLACE)
        assert (talk.looked_for, talk.session.step) == ([], "photo")


# --- known incidents ---


def test_a_known_incident_is_joined_without_a_question_or_a_card() -> None:
    talk = talk_of(KNOWN).goes_through("জল আসছে না", "সকাল থেকে জল নেই", "৫ নং ওয়ার্ড")

    assert talk.joined == [FIRST]
    assert talk.session.state == "idle"
    assert len(talk.received) == 3  # what, where, the receipt


def test_who_tells_the_ward_with_the_matter_is_asked_nothing_more() -> None:
    talk = talk_of(KNOWN)

    talk.says("৫ নম্বর ওয়ার্ডে সকাল থেকে জল আসছে না")

    assert talk.joined == [FIRST]
    assert len(talk.received) == 1
    assert talk.opened[0]["description"] == "৫ নম্বর ওয়ার্ডে সকাল থেকে জল আসছে না"


def test_the_ward_in_the_words_decides_nothing_where_no_incident_is_known() -> None:
    talk = talk_of(replace(KNOWN, is_known=False))

    talk.says("৫ নম্বর ওয়ার্ডে সকাল থেকে জল আসছে না")

    assert (talk.joined, talk.session.step) == ([], "place")


def test_whom_to_call_is_told_before_the_receipt() -> None:
    talk = talk_of(replace(KNOWN, shown="তার")).goes_through("তার ছিঁড়ে পড়েছে", "খুঁটির তার ঝুলছে", PLACE)

    assert talk.joined == [FIRST]
    assert any("101" in message.text for message in talk.received)


def test_whose_matter_is_another_says_so_by_a_button_of_the_receipt() -> None:
    talk = talk_of(KNOWN).goes_through("জল আসছে না", "সকাল থেকে জল নেই", "৫ নং ওয়ার্ড")
    talk.office_writes("এই সমস্যাটি অফিসের জানা আছে", Choice(f"case:{MINE}:different", "আমারটা আলাদা"))

    talk.taps("আমারটা আলাদা")

    assert talk.words_on_cases == [Differs(MINE)]
