"""On a line of many offices: which one is meant, by code, by name, through the districts; and another one."""

from dataclasses import replace

import pytest

from janasetu.catalogue.tests.factories import question, service
from janasetu.conversations.engine.effects import AnswerClaim, CaseLine, OfficeLine
from janasetu.conversations.engine.session import Session
from janasetu.conversations.offices import AREA
from janasetu.conversations.tests.talking import Directory, Talk, office, version
from janasetu.lib.references import compose
from janasetu.messaging.values import Said

GREETING = "নমস্কার! জনসেতুতে স্বাগত। আপনার পঞ্চায়েত বা পুরসভার নাম লিখুন, অথবা জেলা বেছে নিন।"
CHOSEN = "এখন কথা হচ্ছে এই অফিসের সঙ্গে: {}। বদলাতে চাইলে «অন্য অফিস» লিখুন।"
MENU = "আর কী করতে চান, বেছে নিন।"
NOT_SERVED = "এই অফিস এখনও জনসেতুতে আসেনি। সেখানে সরাসরি কথা বলুন, অথবা অন্য অফিস বেছে নিন।"
SHALDANGA, FALAKATA = "শালডাঙা গ্রাম পঞ্চায়েত", "ফালাকাটা পুরসভা"


def directory() -> Directory:
    """Two districts with a block each; three places called গোপালপুর, of which nobody answers."""
    lines = [
        OfficeLine("d1", "birbhum", "বীরভূম", kind="district"),
        OfficeLine("d2", "nadia", "নদিয়া", kind="district"),
        OfficeLine("b1", "bolpur", "বোলপুর ব্লক", kind="block"),
        OfficeLine("b2", "karimpur", "করিমপুর ব্লক", kind="block"),
        OfficeLine("g1", "panchayat", "শালডাঙা", within="বোলপুর ব্লক, বীরভূম", kind="gram_panchayat"),
        OfficeLine(
            "g2", "gopalpur", "গোপালপুর", within="বোলপুর ব্লক, বীরভূম", kind="gram_panchayat", served=False
        ),
        OfficeLine(
            "g3", "gopalpur-2", "গোপালপুর ", within="করিমপুর ব্লক, নদিয়া", kind="gram_panchayat", served=False
        ),
        OfficeLine("m1", "falakata", "ফালাকাটা", kind="municipality"),
    ]
    parents = {"b1": "d1", "b2": "d2", "g1": "b1", "g2": "b1", "g3": "b2", "m1": "d2"}
    offices = {
        "g1": office(kind="gram_panchayat", body="panchayat", name=SHALDANGA, on_area_line=True),
        "m1": office(on_area_line=True),
    }
    return Directory({line.id: line for line in lines}, parents, offices)


def newcomer() -> Talk:
    return Talk(office=AREA, directory=directory())


def settled() -> Talk:
    return newcomer().goes_through("নমস্কার", "শালডাঙা")


def test_a_greeting_asks_for_the_office() -> None:
    talk = newcomer()

    assert talk.says("নমস্কার") == [GREETING]
    assert talk.titles == ["বীরভূম", "নদিয়া"]


def test_a_name_that_is_the_only_one_is_taken() -> None:
    talk = newcomer()

    assert talk.says("শালডাঙা") == [f"{CHOSEN.format(SHALDANGA)}\n\n{MENU}"]
    assert (talk.chose, talk.office.body) == (["g1"], "panchayat")
    assert "অন্য অফিস" in talk.titles


def test_of_several_of_one_name_block_and_district_decide() -> None:
    talk = newcomer()

    assert talk.says("গোপালপুর") == ["এই নামে একাধিক জায়গা আছে। ব্লক আর জেলা দেখে নিজেরটি বেছে নিন।"]
    assert talk.titles == ["গোপালপুর, বোলপুর ব্লক", "গোপালপুর , করিমপুর ব্লক", "জেলা ধরে খুঁজি"]
    assert [choice.description for choice in talk.choices] == ["বোলপুর ব্লক, বীরভূম", "করিমপুর ব্লক, নদিয়া", ""]
    assert talk.taps_id("office:found:gopalpur") == [f"{NOT_SERVED}\n\nকোন জেলা?"]
    assert talk.office.is_area


def test_through_district_and_block() -> None:
    talk = newcomer().goes_through("নমস্কার", "বীরভূম")

    assert talk.titles == ["বোলপুর ব্লক", "জেলা ধরে খুঁজি"]
    talk.goes_through("বোলপুর ব্লক", "শালডাঙা")

    assert talk.chose == ["g1"]


def test_a_choice_ends_in_the_code_of_what_it_names() -> None:
    talk = newcomer().goes_through("নমস্কার")
    ids = [choice.id for choice in talk.choices]
    talk.taps("বীরভূম")
    ids += [choice.id for choice in talk.choices]
    talk.taps("বোলপুর ব্লক")
    ids += [choice.id for choice in talk.choices]
    talk = newcomer().goes_through("গোপালপুর")

    assert ids == [
        *("office:under:birbhum", "office:under:nadia"),
        *("office:under:bolpur", "office:under:districts"),
        *("office:found:panchayat", "office:found:gopalpur", "office:under:districts"),
    ]
    assert [choice.id for choice in talk.choices] == [
        "office:found:gopalpur",
        "office:found:gopalpur-2",
        "office:under:districts",
    ]


def test_buttons_from_before_there_were_codes_still_lead_there() -> None:
    talk = newcomer()

    assert talk.taps_id("office:under:") == [DISTRICT]
    talk.taps_id("office:under:b1")
    assert talk.titles == ["শালডাঙা", "গোপালপুর", "জেলা ধরে খুঁজি"]
    talk.taps_id("office:found:g1")

    assert talk.chose == ["g1"]


@pytest.mark.parametrize("code", ["#panchayat", " #Panchayat "])
def test_the_code_of_a_poster(code: str) -> None:
    talk = newcomer()

    assert talk.says(code) == [f"{CHOSEN.format(SHALDANGA)}\n\n{MENU}"]


def test_a_code_that_nobody_has_asks_for_the_name() -> None:
    talk = newcomer()

    (reply,) = talk.says("#nowhere")

    assert reply.endswith("অথবা জেলা বেছে নিন।")
    assert talk.chose == []


def test_what_was_said_first_is_taken_in_once_the_office_is_known() -> None:
    talk = newcomer()

    (reply,) = talk.says("দুই দিন ধরে জল আসছে না")
    assert reply.startswith("আপনার কথা রাখা রইল।")
    (reply,) = talk.says("শালডাঙা")

    assert reply.startswith(CHOSEN.format(SHALDANGA))
    assert talk.session.fields["category"] == "water_no_supply"
    assert talk.session.fields["description"] == "দুই দিন ধরে জল আসছে না"
    assert talk.session.step == "place"


def test_a_second_name_that_nobody_has_is_said_so() -> None:
    talk = newcomer().goes_through("নমস্কার")

    (reply,) = talk.says("মঙ্গলগ্রহ")

    assert reply.startswith("এই নামে কোনো পঞ্চায়েত বা পুরসভা পাওয়া গেল না।")


@pytest.mark.parametrize("said", [Said("sticker"), Said("image"), Said("unknown")])
def test_anything_else_asks_for_the_name(said: Said) -> None:
    talk = newcomer()

    (first,) = talk.hears(said)
    (second,) = talk.hears(said)

    assert first.startswith("নমস্কার! জনসেতুতে স্বাগত। আপনার পঞ্চায়েত বা পুরসভার নাম লিখুন")
    assert second.startswith("কোন অফিস, তা এখান থেকে বোঝা গেল না। পঞ্চায়েত বা পুরসভার নাম লিখুন")


@pytest.mark.parametrize(
    "word", ["অফিস বদলান", "change office", "পঞ্চায়েত বদলান", "অফিস বদল", "অফিস পাল্টাব", "office bodol"]
)
def test_a_word_changes_the_office(word: str) -> None:
    talk = settled()

    (reply,) = talk.says(word)
    assert reply.endswith("অথবা জেলা বেছে নিন।")
    assert talk.chose == ["g1", ""]
    talk.says("ফালাকাটা")

    assert (talk.chose[-1], talk.office.body) == ("m1", "falakata")


def test_a_draft_is_kept_while_the_office_is_changed() -> None:
    talk = settled().goes_through("অভিযোগ জানান", "জল আসছে না", "দুই দিন জল নেই একদম", "অফিস বদলান", "শালডাঙা")

    assert talk.says("নমস্কার") == ["আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
    assert talk.taps("চালিয়ে যান") == ["জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"]


def test_a_line_of_one_office_has_no_other_office() -> None:
    talk = Talk()

    assert talk.says("অফিস বদলান") == [MENU]


def test_stop_and_a_language_work_before_there_is_an_office() -> None:
    talk = newcomer()

    assert talk.says("English") == ["We will write in English from now on.\n\nWhich district?"]
    talk.says("stop")

    assert (talk.session.state, talk.opted_out) == ("stopped", True)
    assert talk.session.parked == Session().parked


# --- names that are not clear ---

WHICH_OF_NAME = "এই নামে একাধিক জায়গা আছে। ব্লক আর জেলা দেখে নিজেরটি বেছে নিন।"
NOT_FOUND = "এই নামে কোনো পঞ্চায়েত বা পুরসভা পাওয়া গেল না। বানানটি আর একবার দেখুন, অথবা জেলা বেছে নিন।"
KEPT = "আপনার কথা রাখা রইল। আগে বলুন, কোন পঞ্চায়েত বা পুরসভা? নাম লিখুন, অথবা জেলা বেছে নিন।"
STALE = "ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।"
DISTRICT = "কোন জেলা?"


def test_the_same_name_once_more_chooses_none_of_them() -> None:
    talk = newcomer().goes_through("গোপালপুর")

    assert talk.says("গোপালপুর") == [WHICH_OF_NAME]
    assert talk.chose == []


def test_a_number_is_the_one_on_the_screen() -> None:
    talk = newcomer().goes_through("নমস্কার", "১")

    assert talk.titles == ["বোলপুর ব্লক", "জেলা ধরে খুঁজি"]


def test_a_name_that_is_nearly_right_is_shown_and_not_taken() -> None:
    talk = newcomer()
    talk.directory.lines["g1"] = replace(talk.directory.lines["g1"], exact=False)

    assert talk.says("শালডাঙা") == ["এগুলির মধ্যে কোনটা? ব্লক আর জেলা দেখে নিজেরটি বেছে নিন।"]
    assert talk.chose == []
    talk.says("১")

    assert talk.chose == ["g1"]


def test_a_sentence_that_is_only_near_to_a_name_is_a_sentence() -> None:
    words = "আমাদের এখানে জল নেই"
    talk = newcomer()
    talk.directory.lines["g1"] = replace(talk.directory.lines["g1"], name=words, exact=False)

    (reply,) = talk.says(words)

    assert reply == KEPT
    assert talk.session.held == words


def test_the_name_of_a_district_shows_what_lies_in_it() -> None:
    talk = newcomer()

    assert talk.says("বীরভূম") == ["এবার এখান থেকে বেছে নিন।"]
    assert talk.titles == ["বোলপুর ব্লক", "জেলা ধরে খুঁজি"]
    assert talk.taps("জেলা ধরে খুঁজি") == [DISTRICT]


def test_many_districts_go_by_pages() -> None:
    talk = newcomer()
    for number in range(12):
        talk.directory.lines[f"x{number}"] = OfficeLine(
            f"x{number}", f"district-{number}", f"জেলা {number}", kind="district"
        )
    talk.says("নমস্কার")

    assert talk.titles[-1] == "আরও দেখুন"
    assert talk.choices[-1].id == "office:under:districts:1:more"
    talk.taps("আরও দেখুন")
    assert talk.titles == [*(f"জেলা {number}" for number in range(7, 12)), "আগের তালিকা"]


def test_an_office_that_is_not_served_is_said_so_by_its_name_too() -> None:
    talk = newcomer()
    talk.directory.lines.pop("g3")

    assert talk.says("গোপালপুর") == [f"{NOT_SERVED}\n\n{DISTRICT}"]


# --- what was said before the office was known ---


def test_words_wait_through_a_wrong_try_at_the_name() -> None:
    talk = newcomer().goes_through("দুই দিন ধরে জল আসছে না")

    assert talk.says("শালডাঙ্গাআ") == [NOT_FOUND]
    talk.says("শালডাঙা")

    assert talk.session.fields["description"] == "দুই দিন ধরে জল আসছে না"


def test_the_first_words_stay_when_more_are_said() -> None:
    talk = newcomer().goes_through("দুই দিন ধরে জল আসছে না", "আমি গ্রামের দিকের মানুষ বলছি")

    assert talk.received[-1].text == KEPT
    assert talk.session.held == "দুই দিন ধরে জল আসছে না"


def test_a_sentence_said_when_the_name_was_asked_for_waits_too() -> None:
    talk = newcomer().goes_through("নমস্কার")

    assert talk.says("আমাদের পাড়ায় জল আসছে না") == [KEPT]
    talk.says("শালডাঙা")

    assert talk.session.fields["category"] == "water_no_supply"


def test_a_long_letter_waits_whole() -> None:
    letter = "দুই দিন ধরে জল আসছে না। " * 40
    talk = newcomer().goes_through(letter, "শালডাঙা")

    assert talk.session.fields["description"] == letter.strip()


def test_a_wrong_try_at_a_name_is_no_words_for_the_office() -> None:
    talk = newcomer().goes_through("নমস্কার", "মঙ্গলগ্রহ")

    assert talk.says("শালডাঙা") == [f"{CHOSEN.format(SHALDANGA)}\n\n{MENU}"]


def test_a_photo_cannot_wait_and_that_is_said() -> None:
    talk = newcomer()

    assert talk.sends_photo("দুই দিন ধরে জল আসছে না") == [
        f"যা পাঠালেন, এখনও রাখা যায়নি। এটা হয়ে গেলে আবার পাঠাবেন।\n\n{KEPT}"
    ]
    talk.says("শালডাঙা")

    assert talk.session.fields["description"] == "দুই দিন ধরে জল আসছে না"


def test_a_yes_that_waited_is_the_word_on_the_claim() -> None:
    ref = compose(year=2026, body=1002, serial=1)
    talk = newcomer().goes_through("হ্যাঁ")
    talk.cases = (CaseLine(ref, "রাস্তার আলো", awaits_word=True),)

    told = len(talk.received)
    talk.says("শালডাঙা")

    assert talk.words_on_cases == [AnswerClaim(ref, yes=True)]
    assert len(talk.received) == told + 1  # by what is done about the case, and not by us too


def test_the_wish_for_another_office_is_met_by_the_office_that_is_named_next() -> None:
    talk = newcomer()
    talk.sends_file("document", "application/pdf", "অফিস বদল")

    assert talk.says("শালডাঙা") == [f"{CHOSEN.format(SHALDANGA)}\n\n{MENU}"]
    assert talk.session.held == ""


def test_a_number_that_waited_chooses_nothing_of_what_was_shown_since() -> None:
    talk = newcomer().goes_through("১", "নমস্কার")

    (reply,) = talk.says("শালডাঙা")

    assert reply.startswith(CHOSEN.format(SHALDANGA))
    assert talk.office.body == "panchayat"


# --- what needs an office, and what does not ---


@pytest.mark.parametrize("words", ["আমার অভিযোগ", "কর্মীর সঙ্গে কথা", "বাতিল", "পিছনে", "অফিস বদলান", "মেনু"])
def test_what_needs_an_office_asks_for_it(words: str) -> None:
    assert newcomer().says(words) == [GREETING]


def test_the_word_on_a_claim_needs_no_office() -> None:
    ref = compose(year=2026, body=1002, serial=1)
    talk = newcomer()

    talk.taps_id(f"case:{ref}:yes")

    assert talk.words_on_cases == [AnswerClaim(ref, yes=True)]


def test_a_language_is_chosen_by_its_button_without_an_office() -> None:
    talk = newcomer().goes_through("ভাষা")
    assert talk.titles == ["বাংলা", "English", "हिन्दी"]

    assert talk.taps("हिन्दी") == ["अब से हिन्दी में बात होगी।\n\nकौन-सा ज़िला?"]


@pytest.mark.parametrize(
    "choice_id", ["menu:complaint", "draft1:submit", "office", "office:found", "x", "lang:fr"]
)
def test_an_old_button_before_the_office_is_known_says_that_it_is_old(choice_id: str) -> None:
    assert newcomer().taps_id(choice_id) == [f"{STALE}\n\n{DISTRICT}"]


@pytest.mark.parametrize("page", ["1", "x", "9" * 5000])
def test_a_place_that_there_is_not_shows_nothing_but_the_way_back(page: str) -> None:
    talk = newcomer()

    talk.taps_id(f"office:under:nowhere:{page}:more")

    assert talk.titles == ["জেলা ধরে খুঁজি"]


# --- another poster ---


def test_the_code_of_another_poster_leads_to_that_office() -> None:
    talk = settled()

    assert talk.says("#falakata") == [f"{CHOSEN.format(FALAKATA)}\n\n{MENU}"]
    assert talk.chose == ["g1", "m1"]


def test_a_draft_in_hand_is_set_aside_for_the_code_of_another_poster() -> None:
    talk = settled().goes_through("অভিযোগ জানান", "জল আসছে না", "#falakata", "#panchayat")

    assert talk.says("নমস্কার") == ["আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]


def test_the_code_of_an_office_that_is_not_served_changes_nothing() -> None:
    talk = settled()
    talk.directory.offices["g2"] = replace(talk.directory.offices["m1"], body="gopalpur")
    served = talk.directory.offices

    class Closed(Directory):
        def known(self, question: object) -> object:
            answer = super().known(question)  # type: ignore[arg-type]
            return None if answer is served["g2"] else answer

    talk.directory = Closed(talk.directory.lines, talk.directory.parents, served)

    assert talk.says("#gopalpur") == [f"{NOT_SERVED}\n\n{MENU}"]
    assert (talk.chose, talk.office.body) == (["g1"], "panchayat")


def test_a_code_that_nobody_has_changes_nothing() -> None:
    talk = settled()

    (reply,) = talk.says("#nowhere")

    assert reply.endswith(MENU)
    assert talk.chose == ["g1"]


def test_on_a_line_of_one_office_a_code_is_words() -> None:
    talk = Talk(directory=directory()).goes_through("নমস্কার")

    (reply,) = talk.says("#panchayat")

    assert reply.startswith("ঠিক বুঝতে পারলাম না।")


def test_a_draft_is_not_offered_where_the_office_has_no_such_service() -> None:
    only_here = service(question("text"), offered_by=["gram_panchayat"])
    talk = newcomer()
    village, town = talk.directory.offices["g1"], talk.directory.offices["m1"]
    talk.directory.offices = {
        "g1": replace(village, services={version(7): only_here}),
        "m1": replace(town, pinned={version(7): only_here}),
    }
    talk.goes_through("শালডাঙা", "নমুনা", "#falakata")
    waiting = talk.session.parked[0].name

    assert talk.says("নমস্কার")[0].startswith("নমস্কার! ফালাকাটা পুরসভার")
    assert talk.taps_id(f"{waiting}:resume") == [f"{STALE}\n\n{MENU}"]
    talk.goes_through("#panchayat")

    assert talk.says("নমস্কার") == ["আপনার «নমুনা» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"]
