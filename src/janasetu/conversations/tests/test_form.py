"""A form of any shape: repeated questions, conditions, answers in parts, the card, changing one's mind."""

from datetime import date
from typing import Any

import pytest

from janasetu.catalogue.schema import Field, Group, Service
from janasetu.catalogue.tests.factories import choice, question, service
from janasetu.conversations.engine.asking import CARD
from janasetu.conversations.engine.effects import SlotLine
from janasetu.conversations.tests.talking import BEGAN_AT, Talk, office
from janasetu.lib.text import units

BEGINS = "থামতে «বাতিল», আগের প্রশ্নে ফিরতে «পিছনে» লিখুন।"
CARD_BEGINS = "একবার দেখে নিন, সব ঠিক আছে তো?"
FIRST = "এটাই প্রথম প্রশ্ন।"
WHICH_TO_CHANGE = "কোনটা বদলাবেন?"
SKIP: dict[str, Any] = {"required": False, "skip": {"bn": "বাদ দিন", "en": "Skip"}}


def both(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}


def called(name: str, kind: str = "text", **changes: Any) -> Field:
    """A question that calls itself by this name, so that it can be told from others."""
    given = {"field": changes.pop("field", kind), "label": both(f"{name}?"), "short": both(name)}
    return question(kind, **(given | changes))


def group(*asked: Field, least: int = 1, most: int = 3) -> Group:
    """Owners, one after another."""
    return Group.model_validate(
        {
            "group": "owners",
            "label": both("মালিক"),
            "short": both("মালিক"),
            "repeat": {"least": least, "most": most, "more": both("আর কোনো মালিক আছেন?")},
            "ask": list(asked),
        }
    )


def of(*asked: Field | Group, **changes: Any) -> Service:
    return service(question("text"), **({"ask": list(asked), "title_by": None} | changes))


def talk_of(*asked: Field | Group, **changes: Any) -> Talk:
    """The first question of a service that asks this is on the screen."""
    return Talk(office(of(*asked, **changes))).goes_through("নমুনা")


def card(*lines: str) -> str:
    return "\n".join([CARD_BEGINS, *lines])


# --- several of one thing ---

NAME, SHARE = called("নাম", field="name"), called("অংশ", "count", field="share")


def test_a_group_is_asked_again_until_there_are_no_more() -> None:
    talk = Talk(office(of(called("দাগ"), group(NAME, SHARE))))

    assert talk.says("নমুনা") == [f"{BEGINS}\n\nদাগ?"]
    assert talk.says("১২ নং দাগ") == ["মালিক ১:\nনাম?"]
    assert talk.says("রহিমা") == ["মালিক ১:\nঅংশ?"]
    assert talk.says("৩") == ["আর কোনো মালিক আছেন?"]
    assert talk.titles == ["হ্যাঁ", "না"]
    assert talk.taps("হ্যাঁ") == ["মালিক ২:\nনাম?"]
    assert talk.says("করিম") == ["মালিক ২:\nঅংশ?"]
    assert talk.says("১") == ["আর কোনো মালিক আছেন?"]
    assert talk.says("না") == [
        card(
            "দাগ: ১২ নং দাগ",
            "মালিক ১, নাম: রহিমা",
            "মালিক ১, অংশ: ৩",
            "মালিক ২, নাম: করিম",
            "মালিক ২, অংশ: ১",
        )
    ]
    talk.taps("জমা দিন")
    assert talk.opened == [
        {"text": "১২ নং দাগ", "owners": [{"name": "রহিমা", "share": 3}, {"name": "করিম", "share": 1}]}
    ]


def test_no_more_are_asked_for_than_there_may_be() -> None:
    talk = talk_of(group(NAME, most=2)).goes_through("রহিমা", "হ্যাঁ")

    assert talk.says("করিম") == [card("মালিক ১, নাম: রহিমা", "মালিক ২, নাম: করিম")]


def test_where_there_need_be_none_that_is_asked_first() -> None:
    talk = talk_of(called("দাগ"), group(NAME, least=0)).goes_through("১২ নং দাগ")

    assert talk.received[-1].text == "আর কোনো মালিক আছেন?"
    talk.goes_through("না", "জমা দিন")
    assert talk.opened == [{"text": "১২ নং দাগ", "owners": []}]


def test_one_question_may_be_repeated_too() -> None:
    repeat = {"least": 1, "most": 3, "more": both("আর কোনো নম্বর?")}
    talk = talk_of(called("ফোন", "phone", repeat=repeat))

    talk.goes_through("9000000001", "হ্যাঁ", "9000000002")
    assert talk.says("না") == [card("ফোন ১: +91 90000 00001", "ফোন ২: +91 90000 00002")]
    talk.taps("জমা দিন")

    assert talk.opened == [{"phone": ["+919000000001", "+919000000002"]}]


def test_one_more_can_be_added_on_the_card() -> None:
    talk = talk_of(group(NAME)).goes_through("রহিমা", "না", "কিছু বদলাব")
    assert talk.titles == ["মালিক ১, নাম", "মালিক: আরও একটি"]

    assert talk.taps("মালিক: আরও একটি") == ["এখন লেখা আছে: না\nআর কোনো মালিক আছেন?"]
    assert talk.taps("হ্যাঁ") == ["মালিক ২:\nনাম?"]
    talk.goes_through("করিম", "না", "জমা দিন")

    assert talk.opened == [{"owners": [{"name": "রহিমা"}, {"name": "করিম"}]}]


def test_no_more_can_be_added_than_there_may_be() -> None:
    talk = talk_of(group(NAME, most=2)).goes_through("রহিমা", "হ্যাঁ", "করিম", "কিছু বদলাব")

    assert talk.titles == ["মালিক ১, নাম", "মালিক ২, নাম"]


def test_one_more_of_a_repeated_question_is_called_by_its_name() -> None:
    repeat = {"least": 1, "most": 3, "more": both("আর কোনো নম্বর?")}
    talk = talk_of(question("phone", repeat=repeat)).goes_through("9000000001", "না", "কিছু বদলাব")

    assert talk.titles == ["উত্তর ১", "উত্তর: আরও একটি"]


def test_the_last_of_several_can_be_taken_back() -> None:
    talk = talk_of(group(NAME)).goes_through("রহিমা", "হ্যাঁ", "করিম", "পিছনে")

    assert talk.received[-1].text == "এখন লেখা আছে: করিম\nমালিক ২:\nনাম?"
    assert talk.says("পিছনে") == ["এখন লেখা আছে: হ্যাঁ\nআর কোনো মালিক আছেন?"]
    assert talk.taps("না") == [card("মালিক ১, নাম: রহিমা")]


def test_a_condition_inside_a_group_looks_at_the_same_one_of_them() -> None:
    minor = called("অভিভাবক", field="guardian", when="share < 18")
    talk = talk_of(group(called("বয়স", "count", field="share"), minor))

    assert talk.says("১২") == ["মালিক ১:\nঅভিভাবক?"]
    talk.goes_through("রহিমা", "হ্যাঁ")
    assert talk.says("৪০") == ["আর কোনো মালিক আছেন?"]
    talk.goes_through("না", "জমা দিন")

    assert talk.opened == [{"owners": [{"share": 12, "guardian": "রহিমা"}, {"share": 40}]}]


def test_a_question_is_asked_with_its_hint() -> None:
    talk = Talk(office(of(group(called("নাম", field="name", hint=both("যেমন রহিমা বিবি"))))))

    assert talk.says("নমুনা") == [f"{BEGINS}\n\nমালিক ১:\nনাম?\nযেমন রহিমা বিবি"]


# --- questions that come and go ---


def partnership() -> Talk:
    """A shop: of option 2 the deed is asked for, and paid for."""
    fee = [{"name": both("দলিল ফি"), "amount": 50, "when": "topic = o2"}]
    deed = called("দলিল নম্বর", field="deed", when="topic = o2")
    return talk_of(choice(), deed, called("মন্তব্য", field="remark"), fee=fee)


def test_a_question_is_asked_only_where_it_applies() -> None:
    talk = partnership()

    assert talk.taps("বিষয় 1") == ["মন্তব্য?"]
    talk.goes_through("কিছু নেই", "জমা দিন")

    assert talk.opened == [{"topic": "o1", "remark": "কিছু নেই"}]


def test_a_question_appears_when_an_earlier_answer_is_changed() -> None:
    talk = partnership().goes_through("বিষয় 1", "কিছু নেই", "কিছু বদলাব", "বিষয়")

    assert talk.taps("বিষয় 2") == ["দলিল নম্বর?"]
    assert talk.says("১২ নং") == [card("বিষয়: বিষয় 2", "দলিল নম্বর: ১২ নং", "মন্তব্য: কিছু নেই", "দলিল ফি: ₹৫০")]


def test_a_question_and_its_fee_vanish_when_an_earlier_answer_is_changed() -> None:
    talk = partnership().goes_through("বিষয় 2", "১২ নং", "কিছু নেই", "কিছু বদলাব", "বিষয়")

    assert talk.taps("বিষয় 1") == [card("বিষয়: বিষয় 1", "মন্তব্য: কিছু নেই")]
    talk.taps("জমা দিন")

    assert talk.opened == [{"topic": "o1", "remark": "কিছু নেই"}]


def test_what_was_answered_before_a_question_vanished_is_there_when_it_comes_back() -> None:
    talk = partnership().goes_through("বিষয় 2", "১২ নং", "কিছু নেই", "কিছু বদলাব", "বিষয়", "বিষয় 1")

    talk.goes_through("কিছু বদলাব", "বিষয়", "বিষয় 2", "জমা দিন")

    assert talk.opened == [{"topic": "o2", "deed": "১২ নং", "remark": "কিছু নেই"}]


def test_a_fee_does_not_count_what_does_not_apply_any_more() -> None:
    rooms = called("ঘর", "count", field="rooms", when="topic = o2")
    fee = [{"amount": 100, "times": ["rooms"]}]
    talk = talk_of(choice(), rooms, fee=fee).goes_through("বিষয় 2", "3")
    assert talk.received[-1].text == card("বিষয়: বিষয় 2", "ঘর: ৩", "ফি: ₹৩০০")

    assert talk.goes_through("কিছু বদলাব", "বিষয়", "বিষয় 1").received[-1].text == card(
        "বিষয়: বিষয় 1", "ফি: ₹১০০"
    )


# --- going back ---

PHOTO, PAPER, VOICE = ("image", "image/jpeg"), ("document", "application/pdf"), ("audio", "audio/ogg")
KIND_BY_KIND: list[tuple[Field, Any, str]] = [
    (called("লেখা", field="asked"), "আলো নেই", "আলো নেই"),
    (called("চিঠি", "long_text", field="asked"), "আলো নেই", "আলো নেই"),
    (choice(field="asked"), "বিষয় 2", "বিষয় 2"),
    (choice(3, field="asked", kind="choices"), "বিষয় 1, বিষয় 3", "বিষয় 1, বিষয় 3"),
    (question("yes_no", field="asked"), "হ্যাঁ", "হ্যাঁ"),
    (question("count", field="asked"), "১২", "১২"),
    (question("money", field="asked"), "৫০০", "₹৫০০"),
    (question("date", field="asked"), "১৫/০৮/২০২৬", "১৫ আগস্ট ২০২৬"),
    (question("person_name", field="asked"), "রহিমা বিবি / Rahima Bibi", "রহিমা বিবি (Rahima Bibi)"),
    (question("phone", field="asked"), "9000000001", "+91 90000 00001"),
    (question("place", field="asked"), "৫ নং ওয়ার্ড", "৫ নং ওয়ার্ড"),
    (question("photo", field="asked"), PHOTO, "১টি"),
    (question("document", field="asked"), PAPER, "১টি"),
    (question("voice", field="asked"), VOICE, "পাঠানো হয়েছে"),
    (question("slot", field="asked"), "২৫ নভেম্বর সকাল", "২৫ নভেম্বর ২০২৬, সকাল"),
    (question("consent", field="asked", purpose=both("কাজ")), "রাজি আছি", "সম্মতি দিয়েছেন"),
]


def answers(talk: Talk, answer: str | tuple[str, str]) -> list[str]:
    return talk.says(answer) if isinstance(answer, str) else talk.sends_file(*answer)


@pytest.mark.parametrize(("asked", "answer", "shown"), KIND_BY_KIND, ids=lambda one: getattr(one, "kind", ""))
def test_back_from_the_card_shows_what_is_there_and_keeps_it(asked: Field, answer: Any, shown: str) -> None:
    talk = talk_of(asked)
    name, question_ = asked.short.bn if asked.short else "", asked.label.bn if asked.label else ""
    assert answers(talk, answer) == [card(f"{name}: {shown}")]
    kept = talk.session.fields

    assert talk.says("পিছনে") == [f"এখন লেখা আছে: {shown}\n{question_}"]
    assert talk.taps("এটাই থাক") == [card(f"{name}: {shown}")]
    assert talk.session.fields == kept


@pytest.mark.parametrize(("asked", "answer", "shown"), KIND_BY_KIND, ids=lambda one: getattr(one, "kind", ""))
def test_back_from_every_kind_of_question_leads_to_the_one_before(
    asked: Field, answer: Any, shown: str
) -> None:
    talk = talk_of(called("আগে", field="before"), asked).goes_through("আগের কথা")

    assert talk.says("পিছনে") == ["এখন লেখা আছে: আগের কথা\nআগে?"]
    assert talk.says("নতুন কথা") == [asked.label.bn if asked.label else ""]
    answers(talk, answer)

    assert (talk.session.state, talk.session.fields["before"]) == ("confirming", "নতুন কথা")


def test_back_from_the_first_question_says_that_it_is_the_first() -> None:
    assert talk_of(called("আগে")).says("পিছনে") == [f"{FIRST}\n\nআগে?"]


def test_back_with_nothing_begun_shows_the_menu() -> None:
    assert Talk().says("পিছনে") == ["আর কী করতে চান, বেছে নিন।"]


def test_what_was_left_out_can_be_given_after_all() -> None:
    talk = talk_of(called("আগে"), called("মন্তব্য", field="remark", **SKIP)).goes_through(
        "কথা", "বাদ দিন", "পিছনে"
    )

    assert (talk.received[-1].text, talk.titles) == ("মন্তব্য?", ["বাদ দিন"])
    assert talk.says("একটা মন্তব্য") == [card("আগে: কথা", "মন্তব্য: একটা মন্তব্য")]


def test_what_was_given_can_be_left_out_after_all() -> None:
    talk = talk_of(called("আগে"), called("মন্তব্য", field="remark", **SKIP)).goes_through(
        "কথা", "মন্তব্য", "পিছনে"
    )

    assert talk.titles == ["এটাই থাক", "বাদ দিন"]
    assert talk.says("নেই") == [card("আগে: কথা")]


# --- changing one of many answers ---


def many(count: int, answer: str = "উত্তর") -> Talk:
    """So many questions, all of them answered: the card is on the screen."""
    asked = [called(f"প্রশ্ন {number}", field=f"q{number}") for number in range(1, count + 1)]
    return talk_of(*asked).goes_through(*[f"{answer} {number}" for number in range(1, count + 1)])


def test_more_than_ten_answers_are_changed_by_pages() -> None:
    talk = many(12).goes_through("কিছু বদলাব")

    assert talk.titles == [*(f"প্রশ্ন {number}" for number in range(1, 10)), "আরও দেখুন"]
    assert talk.taps("আরও দেখুন") == [WHICH_TO_CHANGE]
    assert talk.titles == ["প্রশ্ন 10", "প্রশ্ন 11", "প্রশ্ন 12", "আগের তালিকা"]
    assert talk.taps("প্রশ্ন 11") == ["এখন লেখা আছে: উত্তর 11\nপ্রশ্ন 11?"]
    talk.says("অন্য কথা")

    assert talk.session.state == "confirming"
    assert talk.session.fields["q11"] == "অন্য কথা"


def test_from_the_last_page_the_list_begins_again() -> None:
    talk = many(12).goes_through("কিছু বদলাব", "আরও দেখুন", "আগের তালিকা")

    assert talk.titles[0] == "প্রশ্ন 1"


def test_a_name_that_a_row_cannot_hold_stands_in_full_below_it() -> None:
    long = called("নাম, পদবি ও ঠিকানা", field="name")
    talk = talk_of(group(long)).goes_through("রহিমা", "না", "কিছু বদলাব")

    assert [(one.title, one.description) for one in talk.choices] == [
        ("মালিক ১, নাম, পদবি ও ঠি…", "মালিক ১, নাম, পদবি ও ঠিকানা"),
        ("মালিক: আরও একটি", ""),
    ]


@pytest.mark.parametrize("count", [1, 5, 12, 30, 40])
def test_the_card_never_holds_more_than_it_can(count: int) -> None:
    text = (
        many(count, answer="খুব লম্বা একটা উত্তর যা কেউ ছোট করে লিখতে চাননি কারণ বলার অনেক কিছু ছিল").received[-1].text
    )

    assert units(text) <= CARD + units(CARD_BEGINS) + 1
    assert "প্রশ্ন 1: খুব লম্বা" in text


def test_answers_that_have_no_room_are_counted_and_the_fee_is_told() -> None:
    asked = [called(f"প্রশ্ন {number}", field=f"q{number}") for number in range(1, 41)]
    talk = talk_of(*asked, fee=[{"amount": 200}]).goes_through(*["একই কথা অনেকবার"] * 40)

    lines = talk.received[-1].text.splitlines()
    told = [line for line in lines if line.startswith("প্রশ্ন")]

    assert lines[-1] == "ফি: ₹২০০"
    assert lines[-2] == f"আরও {bengali(40 - len(told))}টি উত্তর দেওয়া আছে।"
    assert units("\n".join(lines[1:])) <= CARD


def bengali(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))


# --- several options ---


def several(**changes: Any) -> Talk:
    return talk_of(choice(4, kind="choices", **changes))


def test_options_are_tapped_one_by_one_until_that_is_all() -> None:
    talk = several()

    assert talk.taps("বিষয় 1") == ["আর কিছু? একটি একটি করে বেছে নিন। না থাকলে «আর কিছু নয়» টিপুন।"]
    assert talk.titles == ["বিষয় 1", "বিষয় 2", "বিষয় 3", "বিষয় 4", "আর কিছু নয়"]
    assert talk.choices[0].description == "বেছে নিয়েছেন। বাদ দিতে চাইলে আবার টিপুন।"
    talk.taps("বিষয় 3")
    assert talk.taps("আর কিছু নয়") == [card("বিষয়: বিষয় 1, বিষয় 3")]
    talk.taps("জমা দিন")

    assert talk.opened == [{"topic": ["o1", "o3"]}]


def test_an_option_tapped_again_is_taken_away() -> None:
    talk = several().goes_through("বিষয় 1", "বিষয় 2", "বিষয় 1", "আর কিছু নয়")

    assert talk.session.fields == {"topic": ["o2"]}


def test_options_can_be_named_together() -> None:
    assert several().says("বিষয় 2 আর বিষয় 4") == [card("বিষয়: বিষয় 2, বিষয় 4")]


@pytest.mark.parametrize("word", ["হয়ে গেছে", "আর নেই", "done", "আর কিছু নয়", "৫"])
def test_a_word_ends_the_choosing(word: str) -> None:
    talk = several().goes_through("বিষয় 1", word)

    assert talk.session.state == "confirming"


def test_the_most_options_end_it_of_themselves() -> None:
    talk = several(most=2).goes_through("বিষয় 1", "বিষয় 2")

    assert talk.session.fields == {"topic": ["o1", "o2"]}
    assert talk.session.state == "confirming"


def test_fewer_options_than_there_must_be_are_not_the_end() -> None:
    talk = several(least=2)

    assert talk.taps("বিষয় 1") == ["আরও অন্তত একটি বেছে নিন।"]
    assert "আর কিছু নয়" not in talk.titles


def test_a_change_of_several_options_begins_with_those_chosen() -> None:
    talk = several().goes_through("বিষয় 1", "বিষয় 3", "আর কিছু নয়", "কিছু বদলাব", "বিষয়")
    assert [one.title for one in talk.choices if one.description] == ["বিষয় 1", "বিষয় 3"]

    talk.goes_through("বিষয় 4", "বিষয় 1", "আর কিছু নয়")

    assert talk.session.fields == {"topic": ["o3", "o4"]}


def test_more_options_than_there_may_be_are_refused_and_nothing_is_lost() -> None:
    talk = several(most=2).goes_through("বিষয় 1", "বিষয় 2", "কিছু বদলাব", "বিষয়")

    (reply,) = talk.taps("বিষয় 3")

    assert reply.startswith("সবচেয়ে বেশি ২টি বেছে নেওয়া যায়।\n\n")
    assert talk.session.fields == {"topic": ["o1", "o2"]}


# --- answers in parts ---


def test_a_name_is_asked_for_in_both_scripts() -> None:
    talk = talk_of(called("নাম", "person_name"))

    assert talk.says("রহিমা বিবি") == ["নামটি ইংরেজি হরফেও লিখে দিন, যেমন কাগজে থাকবে।"]
    assert talk.titles == ["বাদ দিন"]
    assert talk.says("Rahima Bibi") == [card("নাম: রহিমা বিবি (Rahima Bibi)")]


@pytest.mark.parametrize("word", ["বাদ দিন", "নেই", "১"])
def test_the_other_script_of_a_name_may_be_left_out(word: str) -> None:
    talk = talk_of(called("নাম", "person_name")).goes_through("Rahima Bibi")
    assert talk.received[-1].text == "নামটি বাংলা হরফেও লিখে দিন, যেমন কাগজে থাকবে।"

    talk.says(word)

    assert talk.session.fields == {"person_name": {"bn": None, "en": "Rahima Bibi"}}
    assert talk.session.state == "confirming"


def test_the_ward_is_asked_for_where_it_is_needed_and_a_number_is_the_ward() -> None:
    talk = talk_of(called("জায়গা", "place", needs=["ward"]))

    assert talk.says("বাজারের পাশে") == ["জায়গাটা কত নম্বর ওয়ার্ডে? শুধু নম্বরটি লিখলেই হবে।"]
    assert talk.titles == ["জানা নেই"]
    assert talk.says("১") == [card("জায়গা: বাজারের পাশে, ওয়ার্ড ১")]


@pytest.mark.parametrize("word", ["জানা নেই", "জানি না"])
def test_who_does_not_know_the_ward_may_leave_it_out(word: str) -> None:
    talk = talk_of(called("জায়গা", "place", needs=["ward"])).goes_through("বাজারের পাশে")

    assert talk.says(word) == [card("জায়গা: বাজারের পাশে")]
    assert talk.session.fields["place"]["ward"] is None


def test_of_a_day_the_part_is_asked_for() -> None:
    talk = talk_of(called("সময়", "slot"))

    assert talk.says("২৫ নভেম্বর") == ["দিনের কোন সময়ে সুবিধা হয়?"]
    assert talk.titles == ["সকাল", "দুপুর", "বিকেল"]
    assert talk.taps("বিকেল") == [card("সময়: ২৫ নভেম্বর ২০২৬, বিকেল")]


def test_a_number_typed_at_the_parts_of_the_day_is_the_part_of_that_number() -> None:
    talk = talk_of(called("সময়", "slot")).goes_through("২৫ নভেম্বর")

    assert talk.says("১") == [card("সময়: ২৫ নভেম্বর ২০২৬, সকাল")]


def test_back_from_a_part_leads_to_the_question_before() -> None:
    talk = talk_of(called("আগে"), called("নাম", "person_name")).goes_through("কথা", "রহিমা বিবি")

    assert talk.says("পিছনে") == ["এখন লেখা আছে: কথা\nআগে?"]
    assert talk.taps("এটাই থাক") == ["নামটি ইংরেজি হরফেও লিখে দিন, যেমন কাগজে থাকবে।"]


def test_an_old_button_that_leaves_a_part_out_takes_no_whole_answer_away() -> None:
    talk = talk_of(called("নাম", "person_name")).goes_through("রহিমা বিবি")
    leave_out = talk.choices[0].id
    talk.says("Rahima Bibi")

    (reply,) = talk.taps_id(leave_out)

    assert reply.startswith("ওই বোতামটি পুরনো হয়ে গেছে")
    assert talk.session.fields == {"person_name": {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}}


def test_more_photos_are_asked_for_until_there_are_enough() -> None:
    talk = talk_of(called("ছবি", "photo", least=2))

    assert talk.sends_photo() == ["আরও ছবি লাগবে। পরের ছবিটি পাঠান।"]
    assert talk.sends_photo() == [card("ছবি: ২টি")]


# --- slots that an office publishes ---

TEN, ELEVEN = "2026-11-25T10:00:00+05:30", "2026-11-25T11:00:00+05:30"
FREE = (SlotLine(TEN, "২৫ নভেম্বর, সকাল ১০টা"), SlotLine(ELEVEN, "২৫ নভেম্বর, সকাল ১১টা"))


def with_slots() -> Talk:
    talk = Talk(office(of(called("সময়", "slot", resource="doctor"))), free_slots=FREE)
    return talk.goes_through("নমুনা")


def test_free_slots_are_offered() -> None:
    assert with_slots().titles == ["২৫ নভেম্বর, সকাল ১০টা", "২৫ নভেম্বর, সকাল ১১টা"]


@pytest.mark.parametrize("answer", ["২৫ নভেম্বর, সকাল ১১টা", "২", "2"])
def test_a_free_slot_is_taken_by_a_tap_or_its_number(answer: str) -> None:
    talk = with_slots().goes_through(answer, "জমা দিন")

    assert talk.opened == [
        {"slot": {"start": ELEVEN, "day": "2026-11-25", "part": None, "resource": "doctor"}}
    ]


def test_where_no_slots_are_published_a_day_is_asked() -> None:
    talk = Talk(office(of(called("সময়", "slot", resource="doctor")))).goes_through("নমুনা", "২৫ নভেম্বর বিকেল")

    assert talk.received[-1].text == card("সময়: ২৫ নভেম্বর ২০২৬, বিকেল")


# --- numbers that are answers ---


def test_a_number_too_large_is_told_and_is_no_choice_of_an_earlier_question() -> None:
    talk = talk_of(choice(9), called("ঘর", "count", most=4)).goes_through("বিষয় 1")

    assert talk.says("৫") == ["সংখ্যাটি বেশি হয়ে গেছে। ৪-এর বেশি হবে না।\n\nঘর?"]
    assert talk.session.fields == {"topic": "o1"}


def test_a_number_answers_a_question_for_a_number_beside_which_something_is_offered() -> None:
    talk = talk_of(called("আগে"), called("ঘর", "count", **SKIP)).goes_through("কথা")
    assert talk.titles == ["বাদ দিন"]

    assert talk.says("১") == [card("আগে: কথা", "ঘর: ১")]


def named_by(kind: str, *names: str) -> Field:
    """A question whose options are these."""
    return called("কোনটা", kind, options={f"o{n}": {"name": both(name)} for n, name in enumerate(names, 1)})


BOROUGHS = ("৩ নং বরো", "১ নং বরো", "২ নং বরো")
MEASURES = ("২৫০ ml", "৫০০ ml", "১ লিটার")


@pytest.mark.parametrize(
    ("names", "typed", "chosen"),
    [
        (BOROUGHS, "২ নং বরো", "২ নং বরো"),
        (BOROUGHS, "২ নং", "২ নং বরো"),
        (BOROUGHS, "বরো ২", "২ নং বরো"),
        (BOROUGHS, "২", "২ নং বরো"),
        (BOROUGHS, "3", "৩ নং বরো"),
        (MEASURES, "৫০০", "৫০০ ml"),
        (MEASURES, "১ লিটার", "১ লিটার"),
        (MEASURES, "১", "১ লিটার"),
        (("৫ নং বরো", "৬ নং বরো"), "৬", "৬ নং বরো"),
    ],
)
def test_a_number_within_a_name_names_it(names: tuple[str, ...], typed: str, chosen: str) -> None:
    assert talk_of(named_by("choice", *names)).says(typed) == [card(f"কোনটা: {chosen}")]


@pytest.mark.parametrize("kind", ["choice", "choices"])
@pytest.mark.parametrize(
    ("names", "typed", "place"),
    [
        (MEASURES, "২", 2),
        (("২ নং বরো, উত্তর", "২ নং বরো, দক্ষিণ"), "২", 2),  # in two names: it tells none of them
        (("আলো", "২ নং জল"), "১", 1),
    ],
)
def test_a_number_that_stands_in_no_one_name_is_the_place_in_the_list(
    kind: str, names: tuple[str, ...], typed: str, place: int
) -> None:
    talk = talk_of(named_by(kind, *names))

    talk.says(typed)

    assert talk.session.fields[kind] in (f"o{place}", {"so_far": [f"o{place}"]})


def test_a_number_that_is_neither_in_a_name_nor_a_place_is_asked_again() -> None:
    talk = talk_of(named_by("choice", "৫ নং বরো", "৬ নং বরো"))

    assert talk.says("8") == ["ঠিক বুঝতে পারলাম না। তালিকা থেকে একটি বেছে নিন।\n\nকোনটা?"]
    assert talk.session.fields == {}


def test_a_day_may_be_today_by_its_number_on_the_screen() -> None:
    talk = talk_of(called("দিন", "date", toward="past"))
    assert talk.titles == ["আজ", "গতকাল"]

    assert talk.says("২") == [card("দিন: ২১ নভেম্বর ২০২৬")]


def test_an_amount_is_no_number_on_the_screen() -> None:
    assert talk_of(called("টাকা", "money", **SKIP)).says("১") == [card("টাকা: ₹১")]


# --- what it costs ---


def test_the_fee_of_that_day_is_on_the_card() -> None:
    fee = [{"from": date(2020, 1, 1), "amount": 100}, {"from": date(2026, 4, 1), "amount": 200}]
    later = {"from": date(2027, 4, 1), "amount": 900}

    assert talk_of(called("নাম"), fee=[*fee, later]).says("দোকান") == [card("নাম: দোকান", "ফি: ₹২০০")]


def test_a_fee_that_is_not_due_yet_is_not_on_the_card() -> None:
    fee = [{"from": BEGAN_AT.date().replace(year=2027), "amount": 900}]

    assert talk_of(called("নাম"), fee=fee).says("দোকান") == [card("নাম: দোকান")]


def test_a_fee_of_nothing_says_that_there_is_none() -> None:
    assert talk_of(called("নাম"), fee=[{"amount": 0}]).says("দোকান") == [card("নাম: দোকান", "ফি: লাগবে না")]


def test_a_fee_is_multiplied_by_what_it_counts() -> None:
    fee = [{"name": both("ঘরভাড়া"), "amount": 800, "per": both("এক ঘর এক রাত"), "times": ["rooms", "nights"]}]
    asked = called("ঘর", "count", field="rooms"), called("রাত", "count", field="nights")

    assert talk_of(*asked, fee=fee).goes_through("২", "৩").received[-1].text == card(
        "ঘর: ২", "রাত: ৩", "ঘরভাড়া: ₹৪,৮০০"
    )
    assert talk_of(*asked, fee=fee).goes_through("১", "১").received[-1].text == card(
        "ঘর: ১", "রাত: ১", "ঘরভাড়া: ₹৮০০ (এক ঘর এক রাত)"
    )


# --- consent ---


def test_without_a_consent_that_is_needed_it_does_not_go_on() -> None:
    talk = talk_of(called("সম্মতি", "consent", purpose=both("কাজ")))

    (reply,) = talk.taps("রাজি নই")

    assert reply == "আপনি রাজি না হলে কাজটা এগোবে না। রাজি থাকলে «রাজি আছি» বেছে নিন।\n\nসম্মতি?"
    assert talk.session.fields == {}


# --- files and places nobody asked for ---


@pytest.mark.parametrize(
    ("kind", "mime", "remark"),
    [
        ("image", "image/jpeg", "এই কাজে ছবির দরকার নেই।"),
        ("document", "application/pdf", "এই কাজে এই ফাইলের দরকার নেই।"),
        ("audio", "audio/ogg", "ভয়েস মেসেজ এখানে নেওয়া যায় না, লিখে জানান।"),
    ],
)
def test_a_file_that_nobody_asked_for_is_told_so(kind: str, mime: str, remark: str) -> None:
    talk = talk_of(called("আগে"))

    assert talk.sends_file(kind, mime) == [f"{remark}\n\nআগে?"]


def test_the_words_beside_a_file_that_nobody_asked_for_are_taken() -> None:
    talk = talk_of(called("বিবরণ", "long_text"), called("আগে"))

    assert talk.sends_photo("আলো নেই") == ["এই কাজে ছবির দরকার নেই।\n\nআগে?"]
    assert talk.session.fields == {"long_text": "আলো নেই"}


def test_a_file_beside_words_that_cannot_be_taken_is_told_so_too() -> None:
    talk = Talk(office(service(question("text", least=5)))).goes_through("নমুনা")

    assert talk.sends_photo("জল") == ["এই কাজে ছবির দরকার নেই।\n\nআর একটু লিখুন, অন্তত ৫ অক্ষর।\n\nবলুন"]


def test_a_place_that_nobody_asked_for_is_told_so() -> None:
    assert talk_of(called("আগে")).sends_pin() == ["এই কাজে লোকেশনের দরকার নেই।\n\nআগে?"]


def test_a_file_of_a_kind_that_the_open_question_does_not_take_says_what_it_takes() -> None:
    talk = talk_of(called("ছবি", "photo"))

    (reply,) = talk.sends_file("document", "application/pdf")

    assert reply == "ওটা ছবি নয়, তাই রাখা গেল না। একটা ছবি তুলে পাঠান।\n\nছবি?"


def test_a_paper_sent_before_it_is_asked_for_finds_its_question() -> None:
    talk = talk_of(called("আগে"), called("দলিল", "document"), called("নকশা", "document", field="plan"))

    assert talk.sends_file("document", "application/pdf") == ["ফাইলটা পেয়েছি।\n\nআগে?"]
    assert talk.says("কথা") == ["নকশা?"]
    talk.sends_file("document", "application/pdf")

    assert talk.session.fields == {"document": ["document-2"], "text": "কথা", "plan": ["document-4"]}


def test_papers_sent_at_once_belong_to_one_question_and_are_answered_once() -> None:
    talk = talk_of(called("দলিল", "document"), called("নকশা", "document", field="plan"))
    talk.pace = 1

    assert talk.sends_file("document", "application/pdf") == ["নকশা?"]
    assert talk.sends_photo() == []
    talk.waits(seconds=10)
    talk.sends_photo()

    assert talk.session.fields == {"document": ["document-2", "photo-3"], "plan": ["photo-4"]}


def test_what_does_not_fit_the_photo_before_it_finds_its_own_question() -> None:
    talk = talk_of(called("আগে"), called("ছবি", "photo"), called("গলা", "voice"))
    talk.pace = 1

    talk.sends_photo()
    talk.sends_file("audio", "audio/ogg")

    assert talk.session.fields == {"photo": ["photo-2"], "voice": ["audio-3"]}


def test_words_between_two_papers_part_them() -> None:
    papers = (
        called("দলিল", "document", most=3),
        called("কবে", "yes_no"),
        called("নকশা", "document", field="plan"),
    )
    talk = talk_of(*papers)
    talk.pace = 1
    talk.sends_file("document", "application/pdf")

    talk.says("হ্যাঁ")
    talk.sends_file("document", "application/pdf")

    assert talk.session.fields == {"document": ["document-2"], "yes_no": True, "plan": ["document-4"]}
