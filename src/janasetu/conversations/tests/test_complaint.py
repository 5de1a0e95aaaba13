"""A complaint from the first word to the case: in whatever order and however people say it."""

from dataclasses import replace

import pytest

from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.tests.factories import choice, complaint, question, service
from janasetu.conversations.tests.talking import ACKNOWLEDGED, Talk, office
from janasetu.messaging.values import Said

GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
MENU = "আর কী করতে চান, বেছে নিন।"
BEGINS = "থামতে «বাতিল», আগের প্রশ্নে ফিরতে «পিছনে» লিখুন।"
PLACE_KEPT = "জায়গাটা পেয়েছি।"
WHICH = "সমস্যাটা কী নিয়ে? তালিকা থেকে বেছে নিন।"
WHAT = "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"
WHERE = "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"
PHOTO = "একটা ছবি পাঠালে কাজের সুবিধা হয়। ছবি না থাকলে «ছবি নেই» বেছে নিন।"
LOST = "ঠিক বুঝতে পারলাম না। নিচের তালিকা থেকে বেছে নিন।"

STREETLIGHT, DRAIN = "রাস্তার আলো জ্বলছে না", "নর্দমা আটকে বা ভাঙা"
WARD_5 = {"text": "৫ নং ওয়ার্ড", "ward": "5", "landmark": None, "lat": None, "lon": None}
PIN = {"text": "", "ward": None, "landmark": None, "lat": 26.5, "lon": 89.25}


def card(*lines: str) -> str:
    return "\n".join(["একবার দেখে নিন, সব ঠিক আছে তো?", *lines])


def begun(subject: str) -> str:
    return f"«অভিযোগ» লিখছি, বিষয় {subject}। অন্য কিছু হলে «বাতিল» লিখুন।"


def test_a_complaint_with_photo_and_place_takes_six_messages_of_the_citizen() -> None:
    talk = Talk()

    assert talk.says("নমস্কার") == [GREETING]
    assert talk.taps("অভিযোগ") == [f"{BEGINS}\n\n{WHICH}"]
    assert talk.taps(STREETLIGHT) == [WHAT]
    assert talk.sends_photo("তিন দিন আলো নেই") == [WHERE]
    assert talk.sends_pin() == [
        card(f"বিষয়: {STREETLIGHT}", "বিবরণ: তিন দিন আলো নেই", "জায়গা: পাঠানো লোকেশন", "ছবি: ১টি")
    ]
    assert talk.taps("জমা দিন") == [ACKNOWLEDGED.text]

    assert talk.sent == 6
    assert talk.opened == [
        {"category": "streetlight_out", "description": "তিন দিন আলো নেই", "photo": ["photo-4"], "place": PIN}
    ]
    assert talk.session.state == "idle"
    assert talk.session.intents == ("greeting", "complaint")


def test_a_complaint_without_a_photo_says_so_on_the_way() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড")

    assert talk.received[-1].text == PHOTO
    assert talk.taps("ছবি নেই") == [card(f"বিষয়: {STREETLIGHT}", "বিবরণ: আলো নেই", "জায়গা: ৫ নং ওয়ার্ড")]
    talk.taps("জমা দিন")
    assert talk.opened == [
        {"category": "streetlight_out", "description": "আলো নেই", "place": WARD_5, "photo": None}
    ]


def test_a_photo_first_begins_the_complaint_and_its_caption_is_the_description() -> None:
    talk = Talk()

    assert talk.sends_photo("তিন দিন আলো নেই") == [WHICH]
    talk.goes_through(STREETLIGHT, "৫ নং ওয়ার্ড", "জমা দিন")

    assert talk.opened == [
        {
            "photo": ["photo-1"],
            "description": "তিন দিন আলো নেই",
            "category": "streetlight_out",
            "place": WARD_5,
        }
    ]
    assert talk.sent == 4


def test_a_photo_whose_caption_names_the_problem_is_asked_only_where() -> None:
    talk = Talk()

    assert talk.sends_photo("আমাদের গলির রাস্তার আলো জ্বলছে না") == [f"{begun(STREETLIGHT)}\n\n{WHERE}"]
    assert talk.session.fields == {
        "category": "streetlight_out",
        "photo": ["photo-1"],
        "description": "আমাদের গলির রাস্তার আলো জ্বলছে না",
    }


def test_free_words_that_name_a_problem_begin_the_complaint_with_themselves() -> None:
    talk = Talk()

    assert talk.says("আমাদের পাড়ায় নর্দমা উপচে পড়ছে") == [f"{begun('নর্দমা আটকে বা ভাঙা')}\n\n{WHERE}"]
    assert talk.session.fields == {
        "category": "drain_blocked",
        "description": "আমাদের পাড়ায় নর্দমা উপচে পড়ছে",
    }


def test_the_bare_name_of_a_problem_is_no_description() -> None:
    talk = Talk()

    assert talk.says("rastar alo") == [f"{begun(STREETLIGHT)}\n\n{WHAT}"]
    assert talk.session.fields == {"category": "streetlight_out"}


@pytest.mark.parametrize("word", ["অভিযোগ", "অভিযোগ জানান", "obhijog", "Complaint", "  সমস্যা। "])
def test_the_name_of_the_service_begins_it(word: str) -> None:
    assert Talk().says(word) == [f"{BEGINS}\n\n{WHICH}"]


@pytest.mark.parametrize("number", ["২", "2", "२", " ২ ", "2.", "০২", "2️⃣"])
def test_a_number_typed_in_any_digits_is_the_choice_of_that_number(number: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    talk.says(number)

    assert talk.session.fields == {"category": "streetlight_out"}


@pytest.mark.parametrize("number", ["0", "১১", "1.5", "²", "9999", "৯৯৯৯৯৯৯৯৯৯৯৮"])
def test_a_number_that_is_not_on_the_screen_is_asked_again(number: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says(number) == [f"ঠিক বুঝতে পারলাম না। তালিকা থেকে একটি বেছে নিন।\n\n{WHICH}"]
    assert talk.session.fields == {}


def test_a_number_that_answers_a_question_in_words_is_the_answer_and_not_a_choice() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)

    talk.says("২")

    assert talk.session.fields == {"category": "streetlight_out", "description": "২"}


def test_the_list_of_problems_goes_by_pages() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")
    assert len(talk.titles) == 10
    assert talk.titles[-1] == "আরও দেখুন"

    for _ in range(3):
        assert talk.taps("আরও দেখুন") == [WHICH]
        assert len(talk.titles) == 10
    assert talk.taps("আরও দেখুন") == [WHICH]
    assert talk.titles == [
        "ভেজাল বা খারাপ খাবার",
        "পুরবাজার বা হাট",
        "শ্মশান বা কবরস্থান",
        "পেনশন বা বকেয়া পাওনা",
        "আগের তালিকা",
    ]
    talk.taps("আগের তালিকা")
    assert talk.titles[0] == "জল আসছে না"
    talk.says("১০")
    talk.taps("মশা বা ডেঙ্গু")

    assert talk.session.fields == {"category": "mosquito"}


@pytest.mark.parametrize("count", [1, 3, 9, 10, 11, 18, 19, 40])
@pytest.mark.parametrize("optional", [False, True])
def test_every_option_of_a_list_of_any_length_can_be_reached(count: int, *, optional: bool) -> None:
    skip = {"required": False, "skip": {"bn": "বাদ দিন", "en": "Skip"}} if optional else {}
    talk = Talk(office(service(choice(count, **skip))))
    talk.says("নমুনা")
    seen: list[str] = []
    for _ in range(count):
        assert len(talk.choices) <= 10
        seen += [one.act for one in talk.choices if one.act.startswith("o")]
        if not any(one.act == "more" for one in talk.choices):
            break
        talk.taps_id(next(one.id for one in talk.choices if one.act == "more"))

    assert list(dict.fromkeys(seen)) == [f"o{n}" for n in range(1, count + 1)]
    assert [one.act for one in talk.choices].count("skip") == optional


def test_words_that_name_no_problem_are_kept_as_the_description() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says("আমার দাদুর খুব শরীর খারাপ") == [
        f"আপনার কথা লিখে রাখলাম। এবার তালিকা থেকে বিষয়টি বেছে নিন।\n\n{WHICH}"
    ]
    talk.goes_through(STREETLIGHT)
    assert talk.received[-1].text == WHERE
    assert talk.session.fields["description"] == "আমার দাদুর খুব শরীর খারাপ"


def test_a_sentence_that_names_the_problem_is_the_description_too() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says("আমাদের গলিতে নর্দমা উপচে পড়ছে") == [WHERE]
    assert talk.session.fields == {
        "category": "drain_blocked",
        "description": "আমাদের গলিতে নর্দমা উপচে পড়ছে",
    }


def test_a_place_sent_before_it_is_asked_for_is_kept() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.sends_pin() == [f"{PLACE_KEPT}\n\n{WHICH}"]
    assert talk.session.fields == {"place": PIN}


def test_a_place_sent_first_begins_the_complaint_about_it() -> None:
    talk = Talk()

    assert talk.sends_pin() == [f"{PLACE_KEPT}\n\n{WHICH}"]
    talk.goes_through("আমাদের গলির রাস্তার আলো জ্বলছে না", "ছবি নেই", "জমা দিন")

    assert talk.opened == [
        {
            "place": PIN,
            "category": "streetlight_out",
            "description": "আমাদের গলির রাস্তার আলো জ্বলছে না",
            "photo": None,
        }
    ]


def test_a_place_that_is_on_no_map_begins_the_complaint_and_is_not_said_to_be_kept() -> None:
    talk = Talk()

    (reply,) = talk.sends_pin(95.0, 10.0)

    assert reply.startswith("এই লোকেশনটি মানচিত্রে পাওয়া যাচ্ছে না।")
    assert PLACE_KEPT not in reply
    assert talk.session.fields == {}


def test_an_album_of_photos_is_all_kept_in_order() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)

    talk.sends_photo("আলো নেই")
    talk.sends_photo()
    talk.sends_photo()
    talk.sends_pin()

    assert talk.session.state == "confirming"
    assert talk.session.fields["photo"] == ["photo-4", "photo-5", "photo-6"]
    assert talk.received[-1].text.endswith("ছবি: ৩টি")


def test_a_photo_sent_while_the_card_is_open_is_added_to_it() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")

    assert talk.sends_photo() == [
        card(f"বিষয়: {STREETLIGHT}", "বিবরণ: আলো নেই", "জায়গা: ৫ নং ওয়ার্ড", "ছবি: ১টি")
    ]


def test_a_sixth_photo_is_refused_and_the_five_stay() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)
    for _ in range(5):
        talk.sends_photo()

    assert talk.sends_photo() == [f"সবচেয়ে বেশি ৫টি ছবি রাখা যায়। এই ছবিটা রাখা গেল না।\n\n{WHAT}"]
    assert len(talk.session.fields["photo"]) == 5


def test_an_answer_can_be_changed_on_the_card() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")

    assert talk.taps("কিছু বদলাব") == ["কোনটা বদলাবেন?"]
    assert talk.titles == ["বিষয়", "বিবরণ", "জায়গা", "ছবি"]
    assert talk.taps("বিষয়") == [f"এখন লেখা আছে: {STREETLIGHT}\n{WHICH}"]
    assert talk.taps(DRAIN) == [card(f"বিষয়: {DRAIN}", "বিবরণ: আলো নেই", "জায়গা: ৫ নং ওয়ার্ড")]
    talk.taps("কিছু বদলাব")
    talk.taps("জায়গা")
    talk.says("৮ নং ওয়ার্ড, স্কুলের পাশে")
    talk.taps("জমা দিন")

    assert talk.opened[0]["category"] == "drain_blocked"
    assert talk.opened[0]["place"]["ward"] == "8"


def test_photos_can_be_taken_out_of_the_card() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)
    talk.sends_photo("আলো নেই")
    talk.goes_through("৫ নং ওয়ার্ড", "কিছু বদলাব", "ছবি")

    talk.taps("ছবি নেই")

    assert (talk.session.state, talk.session.fields["photo"]) == ("confirming", None)


def test_an_old_button_takes_no_photo_out_of_the_card() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড")
    no_photo = talk.choices[0].id
    talk.sends_photo()

    talk.taps_id(no_photo)

    assert talk.session.fields["photo"] == [f"photo-{talk.sent - 1}"]


@pytest.mark.parametrize("word", ["হ্যাঁ", "ঠিক আছে", "ha", "OK", "yes", "১", "জমা দিন"])
def test_a_yes_in_words_hands_the_card_in(word: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "নেই")

    talk.says(word)

    assert len(talk.opened) == 1


@pytest.mark.parametrize("word", ["না", "na", "No", "২"])
def test_a_no_in_words_offers_to_change_the_card(word: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")

    assert talk.says(word) == ["কোনটা বদলাবেন?"]


def test_a_word_at_the_card_shows_it_again_and_speaks_of_its_buttons() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")
    shown = talk.received[-1].text

    assert talk.says("আর কী") == [f"ঠিক বুঝতে পারলাম না। নিচের একটি বোতাম টিপুন।\n\n{shown}"]
    assert talk.opened == []


def test_a_sentence_at_the_card_joins_the_description() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")

    (told,) = talk.says("খুঁটির নম্বর ১৭, তার ঝুলছে")

    assert talk.session.fields["description"] == "আলো নেই\nখুঁটির নম্বর ১৭, তার ঝুলছে"
    assert told.startswith("কথাটি লিখে রাখলাম।\n\n")
    assert (talk.session.state, talk.titles[0], talk.opened) == ("confirming", "জমা দিন", [])


@pytest.mark.parametrize(
    ("step", "answer", "problem", "question"),
    [
        ([], "👍", "ঠিক বুঝতে পারলাম না। তালিকা থেকে একটি বেছে নিন।", WHICH),
        ([STREETLIGHT], "👍🏽😀", "একটু কথায় লিখে জানান, যাতে আমরা বুঝতে পারি।", WHAT),
        (
            [STREETLIGHT],
            "ক" * 65_536,
            "লেখাটা একটু বড় হয়ে গেছে। ৪,০০০ অক্ষরের মধ্যে লিখুন।",
            WHAT,
        ),
        ([STREETLIGHT, "আলো নেই"], "📍", "জায়গাটা কোথায়, কথায় লিখুন, অথবা লোকেশন পাঠান।", WHERE),
        (
            [STREETLIGHT, "আলো নেই"],
            "ক" * 600,
            "লেখাটা একটু বড় হয়ে গেছে। ৫০০ অক্ষরের মধ্যে লিখুন।",
            WHERE,
        ),
    ],
    ids=["no-option", "no-words", "too-long-a-letter", "no-place", "too-long-a-place"],
)
def test_an_answer_that_cannot_be_taken_says_why_and_asks_again(
    step: list[str], answer: str, problem: str, question: str
) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", *step)
    kept = talk.stands

    assert talk.says(answer) == [f"{problem}\n\n{question}"]
    assert talk.stands == kept


def test_a_pin_that_is_not_on_the_map_says_so() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই")

    assert talk.sends_pin(lat=95) == [f"এই লোকেশনটি মানচিত্রে পাওয়া যাচ্ছে না। আবার পাঠান, অথবা ঠিকানা লিখুন।\n\n{WHERE}"]


def test_ten_thousand_marks_on_one_letter_are_an_answer_like_any_other() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)

    talk.says("ক" + "\u0981" * 10_000)

    assert talk.session.fields["description"] == "ক" + "\u0981" * 8


@pytest.mark.parametrize("kind", ["audio", "video", "document", "sticker", "unknown"])
def test_a_kind_that_cannot_be_taken_is_told_so_once_and_the_question_stays(kind: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)

    assert talk.hears(Said(kind)) == [f"এটা এখানে খোলা গেল না। লিখে, ছবি দিয়ে বা লোকেশন পাঠিয়ে জানান।\n\n{WHAT}"]
    assert talk.session.step == "description"


@pytest.mark.parametrize("kind", ["reaction", "system"])
def test_what_asks_for_no_answer_gets_none(kind: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")
    before = talk.stands

    assert talk.hears(Said(kind)) == []
    assert talk.stands == before


def test_a_photo_is_not_kept_where_no_photo_is_asked_for() -> None:
    talk = Talk(office(service(question("text"), question("place")))).goes_through("নমুনা")

    assert talk.sends_photo() == ["এই কাজে ছবির দরকার নেই।\n\nবলুন"]


def test_two_services_are_told_apart_before_a_photo_begins_one() -> None:
    here = office(complaint().service, service(question("photo"), question("place"), code="album"))
    talk = Talk(here)

    assert talk.sends_photo() == [
        f"{GREETING}\n\nযা পাঠালেন, তা রাখা হয়নি। আগে নিচের তালিকা থেকে কাজটি বেছে নিন, তারপর আবার পাঠান।"
    ]


def test_a_question_of_choice_that_may_be_skipped_can_be_skipped() -> None:
    skip = {"required": False, "skip": {"bn": "বাদ দিন", "en": "Skip"}}
    talk = Talk(office(service(question("text"), choice(2, **skip)))).goes_through("নমুনা", "জল নেই")
    assert talk.titles == ["বিষয় 1", "বিষয় 2", "বাদ দিন"]

    talk.says("বাদ দিন")

    assert (talk.session.state, talk.session.fields) == ("confirming", {"text": "জল নেই", "topic": None})


def test_words_of_a_newcomer_that_nobody_understands_are_greeted_and_later_ones_are_told_so() -> None:
    talk = Talk()

    assert talk.says("অনেক কিছু জানতে চাই") == [f"{GREETING}\n\n{LOST}"]
    assert talk.says("অনেক কিছু জানতে চাই") == [f"{LOST}\n\n{MENU}"]
    assert talk.titles == ["অভিযোগ", "আমার অভিযোগ, আবেদন", "কর্মীর সঙ্গে কথা", "English"]


# --- photos sent at once ---


def test_photos_sent_at_once_are_answered_once() -> None:
    talk = Talk(pace=1)

    assert talk.sends_photo("আমাদের গলির রাস্তার আলো জ্বলছে না") == [f"{begun(STREETLIGHT)}\n\n{WHERE}"]
    assert talk.sends_photo() == []
    assert talk.sends_photo() == []
    assert talk.session.fields["photo"] == ["photo-1", "photo-2", "photo-3"]


def test_a_photo_of_an_album_with_words_of_its_own_is_answered() -> None:
    talk = Talk(pace=1)

    talk.sends_photo()
    assert talk.sends_photo("রাস্তায় আলো নেই") == [f"ছবিটা পেয়েছি।\n\n{WHICH}"]
    assert talk.session.fields == {"photo": ["photo-1", "photo-2"], "description": "রাস্তায় আলো নেই"}


def test_a_photo_sent_later_is_no_part_of_the_album() -> None:
    talk = Talk(pace=1)
    talk.sends_photo()

    assert talk.waits(seconds=3).sends_photo() == [f"ছবিটা পেয়েছি।\n\n{WHICH}"]


def test_the_photo_too_many_of_an_album_is_told() -> None:
    talk = Talk(pace=1).goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)
    for _ in range(5):
        talk.sends_photo()

    (reply,) = talk.sends_photo()

    assert reply.startswith("সবচেয়ে বেশি ৫টি ছবি রাখা যায়।")
    assert len(talk.session.fields["photo"]) == 5


# --- danger ---

CALL = "বিপদের ভয় থাকলে আগে ফোন করুন:\nজরুরি সাহায্য: 112\nদমকল: 101"
WIRE = "বিপজ্জনক খুঁটি বা তার"


def test_where_there_is_danger_the_numbers_come_before_the_next_question() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.taps(WIRE) == [f"{CALL}\n\n{WHAT}"]
    assert talk.says("তার ঝুলছে রাস্তার উপর") == [WHERE]


@pytest.mark.parametrize("words", ["রাস্তায় ছেঁড়া তার পড়ে আছে", "khola tar", "live wire on the road"])
def test_words_of_danger_are_answered_with_the_numbers_at_once(words: str) -> None:
    talk = Talk()

    (reply,) = talk.says(words)

    assert reply.startswith(f"{CALL}\n\n")
    assert talk.session.fields["category"] == "pole_wire"


def test_words_of_danger_typed_at_the_list_are_answered_with_the_numbers() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says("আমাদের গলিতে ছেঁড়া তার পড়ে আছে") == [f"{CALL}\n\n{WHERE}"]


def test_the_numbers_are_told_when_the_subject_is_changed_to_a_dangerous_one() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")

    (reply,) = talk.goes_through("কিছু বদলাব", "বিষয়").says(WIRE)

    assert reply.startswith(f"{CALL}\n\n")
    assert talk.session.state == "confirming"


def test_a_service_that_is_about_danger_says_its_numbers_when_it_begins() -> None:
    number = {"name": {"bn": "দমকল", "en": "Fire brigade"}, "number": "101"}
    talk = Talk(office(service(question("text"), question("place"), emergency=[number])))

    assert talk.says("নমুনা") == [f"বিপদের ভয় থাকলে আগে ফোন করুন:\nদমকল: 101\n\n{BEGINS}\n\nবলুন"]
    assert talk.says("আগুন লেগেছে") == ["বলুন"]


# --- a list made shorter by a word ---

WHICH_OF_THESE = f"এগুলির মধ্যে কোনটা?\n\n{WHICH}"


def test_a_word_leaves_only_what_it_is_near_to() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says("জল") == [WHICH_OF_THESE]
    assert "জল আসছে না" in talk.titles
    assert STREETLIGHT not in talk.titles
    assert talk.titles[-1] == "পুরো তালিকা"
    talk.taps("নোংরা জল")

    assert talk.session.fields == {"category": "water_dirty"}


def test_the_whole_list_is_a_tap_away() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", "জল")

    assert talk.taps("পুরো তালিকা") == [WHICH]
    assert STREETLIGHT in talk.titles
    assert "পুরো তালিকা" not in talk.titles


def test_words_near_to_just_one_subject_are_that_one() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says("কবরস্থা") == [WHAT]
    assert talk.session.fields == {"category": "cremation"}


@pytest.mark.parametrize("word", ["জ", "?", "১১"])
def test_less_than_a_word_makes_no_list_shorter(word: str) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")

    assert talk.says(word) == [f"ঠিক বুঝতে পারলাম না। তালিকা থেকে একটি বেছে নিন।\n\n{WHICH}"]
    assert talk.session.narrowed == ()


def test_a_shorter_list_goes_by_pages_too() -> None:
    options = {f"o{n}": {"name": {"bn": f"নতুন {n}", "en": f"New {n}"}} for n in range(1, 13)}
    other = {
        "other": {"name": {"bn": "অন্য কিছু", "en": "Other"}},
        "new": {"name": {"bn": "নতুন বাড়ি", "en": "House"}},
    }
    talk = Talk(office(service(choice(options=options | other)))).goes_through("নমুনা", "নতুন")

    assert talk.titles == [*(f"নতুন {n}" for n in range(1, 9)), "আরও দেখুন", "পুরো তালিকা"]
    talk.taps("আরও দেখুন")
    assert talk.titles == [*(f"নতুন {n}" for n in range(9, 13)), "নতুন বাড়ি", "আগের তালিকা", "পুরো তালিকা"]
    talk.goes_through("পুরো তালিকা", "অন্য")

    assert talk.session.fields == {"topic": "other"}


def test_an_option_called_other_is_no_way_to_the_whole_list() -> None:
    options = {code: {"name": {"bn": f"নতুন {code}", "en": code}} for code in ("other", "all", "road")}
    talk = Talk(office(service(choice(options=options)))).goes_through("নমুনা", "নতুন")

    assert talk.taps("নতুন other") == ["একবার দেখে নিন, সব ঠিক আছে তো?\nবিষয়: নতুন other"]


# --- a ward that the office does not have ---

NO_SUCH_WARD = "ফালাকাটা পুরসভার ওয়ার্ড ১৮টি। ১ থেকে ১৮ পর্যন্ত একটি নম্বর লিখুন।"
WHICH_WARD = "জায়গাটা কত নম্বর ওয়ার্ডে? শুধু নম্বরটি লিখলেই হবে।"


def in_eighteen_wards() -> Talk:
    """At the question for the place, in an office of eighteen wards."""
    falakata = office()
    territory = Territory.of(falakata.name, map(str, range(1, 19)))
    talk = Talk(office=replace(falakata, territory=territory))
    return talk.goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই")


def test_a_ward_that_the_office_does_not_have_is_asked_again() -> None:
    talk = in_eighteen_wards()

    assert talk.says("১১১ নং ওয়ার্ড") == [f"{NO_SUCH_WARD}\n\n{WHERE}"]
    assert talk.says("১১ নং ওয়ার্ড") == [PHOTO]
    assert talk.session.fields["place"]["ward"] == "11"


def test_what_else_was_told_of_the_place_stays_and_only_the_ward_is_asked_again() -> None:
    talk = in_eighteen_wards()

    assert talk.says("১১১ নং ওয়ার্ড, বাজারের পাশে") == [f"{NO_SUCH_WARD}\n\n{WHICH_WARD}"]
    assert talk.says("১২১") == [f"{NO_SUCH_WARD}\n\n{WHICH_WARD}"]
    assert talk.says("১১") == [PHOTO]
    assert talk.session.fields["place"] == {
        "text": "১১১ নং ওয়ার্ড, বাজারের পাশে",
        "ward": "11",
        "landmark": None,
        "lat": None,
        "lon": None,
    }


# --- a complaint that is spoken ---


def test_a_voice_tells_what_has_happened() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)

    assert talk.sends_file("audio", "audio/ogg; codecs=opus") == [WHERE]
    talk.goes_through("৫ নং ওয়ার্ড", "ছবি নেই")

    assert talk.received[-1].text == card(f"বিষয়: {STREETLIGHT}", "বিবরণ: (ভয়েস মেসেজ)", "জায়গা: ৫ নং ওয়ার্ড")
    talk.taps("জমা দিন")
    assert talk.opened[0]["description"] == {"text": "", "voice": ["audio-4"]}


@pytest.mark.parametrize("at", [1, 2])
def test_a_voice_at_another_question_or_at_the_card_joins_the_description(at: int) -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই")
    talk.goes_through("৫ নং ওয়ার্ড", "ছবি নেই") if at == 2 else talk

    said = talk.sends_file("audio", "audio/ogg; codecs=opus")

    described = {"text": "আলো নেই", "voice": [f"audio-{talk.sent}"]}
    assert talk.session.fields["description"] == described
    assert said == [
        f"ভয়েস মেসেজটা পেয়েছি।\n\n{WHERE}"
        if at == 1
        else card(f"বিষয়: {STREETLIGHT}", "বিবরণ: আলো নেই (ভয়েস মেসেজ)", "জায়গা: ৫ নং ওয়ার্ড")
    ]


def test_a_photo_while_a_voice_may_come_is_still_the_photo() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT)

    assert talk.sends_photo() == [f"ছবিটা পেয়েছি।\n\n{WHAT}"]
    assert talk.session.fields["photo"] == ["photo-4"]


# --- where it is, in words and by a pin ---

TOLD = "ওয়ার্ড ৮, সুভাষপল্লি মোড়"
TOLD_WITH_PIN = {"text": TOLD, "ward": "8", "landmark": None, "lat": 26.5, "lon": 89.25}


def place_told(*first: str) -> Talk:
    return Talk().goes_through("নমস্কার", "অভিযোগ জানান", STREETLIGHT, "আলো নেই", *first)


def test_a_pin_sent_at_the_photo_joins_the_ward_that_was_written() -> None:
    talk = place_told(TOLD)

    (reply,) = talk.sends_pin()

    assert reply == f"{PLACE_KEPT}\n\n{PHOTO}"
    assert talk.session.fields["place"] == TOLD_WITH_PIN


def test_a_pin_sent_at_the_card_joins_the_ward_that_was_written() -> None:
    talk = place_told(TOLD, "ছবি নেই")

    assert talk.sends_pin() == [card(f"বিষয়: {STREETLIGHT}", "বিবরণ: আলো নেই", f"জায়গা: {TOLD}")]
    talk.taps("জমা দিন")
    assert talk.opened[0]["place"] == TOLD_WITH_PIN


def test_a_ward_written_at_the_photo_joins_the_pin() -> None:
    talk = place_told()
    talk.sends_pin()

    assert talk.says(TOLD) == [f"{PLACE_KEPT}\n\n{PHOTO}"]
    assert talk.session.fields["place"] == TOLD_WITH_PIN


def test_a_ward_written_at_the_card_joins_the_pin() -> None:
    talk = place_told()
    talk.sends_pin()
    talk.taps("ছবি নেই")

    (reply,) = talk.says(TOLD)

    assert reply == f"{PLACE_KEPT}\n\n" + card(f"বিষয়: {STREETLIGHT}", "বিবরণ: আলো নেই", f"জায়গা: {TOLD}")
    assert talk.session.fields["place"] == TOLD_WITH_PIN


def test_a_place_that_is_asked_anew_is_replaced() -> None:
    talk = place_told(TOLD, "ছবি নেই")
    talk.taps("কিছু বদলাব")
    talk.taps("জায়গা")

    talk.sends_pin()

    assert talk.session.fields["place"] == PIN
