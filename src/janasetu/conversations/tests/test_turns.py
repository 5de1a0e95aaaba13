"""What works in every state of a talk: greeting, cancelling, languages, stopping, old buttons, own cases."""

from dataclasses import replace

import pytest

from janasetu.catalogue.schema import Service, Texts
from janasetu.catalogue.tests.factories import complaint, question, service
from janasetu.conversations.engine.effects import AnswerClaim, CaseLine, Heard, PersonLine, World
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.session import MOST_INTENTS, Session
from janasetu.conversations.tests.talking import BEGAN_AT, Talk, office, version
from janasetu.lib.references import compose
from janasetu.messaging.values import Message, Offered, Said

GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
MENU = "আর কী করতে চান, বেছে নিন।"
WHAT = "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"
WHAT_EN = (
    "Please write what has happened, or say it in a voice message. "
    "If you have a photo, send it with your words."
)
STALE = "ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।"
LOST = "ঠিক বুঝতে পারলাম না। নিচের তালিকা থেকে বেছে নিন।"
LOST_AGAIN = "এবারও বুঝতে পারলাম না। চাইলে «কর্মীর সঙ্গে কথা» বেছে নিন, একজন উত্তর দেবেন।"
CHOOSE_FIRST = "যা পাঠালেন, তা রাখা হয়নি। আগে নিচের তালিকা থেকে কাজটি বেছে নিন, তারপর আবার পাঠান।"
CANCELLED = "ঠিক আছে, বাতিল করা হল। কিছুই জমা পড়েনি।"
STOPPED = "ঠিক আছে, আর কোনো মেসেজ পাঠাব না, কাজের খবরও নয়। আবার দরকার হলে «নমস্কার» লিখুন।"
HEARD = Heard(Said("text"), Offered(), token="", lang="bn", at=BEGAN_AT, said_at=BEGAN_AT)

REF, OTHER_REF = compose(year=2026, body=1002, serial=1), compose(year=2026, body=1002, serial=2)
CLAIMED = CaseLine(
    REF, "26-1002-0001-4 · রাস্তার আলো জ্বলছে না · কাজ হয়েছে কি না, আপনার উত্তরের অপেক্ষায়", awaits_word=True
)
OPEN = CaseLine(OTHER_REF, "26-1002-0002-8 · মশা বা ডেঙ্গু · জমা পড়েছে", awaits_word=False)


def bilingual(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}


def drafting() -> Talk:
    """A talk in the middle of a complaint: the description is asked for."""
    return Talk().goes_through("নমস্কার", "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না")


# --- greeting ---


@pytest.mark.parametrize("word", ["নমস্কার", "Hello!", "hi", "মেনু", "নমস্তে", "johar", "আসসালামু আলাইকুম", "help"])
def test_a_greeting_shows_what_the_office_offers(word: str) -> None:
    talk = Talk()

    assert talk.says(word) == [GREETING]
    assert talk.titles == ["অভিযোগ", "আমার অভিযোগ, আবেদন", "কর্মীর সঙ্গে কথা", "English"]
    assert talk.stands == Session(intents=("greeting",))


def test_a_greeting_in_the_middle_offers_to_go_on_or_to_leave() -> None:
    talk = drafting()
    before = talk.stands

    assert talk.says("নমস্কার") == ["আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
    assert talk.titles == ["চালিয়ে যান", "বাতিল করুন"]
    assert talk.stands == before
    assert talk.taps("চালিয়ে যান") == [WHAT]


@pytest.mark.parametrize("word", ["হ্যাঁ", "১", "চালিয়ে যান"])
def test_an_unfinished_draft_goes_on_by_a_word(word: str) -> None:
    talk = drafting().goes_through("নমস্কার")

    assert talk.says(word) == [WHAT]


def test_beginning_again_in_the_middle_asks_about_the_unfinished_draft() -> None:
    talk = drafting()

    assert talk.taps_id("menu:complaint") == ["আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]


# --- cancelling ---


@pytest.mark.parametrize("word", ["বাতিল", "Cancel", "batil", "থাক", "বাতিল করুন।"])
@pytest.mark.parametrize("answers", [[], ["আলো নেই"], ["আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই"]])
def test_the_word_cancel_leaves_the_draft_at_every_step(word: str, answers: list[str]) -> None:
    talk = drafting().goes_through(*answers)

    assert talk.says(word) == [f"{CANCELLED}\n\n{MENU}"]
    assert talk.stands == Session(intents=("greeting", "complaint"))
    assert talk.opened == []


def test_cancelling_nothing_shows_the_menu() -> None:
    assert Talk().says("বাতিল") == [MENU]


def test_words_that_only_contain_cancel_are_words() -> None:
    talk = drafting()

    talk.says("কাল লাইন বাতিল করে গেছে")

    assert talk.session.fields["description"] == "কাল লাইন বাতিল করে গেছে"


# --- languages ---


def test_english_after_a_switch() -> None:
    talk = Talk().goes_through("নমস্কার")

    assert talk.taps("English") == ["We will write in English from now on.\n\nWhat would you like to do?"]
    assert talk.titles == ["Complaint", "My cases", "Talk to a person", "বাংলা"]
    begins = "Write “cancel” to stop, “back” for the question before."
    which = "What is the problem about? Choose from the list."
    assert talk.taps("Complaint") == [f"{begins}\n\n{which}"]
    assert talk.titles[:2] == ["No water supply", "Street light out"]


@pytest.mark.parametrize("word", ["English", "ইংরেজি", "ইংলিশ", "ingreji"])
def test_a_switch_in_the_middle_asks_the_same_question_in_the_other_language(word: str) -> None:
    talk = drafting()
    kept = talk.session.fields

    assert talk.says(word) == [f"We will write in English from now on.\n\n{WHAT_EN}"]
    assert (talk.lang, talk.session.fields, talk.session.step) == ("en", kept, "description")
    assert talk.says("no light for three days") == [
        "Where is it? Send the location, or write the ward number and a landmark."
    ]


def test_a_switch_back_is_told_in_bengali() -> None:
    talk = Talk().goes_through("English")

    assert talk.says("বাংলা") == [f"এবার থেকে বাংলায় কথা হবে।\n\n{MENU}"]


def test_a_card_shows_the_answers_in_the_language_of_now() -> None:
    talk = drafting().goes_through("আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "English")

    assert talk.received[-1].text == (
        "We will write in English from now on.\n\n"
        "Please check. Is everything right?\nSubject: Street light out\nDetails: আলো নেই\nPlace: ৫ নং ওয়ার্ড"
    )
    assert talk.titles == ["Submit", "Change something", "Cancel"]


def test_a_language_the_office_does_not_speak_leaves_everything_as_it_was() -> None:
    talk = Talk()

    talk.says("हिन्दी")

    assert talk.lang == "bn"


def test_an_office_of_three_languages_asks_which() -> None:
    talk = Talk(office(languages=("bn", "en", "hi"))).goes_through("নমস্কার")

    assert talk.taps("অন্য ভাষা") == ["কোন ভাষায় কথা বলবেন?"]
    assert talk.titles == ["বাংলা", "English", "हिन्दी"]
    talk.taps("हिन्दी")
    assert talk.lang == "hi"


# --- stopping ---


def test_stop_sets_the_draft_aside_and_is_remembered_until_the_person_writes_again() -> None:
    talk = drafting()

    assert talk.says("বন্ধ") == [STOPPED]
    assert (talk.session.state, talk.opted_out) == ("stopped", True)

    assert talk.says("নমস্কার") == ["আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
    assert (talk.session.state, talk.opted_out) == ("idle", False)


def test_stopping_twice_stays_stopped() -> None:
    talk = Talk().goes_through("stop")

    assert talk.says("STOP") == [STOPPED]
    assert (talk.session.state, talk.opted_out) == ("stopped", True)


def test_a_button_from_before_the_stop_brings_the_person_back() -> None:
    talk = Talk().goes_through("নমস্কার", "stop")

    talk.taps_id("menu:complaint")

    assert (talk.session.state, talk.opted_out) == ("asking", False)


# --- stale buttons ---


def test_a_button_of_an_earlier_draft_changes_nothing_and_says_so() -> None:
    talk = drafting()
    old = talk.choices[0].id
    talk.goes_through("বাতিল", "অভিযোগ জানান")
    before = talk.stands

    (reply,) = talk.taps_id(old)

    assert reply.startswith(f"{STALE}\n\n")
    assert talk.stands == before


def test_a_stale_button_after_the_draft_shows_the_menu() -> None:
    talk = drafting()
    old = talk.choices[0].id
    talk.says("বাতিল")

    assert talk.taps_id(old) == [f"{STALE}\n\n{MENU}"]


@pytest.mark.parametrize(
    "choice_id",
    [
        "",
        ":",
        "::::",
        "x",
        "menu:",
        "menu:pension",
        "lang:fr",
        "case:1:yes",
        f"case:{REF}:maybe",
        "DRAFT",
        "DRAFT:",
        "DRAFT:submit",
        "DRAFT:colour:red",
        "DRAFT:category",
        "DRAFT:change:colour",
        "DRAFT:category:pension",
        "DRAFT:description:skip",
        "\ufffd" * 300,
    ],
)
def test_a_button_that_nobody_offered_changes_nothing(choice_id: str) -> None:
    talk = drafting()
    before = talk.stands

    replies = talk.taps_id(choice_id.replace("DRAFT", talk.session.draft))

    assert len(replies) == 1
    assert replies[0].endswith(WHAT)
    assert talk.stands == before
    assert (talk.opened, talk.words_on_cases) == ([], [])


def test_an_option_of_the_same_draft_tapped_again_changes_the_answer() -> None:
    talk = drafting()

    talk.taps("জল আসছে না")

    assert talk.session.fields["category"] == "water_no_supply"


def test_submitting_twice_opens_one_case() -> None:
    talk = drafting().goes_through("আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")
    submit = talk.choices[0].id
    talk.cases = (OPEN,)

    talk.taps_id(submit)

    assert talk.taps_id(submit) == [f"এটি আগেই জমা পড়েছে।\n{OPEN.shown}"]
    assert len(talk.opened) == 1


def test_what_is_handed_in_is_told_by_nothing_more_where_several_share_the_phone() -> None:
    talk = drafting().goes_through("আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")
    submit = talk.choices[0].id
    talk.cases, talk.persons = (OPEN,), (PersonLine("a", {"bn": "রিতা"}), PersonLine("b", {"bn": "সেলিম"}))
    talk.taps_id(submit)

    assert talk.taps_id(submit) == ["এটি আগেই জমা পড়েছে।"]


def test_handing_in_again_in_the_middle_of_another_form_goes_on_with_its_question() -> None:
    talk = drafting().goes_through("আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")
    submit = talk.choices[0].id
    talk.taps_id(submit)
    talk.goes_through("অভিযোগ", "রাস্তার আলো জ্বলছে না")

    assert talk.taps_id(submit) == [f"এটি আগেই জমা পড়েছে।\n\n{WHAT}"]
    assert talk.taps_id(submit.replace("submit", "edit")) == [f"{STALE}\n\n{WHAT}"]
    assert len(talk.opened) == 1


# --- own cases, and the word on a claim ---


def test_who_has_no_cases_is_told_so() -> None:
    assert Talk().says("আমার অভিযোগ") == [f"চলতি কোনো অভিযোগ বা আবেদন নেই।\n\n{MENU}"]


@pytest.mark.parametrize("asked", ["আমার অভিযোগ", "status", "কাজ কতদূর?", "kotodur"])
def test_own_cases_are_listed(asked: str) -> None:
    talk = Talk(cases=(CLAIMED, OPEN))

    assert talk.says(asked) == [f"চলতি অভিযোগ ও আবেদন:\n{CLAIMED.shown}\n{OPEN.shown}\n\n{MENU}"]
    assert talk.session.intents == ("status_query",)


def test_asking_for_own_cases_in_the_middle_goes_on_with_the_question() -> None:
    talk = drafting()
    talk.cases = (OPEN,)

    assert talk.says("আমার অভিযোগ") == [f"চলতি অভিযোগ ও আবেদন:\n{OPEN.shown}\n\n{WHAT}"]


def test_no_more_than_ten_cases_are_listed() -> None:
    talk = Talk(cases=tuple(replace(OPEN, shown=f"অভিযোগ {n}") for n in range(30)))

    (reply,) = talk.says("আমার অভিযোগ")

    assert reply.splitlines()[1:11] == [f"অভিযোগ {n}" for n in range(10)]
    assert "অভিযোগ 10" not in reply.splitlines()


@pytest.mark.parametrize(("word", "yes"), [("yes", True), ("no", False)])
def test_a_button_on_a_claim_is_the_persons_word(word: str, *, yes: bool) -> None:
    talk = Talk()

    talk.taps_id(f"case:{REF}:{word}")

    assert talk.words_on_cases == [AnswerClaim(REF, yes)]


@pytest.mark.parametrize(("word", "yes"), [("হ্যাঁ", True), ("হয়েছে", True), ("না", False), ("হয়নি", False)])
def test_a_bare_yes_or_no_is_the_word_on_the_one_claim_that_waits(word: str, *, yes: bool) -> None:
    talk = Talk(cases=(CLAIMED, OPEN))

    talk.says(word)

    assert talk.words_on_cases == [AnswerClaim(REF, yes)]


def test_with_two_claims_waiting_the_person_is_asked_which() -> None:
    talk = Talk(cases=(CLAIMED, replace(CLAIMED, ref=OTHER_REF)))

    assert talk.says("হ্যাঁ") == ["কোনটির কথা বলছেন? সেই মেসেজের বোতামটি টিপুন।"]
    assert talk.words_on_cases == []


def test_a_yes_with_nothing_to_say_it_to_is_not_understood() -> None:
    talk = Talk(cases=(OPEN,)).goes_through("নমস্কার")
    talk.received.append(replace(talk.received[-1], choices=()))

    assert talk.says("হ্যাঁ") == [f"{LOST}\n\n{MENU}"]


# --- what is remembered ---


def test_intents_are_kept_oldest_first_without_repeating_and_not_for_ever() -> None:
    session = Session()
    for intent in ("greeting", "greeting", "complaint", "greeting"):
        session = session.reached(intent)
    assert session.intents == ("greeting", "complaint", "greeting")

    for number in range(200):
        session = session.reached(f"intent-{number}")
    assert len(session.intents) == MOST_INTENTS


def test_a_definition_that_is_gone_for_good_frees_the_talk() -> None:
    talk = drafting()
    talk.office = replace(talk.office, services={})

    assert talk.says("আলো নেই") == [f"{LOST}\n\n{MENU}"]
    assert talk.session.state == "idle"


def test_a_draft_stays_with_the_version_it_began_with() -> None:
    talk = drafting()
    talk.office = replace(talk.office, services={}, pinned=talk.office.services)

    assert talk.says("আলো নেই") != []
    assert talk.session.fields["description"] == "আলো নেই"


# --- words that an office keeps hearing ---


def test_who_is_not_understood_twice_is_pointed_to_a_person() -> None:
    talk = Talk().goes_through("নমস্কার", "আমার দাদুর শরীর খারাপ")

    assert talk.says("আমার দাদুর শরীর খারাপ") == [f"{LOST_AGAIN}\n\n{MENU}"]
    assert "কর্মীর সঙ্গে কথা" in talk.titles


def test_being_lost_is_forgotten_with_the_first_thing_understood() -> None:
    talk = Talk().goes_through("নমস্কার", "আমার দাদুর শরীর খারাপ", "আমার অভিযোগ")

    assert talk.says("আমার দাদুর শরীর খারাপ") == [f"{LOST}\n\n{MENU}"]


def test_what_cannot_be_opened_is_told_so_every_time() -> None:
    talk = Talk().goes_through("নমস্কার", "আমার দাদুর শরীর খারাপ")

    assert talk.hears(Said("poll")) == [f"এটা এখানে খোলা গেল না। লিখে, ছবি দিয়ে বা লোকেশন পাঠিয়ে জানান।\n\n{MENU}"]


# --- words of command where an answer is awaited ---

NAMED = service(question("person_name", label=bilingual("নাম?")), title_by=None)


def test_stop_is_stop_where_a_name_is_asked_for() -> None:
    talk = Talk(office(NAMED)).goes_through("নমুনা")

    assert talk.says("STOP") == [STOPPED]
    assert (talk.session.state, talk.session.fields, talk.opted_out) == ("stopped", {}, True)


@pytest.mark.parametrize(
    ("word", "step"),
    [("বাতিল", ""), ("পিছনে", "person_name"), ("English", "person_name"), ("মেনু", "person_name")],
)
def test_a_word_of_command_is_no_name(word: str, step: str) -> None:
    talk = Talk(office(NAMED)).goes_through("নমুনা", word)

    assert (talk.session.step, talk.session.fields) == (step, {})


@pytest.mark.parametrize("name", ["থাকহরি বন্ধু", "জয় মেনুকা", "হাই তামাং"])
def test_a_name_that_only_begins_like_a_command_is_a_name(name: str) -> None:
    talk = Talk(office(NAMED)).goes_through("নমুনা", name)

    assert talk.session.fields == {"person_name": {"bn": name}}


# --- choices with the same words ---


def test_typed_words_that_two_choices_bear_are_neither() -> None:
    options = {code: {"name": bilingual("রাস্তা")} for code in ("old", "new")}
    talk = Talk(office(service(question("choice", options=options)))).goes_through("নমুনা")

    (reply,) = talk.says("রাস্তা")

    assert reply.startswith("এগুলির মধ্যে কোনটা?")
    assert talk.session.fields == {}
    talk.says("২")
    assert talk.session.fields == {"choice": "new"}


def test_a_list_that_is_not_the_newest_message_is_still_answered_by_number() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")
    talk.received.append(Message("আপনার আগের অভিযোগের কাজ শুরু হয়েছে।"))

    talk.says("২")

    assert talk.session.fields == {"category": "streetlight_out"}


# --- definitions change while people talk ---


def test_a_form_begun_goes_on_with_its_definition_though_a_new_one_is_offered() -> None:
    talk = drafting()
    begun, edited = (
        talk.session.version,
        complaint().service.model_copy(update={"name": Texts(bn="নালিশ", en="Report")}),
    )
    talk.office = replace(talk.office, services={version(7): edited}, pinned=talk.office.services)

    assert talk.says("নমস্কার") == ["আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
    talk.goes_through("চালিয়ে যান", "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")
    assert talk.session.version == begun
    talk.taps("জমা দিন")
    assert len(talk.opened) == 1


def test_a_form_set_aside_whose_definition_is_gone_cannot_be_taken_up() -> None:
    talk = Talk(office(complaint().service, NAMED)).goes_through(
        "অভিযোগ", "নমুনা", "হ্যাঁ, শুরু করুন", "নমস্কার", "বাতিল করুন"
    )
    (waiting,) = talk.session.parked
    talk.office = replace(talk.office, services={version(1): NAMED})

    assert talk.says("নমস্কার") == [GREETING]
    assert talk.taps_id(f"{waiting.name}:resume") == [f"{STALE}\n\n{MENU}"]
    assert talk.session.fields == {}


def test_the_definition_of_a_draft_that_is_gone_is_an_error_to_ask_for() -> None:
    talk = drafting()
    here = Here(replace(talk.office, services={}), talk.session, heard=HEARD, world=World({}))

    with pytest.raises(LookupError):
        here.service()


# --- several drafts ---


def samples() -> list[Service]:
    return [
        service(question("text"), code=f"sample-{n}", name=bilingual(f"নমুনা {n}"), short=bilingual(f"নমুনা {n}"))
        for n in range(1, 7)
    ]


def with_two_set_aside() -> Talk:
    """Sample 1 and 2 are set aside, 3 is in hand."""
    begin = "হ্যাঁ, শুরু করুন"
    return Talk(office(*samples())).goes_through("নমুনা 1", "নমুনা 2", begin, "নমুনা 3", begin)


def test_of_two_drafts_set_aside_the_newest_is_offered_first() -> None:
    talk = with_two_set_aside().goes_through("বাতিল")

    assert talk.says("নমস্কার") == ["আপনার «নমুনা 2» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
    talk.taps("বাতিল করুন")
    assert talk.says("নমস্কার") == ["আপনার «নমুনা 1» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
    talk.goes_through("চালিয়ে যান", "একটা কথা", "জমা দিন")

    assert (talk.opened, talk.session.parked) == ([{"text": "একটা কথা"}], ())


def test_the_word_continue_takes_up_the_draft_that_waits() -> None:
    talk = with_two_set_aside().goes_through("বাতিল")

    assert talk.says("চালিয়ে যান") == ["বলুন"]
    assert talk.session.version == version(1)


def test_continue_with_nothing_begun_shows_the_menu() -> None:
    assert Talk().says("চালিয়ে যান") == [MENU]


def test_taking_up_one_draft_sets_the_other_aside() -> None:
    talk = with_two_set_aside()
    first = talk.session.parked[0]

    talk.taps_id(f"{first.name}:resume")

    assert talk.session.version == version(0)
    assert [draft.version for draft in talk.session.parked] == [version(1), version(2)]


def test_a_draft_set_aside_at_its_card_comes_back_with_its_card() -> None:
    talk = Talk(office(*samples())).goes_through("নমুনা 1", "একটা কথা", "নমুনা 2", "হ্যাঁ, শুরু করুন", "বাতিল", "নমস্কার")

    assert talk.taps("চালিয়ে যান") == ["একবার দেখে নিন, সব ঠিক আছে তো?\nউত্তর: একটা কথা"]
    assert talk.session.state == "confirming"


def test_who_taps_submit_on_the_card_of_a_draft_that_waits_sees_it_once_more_and_then_hands_it_in() -> None:
    talk = Talk(office(*samples())).goes_through("নমুনা 1", "একটা কথা")
    card = talk.session.draft
    talk.goes_through("নমুনা 2", "হ্যাঁ, শুরু করুন")

    assert talk.taps_id(f"{card}:submit") == ["একবার দেখে নিন, সব ঠিক আছে তো?\nউত্তর: একটা কথা"]
    assert talk.opened == []
    talk.taps_id(f"{card}:submit")

    assert talk.opened == [{"text": "একটা কথা"}]


def test_of_more_than_three_drafts_the_oldest_goes() -> None:
    talk = with_two_set_aside()
    for number in (4, 5):
        talk.goes_through(f"নমুনা {number}", "হ্যাঁ, শুরু করুন")

    assert [draft.version for draft in talk.session.parked] == [version(1), version(2), version(3)]


def test_the_same_service_asked_for_by_its_button_asks_about_the_unfinished_draft() -> None:
    talk = Talk(office(*samples())).goes_through("নমুনা 1")

    assert talk.taps_id("menu:sample-1") == ["আপনার «নমুনা 1» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]


# --- a photo that comes with the name of a service ---


def test_a_photo_with_the_name_of_the_service_is_taken_in() -> None:
    talk = Talk()

    (reply,) = talk.sends_photo("অভিযোগ")

    assert reply.endswith("সমস্যাটা কী নিয়ে? তালিকা থেকে বেছে নিন।")
    assert talk.session.fields == {"photo": ["photo-1"]}


def test_a_photo_with_the_name_of_a_service_that_needs_none_is_told_so() -> None:
    (reply,) = Talk(office(*samples())).sends_photo("নমুনা 1")

    assert reply == "থামতে «বাতিল», আগের প্রশ্নে ফিরতে «পিছনে» লিখুন।\n\nএই কাজে ছবির দরকার নেই।\n\nবলুন"


def test_a_photo_begins_nothing_but_a_complaint() -> None:
    talk = Talk(office(service(question("photo"), kind="thanks"))).goes_through("নমস্কার")

    assert talk.sends_photo() == [f"{CHOOSE_FIRST}\n\n{MENU}"]


def test_a_place_that_no_complaint_asks_for_waits_until_it_is_known_what_for() -> None:
    talk = Talk(office(service(question("place"), kind="thanks"))).goes_through("নমস্কার")

    assert talk.sends_pin() == [f"{CHOOSE_FIRST}\n\n{MENU}"]


# --- the language of the first words ---


@pytest.mark.parametrize("words", ["नमस्ते, मलाई मद्दत चाहियो", "मुझे कुछ पूछना है", "नमस्ते"])
def test_who_first_writes_in_devanagari_is_answered_in_hindi(words: str) -> None:
    talk = Talk(office(complaint().service, languages=("bn", "en", "hi")))

    (reply,) = talk.says(words)

    assert talk.lang == "hi"
    assert reply.startswith("नमस्कार! ")


def test_where_the_office_has_no_hindi_it_stays_bengali() -> None:
    talk = Talk(office(complaint().service, languages=("bn", "en")))

    assert talk.says("नमस्ते") == [GREETING]
    assert talk.lang == "bn"


def test_later_words_in_devanagari_change_nothing() -> None:
    talk = Talk(office(complaint().service, languages=("bn", "en", "hi"))).goes_through("নমস্কার", "अच्छा")

    assert talk.lang == "bn"


def test_a_language_that_the_office_does_not_have_is_said_so() -> None:
    talk = Talk(office(complaint().service, languages=("bn", "en"))).goes_through("নমস্কার")

    assert talk.says("हिन्दी") == [f"এই অফিসের সঙ্গে কথা হয় বাংলা, English ভাষায়।\n\n{MENU}"]


# --- at a loss ---


def test_who_is_at_a_loss_for_the_third_time_is_told_the_ways_out() -> None:
    talk = Talk(office(NAMED)).goes_through("নমুনা")

    talk.goes_through("১২৩", "১২৩")

    assert talk.says("১২৩")[0].endswith("না পারলে «কর্মীর সঙ্গে কথা» লিখুন, থামতে «বাতিল» লিখুন।\n\nনাম?")
