"""What people ask to know: topics, hours, who is who, fees and papers; and the menu that leads to them."""

from datetime import date
from typing import Any

import pytest

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.factories import complaint, question, service
from janasetu.conversations.tests.talking import Talk, office
from janasetu.messaging.values import Message

MENU = "আর কী করতে চান, বেছে নিন।"
GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
NOT_ON_RECORD = "এই তথ্য আমাদের কাছে এখনও নেই। দরকার হলে «কর্মীর সঙ্গে কথা» বেছে নিন।"
WHICH_SERVICE = "কোনটা দরকার, বেছে নিন।"
STALE = "ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।"
BACK = "মূল মেনু"


def both(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}


def information(**changes: Any) -> Service:
    """An information service with one topic of every sort."""
    topics = {
        "hours": {
            "name": both("অফিসের সময়"),
            "words": ["কখন খোলে"],
            "intent": "office_hours",
            "says": "hours",
        },
        "officers": {"name": both("কে কে আছেন"), "says": "officers"},
        "fees": {"name": both("কত টাকা লাগে"), "says": "fees"},
        "papers": {"name": both("কী কাগজ লাগে"), "says": "papers"},
        "ration": {"name": both("রেশন কার্ড"), "text": both("রেশন কার্ড খাদ্য দপ্তরের কাজ।")},
        "emergency": {"name": both("জরুরি নম্বর"), "numbers": [{"name": both("দমকল"), "number": "101"}]},
    }
    given = {
        "format": 1,
        "code": "information",
        "kind": "information",
        "offered_by": ["municipality"],
        "name": both("তথ্য জানুন"),
        "short": both("তথ্য জানুন"),
        "topics": topics,
    }
    return Service.model_validate(given | changes)


def application(number: int, **changes: Any) -> Service:
    given = {
        "code": f"paper-{number}",
        "kind": "application",
        "name": both(f"কাগজ {number}"),
        "short": both(f"কাগজ {number}"),
    }
    return service(question("text"), **(given | changes))


SHOP = application(
    1,
    fee=[
        {"name": both("আবেদন ফি"), "from": date(2026, 4, 1), "amount": 200},
        {"name": both("লাইসেন্স ফি"), "amount": 1500, "per": both("এক বছর")},
        {"name": both("আবেদন ফি"), "from": date(2027, 4, 1), "amount": 900},
    ],
    ask=[
        question("text"),
        question("document", field="deed", short=both("দলিল")),
        question("document", field="partners", short=both("অংশীদারি দলিল"), when="text is given"),
    ],
)
FREE = application(2)


def asking(*services: Service, **facts: str) -> Talk:
    """The topics are on the screen."""
    return Talk(office(information(), *services), facts=facts).goes_through("নমস্কার", "তথ্য জানুন")


# --- topics ---


def test_the_topics_are_offered() -> None:
    talk = Talk(office(information())).goes_through("নমস্কার")

    assert talk.taps("তথ্য জানুন") == ["কী জানতে চান, বেছে নিন।"]
    assert talk.titles == ["অফিসের সময়", "কে কে আছেন", "কত টাকা লাগে", "কী কাগজ লাগে", "রেশন কার্ড", "জরুরি নম্বর"]
    assert talk.session.intents == ("greeting", "information")


def test_what_a_service_says_of_itself_stands_above_its_topics() -> None:
    talk = Talk(office(information(about=both("সব এখানে জানতে পারবেন।"))))

    assert talk.says("তথ্য জানুন") == ["সব এখানে জানতে পারবেন।"]


def test_a_topic_with_a_text_says_it() -> None:
    talk = asking()

    assert talk.taps("রেশন কার্ড") == ["রেশন কার্ড খাদ্য দপ্তরের কাজ।"]
    assert talk.titles == [BACK]
    assert talk.taps(BACK) == [GREETING]


def test_a_topic_with_numbers_says_them() -> None:
    assert asking().taps("জরুরি নম্বর") == ["জরুরি নম্বর:\nদমকল: 101"]


def test_the_hours_are_those_of_the_office() -> None:
    talk = asking(hours="সোম থেকে শুক্র, ১১টা থেকে ৫টা")

    assert talk.taps("অফিসের সময়") == ["অফিসের সময়:\nসোম থেকে শুক্র, ১১টা থেকে ৫টা"]
    assert talk.session.intents[-1] == "office_hours"


def test_what_is_not_on_record_is_said_so() -> None:
    assert asking().taps("অফিসের সময়") == [NOT_ON_RECORD]


def test_who_is_who() -> None:
    assert asking(officers="চেয়ারম্যান: অনিমেষ বর্মন").taps("কে কে আছেন") == ["কে কে আছেন:\nচেয়ারম্যান: অনিমেষ বর্মন"]


@pytest.mark.parametrize("words", ["কখন খোলে", "অফিসের সময়"])
def test_a_topic_is_told_at_once_when_its_words_are_said(words: str) -> None:
    talk = Talk(office(information()), facts={"hours": "১১টা থেকে ৫টা"})

    assert talk.says(words) == ["অফিসের সময়:\n১১টা থেকে ৫টা"]


# --- fees and papers, by service ---


@pytest.mark.parametrize("topic", ["কত টাকা লাগে", "কী কাগজ লাগে"])
def test_of_fees_and_papers_it_is_asked_for_which_service(topic: str) -> None:
    talk = asking(SHOP, FREE, complaint().service)

    assert talk.taps(topic) == [WHICH_SERVICE]
    assert talk.titles == ["কাগজ 1", "কাগজ 2"]


def test_the_fees_of_a_service_are_those_of_that_day() -> None:
    talk = asking(SHOP, FREE).goes_through("কত টাকা লাগে")

    assert talk.taps("কাগজ 1") == ["কাগজ 1:\nআবেদন ফি: ₹২০০\nলাইসেন্স ফি: ₹১,৫০০ (এক বছর)"]
    assert talk.titles == [BACK]


def test_the_papers_of_a_service_are_counted_and_some_only_if_needed() -> None:
    talk = asking(SHOP, FREE).goes_through("কী কাগজ লাগে")

    assert talk.taps("কাগজ 1") == ["কাগজ 1:\n১. দলিল\n২. অংশীদারি দলিল (দরকার হলে)"]


def test_a_service_without_fees_and_papers_says_so() -> None:
    talk = asking(SHOP, FREE)

    assert talk.goes_through("কত টাকা লাগে").taps("কাগজ 2") == ["কাগজ 2:\nকোনো ফি লাগে না।"]
    talk.goes_through("নমস্কার", "তথ্য জানুন")
    assert talk.goes_through("কী কাগজ লাগে").taps("কাগজ 2") == ["কাগজ 2:\nকোনো কাগজ লাগে না।"]


def test_an_office_without_such_services_has_nothing_on_record() -> None:
    assert asking().taps("কত টাকা লাগে") == [NOT_ON_RECORD]


def test_many_services_go_by_pages() -> None:
    talk = asking(*(application(number) for number in range(1, 13))).goes_through("কত টাকা লাগে")

    assert talk.titles == [*(f"কাগজ {number}" for number in range(1, 10)), "আরও দেখুন"]
    assert talk.taps("আরও দেখুন") == [WHICH_SERVICE]
    assert talk.titles == ["কাগজ 10", "কাগজ 11", "কাগজ 12", "আগের তালিকা"]
    talk.taps("আগের তালিকা")
    assert talk.titles[0] == "কাগজ 1"


def test_many_topics_go_by_pages() -> None:
    bundled = read(BUNDLED / "information" / "service.yaml").service
    talk = Talk(office(bundled)).goes_through("নমস্কার", "তথ্য জানুন")
    seen = {title for title in talk.titles if title != "আরও দেখুন"}
    assert len(talk.titles) == 10

    while talk.titles[-1] == "আরও দেখুন":
        talk.taps("আরও দেখুন")
        seen |= set(talk.titles) - {"আরও দেখুন", "আগের তালিকা"}

    assert seen == {topic.name.bn for topic in bundled.topics.values()}


# --- in the middle of a form ---


def test_a_topic_asked_in_the_middle_is_told_and_the_form_waits() -> None:
    talk = Talk(office(information(), SHOP), facts={"hours": "১১টা থেকে ৫টা"}).goes_through("কাগজ 1")

    assert talk.says("কখন খোলে") == ["অফিসের সময়:\n১১টা থেকে ৫টা\n\nবলুন"]
    assert talk.session.step == "text"


@pytest.mark.parametrize("way", ["words", "tap"])
def test_the_topics_asked_for_in_the_middle_are_shown_and_the_form_waits(way: str) -> None:
    talk = Talk(office(information(), SHOP)).goes_through("নমস্কার", "কাগজ 1")

    replies = talk.says("তথ্য জানুন") if way == "words" else talk.taps_id("menu:information")

    assert replies == ["কী জানতে চান, বেছে নিন।"]
    assert talk.session.step == "text"
    assert talk.says("একটা দোকান") == ["বলুন"]


def test_an_answer_that_is_also_the_name_of_a_topic_is_an_answer() -> None:
    field = question("choice", options={"ration": both("রেশন কার্ড"), "shop": both("কাগজ 1")})
    talk = Talk(office(information(), SHOP, service(field, title_by=None))).goes_through("নমুনা")
    talk.received.append(Message("আপনার আগের অভিযোগের কাজ শুরু হয়েছে।"))  # the list is not the newest any more

    talk.says("রেশন কার্ড")

    assert talk.session.fields == {"choice": "ration"}


# --- what nobody offered ---


@pytest.mark.parametrize(
    "choice_id",
    [
        "info",
        "info:",
        "info:information",
        "info:nothing:hours",
        "info:information:nothing",
        "info:information:fees:nothing",
        "info:complaint:hours",
        "group",
        "group:",
        "group:nothing",
        "mine",
        "who",
        "who:somebody",
    ],
)
def test_a_button_that_nobody_offered_tells_nothing(choice_id: str) -> None:
    assert asking(SHOP).taps_id(choice_id) == [f"{STALE}\n\n{MENU}"]


@pytest.mark.parametrize("page", ["x", "-1", "²", "99999", "9" * 5000])
def test_a_page_that_there_is_not_is_the_first_one(page: str) -> None:
    talk = asking(*(application(number) for number in range(1, 13)))

    assert talk.taps_id(f"info:information:fees:{page}:more") == [WHICH_SERVICE]
    assert talk.titles[0] == "কাগজ 1"
    talk.taps_id(f"info:information:{page}:more")
    assert talk.titles[0] == "অফিসের সময়"
    talk.taps_id(f"group:papers:{page}:more")
    assert talk.titles[0] == "কাগজ 1"


# --- the menu ---


def test_a_group_of_one_service_is_that_service() -> None:
    talk = Talk(office(complaint().service, SHOP)).goes_through("নমস্কার")

    assert talk.titles == ["অভিযোগ", "কাগজ 1", "আমার অভিযোগ, আবেদন", "কর্মীর সঙ্গে কথা", "English"]


def test_a_group_of_several_opens_a_list_of_its_own() -> None:
    talk = Talk(office(complaint().service, SHOP, FREE)).goes_through("নমস্কার")
    assert talk.titles[:2] == ["অভিযোগ", "শংসাপত্র ও অনুমতি"]

    assert talk.taps("শংসাপত্র ও অনুমতি") == [f"শংসাপত্র ও অনুমতি: {WHICH_SERVICE}"]
    assert talk.titles == ["কাগজ 1", "কাগজ 2", BACK]
    talk.taps("কাগজ 2")

    assert talk.session.step == "text"


def test_a_group_of_many_goes_by_pages_and_leads_back() -> None:
    talk = Talk(office(*(application(number) for number in range(1, 13)))).goes_through(
        "নমস্কার", "শংসাপত্র ও অনুমতি"
    )

    assert talk.titles == [*(f"কাগজ {number}" for number in range(1, 9)), "আরও দেখুন", BACK]
    talk.taps("আরও দেখুন")
    assert talk.titles == [*(f"কাগজ {number}" for number in range(9, 13)), "আগের তালিকা", BACK]
    assert talk.taps(BACK) == [GREETING]


def test_a_service_may_name_its_own_group() -> None:
    talk = Talk(office(application(1, group="bookings"), application(2))).goes_through("নমস্কার")

    assert talk.titles[:2] == ["কাগজ 2", "কাগজ 1"]


def test_an_office_of_one_language_offers_no_other() -> None:
    talk = Talk(office(languages=("bn",))).goes_through("নমস্কার")

    assert talk.titles == ["অভিযোগ", "আমার অভিযোগ, আবেদন", "কর্মীর সঙ্গে কথা"]


# --- a service that does not speak the person's language ---

ONLY_BENGALI = "यह सेवा अभी हिन्दी में नहीं है, इसलिए बांग्ला में पूछेंगे।"


def speaking_hindi(*services: Service) -> Talk:
    return Talk(office(*services, languages=("bn", "en", "hi")), lang="hi")


def test_a_service_without_the_persons_language_says_so_once_and_goes_on_in_bengali() -> None:
    talk = speaking_hindi(SHOP).goes_through("नमस्ते")

    (reply,) = talk.taps("কাগজ 1")
    assert reply == f"{ONLY_BENGALI}\n\nरोकने के लिए «रद्द», पिछले सवाल के लिए «पीछे» लिखिए।\n\nবলুন"
    (reply,) = talk.says("একটা দোকান")
    assert reply == "বলুন"


def test_it_is_not_said_again_after_a_mistake_a_step_back_some_days_or_on_the_card() -> None:
    asked = question("text"), question("count", label=both("ক'টা?"), short=both("ক'টা"), least=1)
    talk = speaking_hindi(service(*asked, kind="application")).goes_through("नमस्ते", "নমুনা")
    assert told_of_it(talk) == 1

    talk.goes_through("একটা দোকান", "অনেক", "पीछे", "यही रहने दें").waits(days=3)
    talk.goes_through("नमस्ते", "जारी रखें", "২")

    (card,) = talk.received[-1:]
    assert card.text.splitlines()[1:] == ["উত্তর: একটা দোকান", "ক'টা: 2"]
    talk.taps(talk.titles[0])
    assert talk.opened == [{"text": "একটা দোকান", "count": 2}]
    assert told_of_it(talk) == 1


def told_of_it(talk: Talk) -> int:
    """In how many messages the person was told that the service is in Bengali only."""
    return sum(ONLY_BENGALI in message.text for message in talk.received)


def test_words_that_begin_such_a_service_are_answered_so_too() -> None:
    street = {"street": {"name": both("রাস্তা")}}
    talk = speaking_hindi(service(question("choice", options=street, short=both("বিষয়")), question("text")))

    (reply,) = talk.says("রাস্তা")

    begun = "«নমুনা» शुरू हुआ, विषय রাস্তা। ऐसा न हो तो «रद्द» लिखिए।"
    assert reply == f"{ONLY_BENGALI}\n\n{begun}\n\nবলুন"


def test_a_service_in_the_persons_language_says_nothing_of_it() -> None:
    (reply,) = speaking_hindi(complaint().service).says("शिकायत")

    assert "बांग्ला" not in reply


def test_an_answer_too_long_to_stand_above_the_question_leaves_a_button_to_it() -> None:
    long = question("text", label=both("খ" * 600))
    talk = Talk(office(information(), service(long)), facts={"hours": "ক" * 600}).goes_through("নমুনা")

    assert talk.says("কখন খোলে") == [f"অফিসের সময়:\n{'ক' * 600}"]
    assert talk.taps("চালিয়ে যান") == ["খ" * 600]
