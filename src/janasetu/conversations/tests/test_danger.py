"""Words of danger: whom to call is told at once, whatever was being asked."""

import pytest

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import question, service
from janasetu.conversations.tests.talking import Talk, office

INFORMATION = read(BUNDLED / "information" / "service.yaml").service
NAMED = service(question("person_name"), question("long_text"), code="named")
CALL = "বিপদের ভয় থাকলে আগে ফোন করুন:\nযে কোনো বিপদে: 112\nপুলিশ: 100\nদমকল: 101\nঅ্যাম্বুল্যান্স: 108"


def talk_of() -> Talk:
    return Talk(office(INFORMATION, NAMED))


@pytest.mark.parametrize(
    "words",
    [
        "আগুন লেগেছে",
        "বাড়িতে আগুন লেগেছে",
        "বাঁচান",
        "আমার ছেলেকে সাপে কামড়েছে",
        "রাস্তায় দুর্ঘটনা হয়েছে",
        "bari te agun legeche",
        "My son had an accident",
        "घर में आग लग गई",
    ],
)
def test_whom_to_call_is_told_before_anything_else(words: str) -> None:
    (reply,) = talk_of().says(words)

    assert [number for number in ("112", "100", "101", "108") if number in reply] == [
        "112",
        "100",
        "101",
        "108",
    ]


def test_who_is_in_danger_is_not_told_that_nobody_understood() -> None:
    assert talk_of().goes_through("নমস্কার").says("আমাদের বাঁচান") == [f"{CALL}\n\nআর কী করতে চান, বেছে নিন।"]


def test_a_photo_of_the_danger_that_nothing_takes_is_said_to_be_lost() -> None:
    (reply,) = talk_of().goes_through("নমস্কার").sends_photo("আমাদের বাঁচান")

    assert reply == f"{CALL}\n\nযা পাঠালেন, এখনও রাখা যায়নি। এটা হয়ে গেলে আবার পাঠাবেন।\n\nআর কী করতে চান, বেছে নিন।"


def test_danger_is_no_answer_to_a_question_and_the_question_stays() -> None:
    talk = talk_of().goes_through("নমুনা")

    (reply,) = talk.says("আগুন লেগেছে")

    assert reply.startswith(f"{CALL}\n\n")
    assert (talk.session.step, talk.session.fields) == ("person_name", {})


def test_danger_inside_an_answer_is_heard_and_the_answer_kept() -> None:
    talk = talk_of().goes_through("নমুনা", "রহিমা বিবি", "বাদ দিন")

    (reply,) = talk.says("কাল আমাদের পাশের বাড়িতে আগুন লেগেছিল")

    assert reply.startswith(f"{CALL}\n\n")
    assert talk.session.fields["long_text"] == "কাল আমাদের পাশের বাড়িতে আগুন লেগেছিল"


def test_danger_is_heard_while_a_person_of_the_office_has_the_talk() -> None:
    talk = talk_of().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা")

    assert talk.says("আগুন লেগেছে") == [CALL]
    assert talk.session.state == "handed_over"


def test_the_topic_of_the_numbers_is_told_once() -> None:
    (reply,) = talk_of().says("জরুরি নম্বর")

    assert reply.count("112") == 1


@pytest.mark.parametrize(
    "words", ["জল নেই", "আগামীকাল আসব", "helper lagbe", "please help me with my form", "দুর্গাপুজো কবে"]
)
def test_ordinary_words_raise_no_alarm(words: str) -> None:
    assert "112" not in talk_of().says(words)[0]


# --- one tap calls the office ---

EMERGENCY = read(BUNDLED / "emergency" / "service.yaml").service


def calling() -> Talk:
    return Talk(office(INFORMATION, NAMED, EMERGENCY))


def test_the_numbers_come_first_and_then_a_button_that_asks_nothing_more() -> None:
    talk = calling()

    numbers, button = talk.says("রাস্তায় দুর্ঘটনা হয়েছে, একজন পড়ে আছে")

    assert numbers.startswith(CALL)
    assert button.startswith("অফিসে যিনি ডিউটিতে আছেন, তাঁকে এখনই ডাকতে নিচের বোতাম টিপুন।")
    talk.taps_id("alarm:emergency")
    assert talk.opened == [{"what": "রাস্তায় দুর্ঘটনা হয়েছে, একজন পড়ে আছে"}]


def test_in_the_middle_of_a_form_it_is_the_same_and_the_form_stays() -> None:
    talk = calling().goes_through("নমুনা")

    talk.says("আগুন লেগেছে")
    talk.taps_id("alarm:emergency")

    assert talk.opened == [{"what": "আগুন লেগেছে"}]
    assert (talk.session.state, talk.session.step) == ("asking", "person_name")


def test_who_writes_on_before_the_tap_calls_with_the_words_of_danger_and_once() -> None:
    talk = calling()

    talk.says("আগুন লেগেছে")
    talk.says("তাড়াতাড়ি আসুন")
    talk.taps_id("alarm:emergency")

    assert talk.opened == [{"what": "আগুন লেগেছে"}]
    assert talk.session.danger == ""


def test_where_nobody_could_be_called_none_is_offered() -> None:
    assert len(talk_of().says("আগুন লেগেছে")) == 1
