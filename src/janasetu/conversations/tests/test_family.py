"""A phone is shared: whose matter it is, and nobody sees another's drafts or cases."""

import pytest

from janasetu.catalogue.schema import Group
from janasetu.catalogue.tests.factories import question, service
from janasetu.conversations.engine.effects import CaseLine, Concerned, PersonLine
from janasetu.conversations.tests.talking import Talk, office
from janasetu.lib.references import compose, grouped

FATHER, MOTHER, SON, DAUGHTER = (
    PersonLine(f"0000000{n}-0000-4000-8000-000000000000", {"bn": name})
    for n, name in enumerate(("আবদুল রহমান", "ফতেমা বিবি", "ইমরান রহমান", "সাবিনা খাতুন"))
)
FAMILY = (FATHER, MOTHER, SON, DAUGHTER)
FOR_WHOM = "কার জন্য চাইছেন?"
WHOSE = "এই ফোনে একাধিক জনের কাজ আছে। কার কাজের কথা বলছেন?"
UNFINISHED = "আপনার «নমুনা» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"
MENU = "আর কী করতে চান, বেছে নিন।"

COPY = service(question("person_name", field="applicant"), question("text"), code="copy", concerns="person")


def talk_of(*persons: PersonLine) -> Talk:
    return Talk(office(COPY), persons=persons)


def line(number: int, title: str) -> CaseLine:
    ref = compose(year=2026, body=1002, serial=number)
    return CaseLine(ref, f"{ref} · {title}", awaits_word=False)


def test_who_has_named_nobody_yet_is_asked_for_oneself_or_another() -> None:
    talk = talk_of()

    (reply,) = talk.says("নমুনা")
    assert reply.endswith(FOR_WHOM)
    assert talk.titles == ["নিজের জন্য", "অন্য কারও জন্য"]
    talk.goes_through("নিজের জন্য", "রহিমা বিবি", "Rahima Bibi", "দুই কপি লাগবে", "জমা দিন")

    assert talk.concerned == [Concerned("", "self", {"bn": "রহিমা বিবি", "en": "Rahima Bibi"})]
    assert talk.opened[0]["for_whom"] == "self"


def test_a_person_we_know_is_not_asked_their_name_again() -> None:
    talk = talk_of(FATHER)

    talk.says("নমুনা")
    assert talk.titles == ["আবদুল রহমান", "অন্য কারও জন্য"]
    talk.goes_through("আবদুল রহমান")

    assert talk.session.step == "text"
    talk.goes_through("দুই কপি লাগবে", "জমা দিন")
    assert talk.concerned == [Concerned(FATHER.id, "other", {"bn": "আবদুল রহমান", "en": None})]


def test_the_draft_of_one_is_not_shown_to_another() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান")

    talk.waits(hours=1)
    assert talk.says("নমস্কার") == [WHOSE]
    assert talk.titles == [*(person.name["bn"] for person in FAMILY), "অন্য কেউ"]
    (reply,) = talk.taps("সাবিনা খাতুন")
    assert "নমুনা" not in reply
    assert talk.session.fields == {}

    talk.waits(hours=1)
    talk.says("নমস্কার")
    assert talk.taps("আবদুল রহমান") == [UNFINISHED]
    talk.taps("চালিয়ে যান")
    assert talk.session.step == "text"


def test_what_was_said_before_it_was_known_whose_matter_it_is_is_taken_in_then() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান").waits(hours=1)

    talk.says("আমার অভিযোগ")
    (reply,) = talk.taps("ফতেমা বিবি")

    assert reply == "কার অভিযোগ বা আবেদনের খবর চান?"


def test_each_of_a_family_is_told_of_their_own_cases() -> None:
    talk = talk_of(*FAMILY)
    talk.cases_of = {FATHER.id: (line(1, "পেনশন"),), "other": (line(2, "রাস্তার আলো"),)}

    assert talk.says("আমার অভিযোগ") == ["কার অভিযোগ বা আবেদনের খবর চান?"]
    assert talk.taps("আবদুল রহমান") == [f"চলতি অভিযোগ ও আবেদন:\n{line(1, 'পেনশন').shown}\n\n{MENU}"]
    talk.says("আমার অভিযোগ")
    (nothing,) = talk.taps("সাবিনা খাতুন")
    assert nothing.startswith("চলতি কোনো অভিযোগ বা আবেদন নেই।")
    talk.says("আমার অভিযোগ")
    (unnamed,) = talk.taps("অন্য কেউ")

    assert "রাস্তার আলো" in unnamed


def test_a_number_tells_no_case_before_it_is_clear_whose() -> None:
    talk = talk_of(FATHER, MOTHER)
    secret = line(7, "গোপন অভিযোগ")
    talk.cases = (secret,)
    talk.says("নমস্কার")

    assert talk.says(secret.ref) == ["কার অভিযোগ বা আবেদনের খবর চান?"]


def test_whose_words_they_are_is_asked_with_numbers_only() -> None:
    talk = talk_of(FATHER, MOTHER)
    secret = line(7, "গোপন অভিযোগ")
    talk.cases = (secret,)
    talk.says("নমস্কার")

    talk.says("কাল আবার এসেছিল ওরা সবাই মিলে")

    first = talk.choices[0]
    assert (first.id, first.title, first.description) == (
        f"case:{secret.ref}:answer",
        grouped(secret.ref),
        "",
    )


def test_a_person_of_another_phone_cannot_be_asked_for() -> None:
    talk = talk_of(FATHER, MOTHER)
    talk.cases_of = {SON.id: (line(3, "গোপন"),)}

    (reply,) = talk.taps_id(f"mine:{SON.id}")

    assert "গোপন" not in reply


def test_one_person_alone_is_never_asked_whose_matter_it_is() -> None:
    talk = talk_of(FATHER).goes_through("নমুনা", "আবদুল রহমান").waits(hours=1)

    assert talk.says("নমস্কার") == [UNFINISHED]
    assert talk.says("আমার অভিযোগ")[0].startswith("চলতি কোনো")


# --- changing one's mind about whom it is for ---

CARD = "একবার দেখে নিন, সব ঠিক আছে তো?"
MYSELF = PersonLine("00000009-0000-4000-8000-000000000000", {"bn": "রহিমা বিবি"}, "self")


def at_card(*persons: PersonLine, whom: str) -> Talk:
    talk = talk_of(*persons).goes_through("নমুনা", whom)
    if talk.session.step == "applicant":
        talk.goes_through("করিম শেখ", "বাদ দিন")
    return talk.goes_through("দুই কপি লাগবে")


def change_whom(talk: Talk, whom: str) -> list[str]:
    return talk.goes_through("কিছু বদলাব", "কার জন্য").taps(whom)


def test_a_draft_begun_for_nobody_is_still_offered_where_only_one_person_is_known() -> None:
    report = service(question("text"), code="report")
    talk = Talk(office(report, COPY), persons=(FATHER,))
    talk.taps_id("menu:report")
    talk.taps_id("menu:copy:yes")
    talk.goes_through("আবদুল রহমান", "দুই কপি লাগবে", "জমা দিন")

    assert talk.says("মেনু") == [UNFINISHED]


@pytest.mark.parametrize("words", ["আমার মেয়ের জন্য", "বাবা", "amar mayer jonno", "my wife", "बेटी"])
def test_one_of_the_family_is_somebody_else(words: str) -> None:
    talk = talk_of().goes_through("নমুনা", words)

    assert (talk.session.fields["for_whom"], talk.session.step) == ("other", "applicant")


@pytest.mark.parametrize("words", ["আমার জন্য", "নিজের", "amar jonno", "for me", "मेरे लिए"])
def test_oneself_is_said_in_many_ways(words: str) -> None:
    talk = talk_of().goes_through("নমুনা", words)

    assert (talk.session.fields["for_whom"], talk.session.step) == ("self", "applicant")


def test_words_that_answer_not_whom_it_is_for_are_kept_nowhere() -> None:
    talk = talk_of().goes_through("নমুনা", "কোথায় যাব জানি না")

    assert (talk.session.fields, talk.session.step) == ({}, "for_whom")


def test_the_card_says_for_whom_by_name() -> None:
    assert at_card(FATHER, MOTHER, whom="আবদুল রহমান").received[-1].text == (
        f"{CARD}\nকার জন্য: আবদুল রহমান\nউত্তর: আবদুল রহমান\nউত্তর: দুই কপি লাগবে"
    )


def test_who_is_known_as_oneself_is_shown_by_name_too() -> None:
    talk = at_card(MYSELF, MOTHER, whom="রহিমা বিবি")

    assert talk.received[-1].text.splitlines()[1] == "কার জন্য: রহিমা বিবি"
    talk.taps("জমা দিন")
    assert talk.concerned == [Concerned(MYSELF.id, "self", {"bn": "রহিমা বিবি", "en": None})]
    assert talk.opened[0]["for_whom"] == "self"


def test_the_name_goes_with_the_person() -> None:
    talk = at_card(FATHER, MOTHER, whom="আবদুল রহমান")

    (reply,) = change_whom(talk, "ফতেমা বিবি")

    assert reply == f"{CARD}\nকার জন্য: ফতেমা বিবি\nউত্তর: ফতেমা বিবি\nউত্তর: দুই কপি লাগবে"
    assert talk.session.person == MOTHER.id


def test_the_name_of_one_does_not_stay_for_another() -> None:
    talk = at_card(FATHER, MOTHER, whom="আবদুল রহমান")

    assert change_whom(talk, "অন্য কারও জন্য") == ["বলুন"]
    assert talk.session.step == "applicant"
    talk.goes_through("করিম শেখ", "বাদ দিন", "জমা দিন")

    assert talk.concerned == [Concerned("", "other", {"bn": "করিম শেখ", "en": None})]
    assert talk.session.person == "other"


def test_the_same_person_once_more_changes_nothing() -> None:
    talk = at_card(FATHER, MOTHER, whom="আবদুল রহমান")
    before = talk.session.fields

    change_whom(talk, "আবদুল রহমান")

    assert (talk.session.state, talk.session.fields) == ("confirming", before)


def test_from_oneself_to_another_the_name_is_asked_again() -> None:
    talk = at_card(whom="নিজের জন্য")

    assert change_whom(talk, "অন্য কারও জন্য") == ["বলুন"]
    assert talk.session.step == "applicant"


def test_for_oneself_said_before_anybody_was_known_is_still_shown_in_words() -> None:
    talk = at_card(whom="নিজের জন্য")
    talk.persons = (MOTHER,)

    talk.goes_through("কিছু বদলাব", "কার জন্য")

    assert talk.received[-1].text == "এখন লেখা আছে: নিজের জন্য\nকার জন্য চাইছেন?"
    assert talk.titles == ["ফতেমা বিবি", "নিজের জন্য", "অন্য কারও জন্য", "এটাই থাক"]


def test_a_person_who_is_not_asked_for_a_name_is_still_known() -> None:
    slip = service(question("text"), code="slip", concerns="person")
    talk = Talk(office(slip), persons=(FATHER,)).goes_through("নমুনা", "আবদুল রহমান", "মার্চ", "জমা দিন")

    assert talk.concerned == [Concerned(FATHER.id, "other", {})]


def test_a_name_inside_a_group_is_not_that_of_the_person() -> None:
    names = Group.model_validate(
        {
            "group": "heirs",
            "label": {"bn": "ওয়ারিশ", "en": "Heirs"},
            "short": {"bn": "ওয়ারিশ", "en": "Heir"},
            "ask": [question("person_name", field="name")],
        }
    )
    heirs = service(question("text"), ask=[names, question("text")], code="heirs", concerns="person")
    talk = Talk(office(heirs), persons=(FATHER,)).goes_through("নমুনা", "আবদুল রহমান")

    assert talk.session.step == "heirs.name"


def test_a_service_that_concerns_nobody_says_nothing_of_persons() -> None:
    talk = Talk(office(service(question("text"))), persons=FAMILY).goes_through("নমুনা", "কথা", "জমা দিন")

    assert talk.concerned == [None]


# --- whose matter it is ---


def test_whose_is_answered_only_by_those_who_share_the_phone() -> None:
    talk = talk_of(FATHER, MOTHER).goes_through("নমুনা", "আবদুল রহমান").waits(hours=1)
    talk.says("নমস্কার")

    (reply,) = talk.taps_id(f"who:{SON.id}")

    assert reply.startswith("ওই বোতামটি পুরনো হয়ে গেছে")
    assert talk.session.person == "other"


def test_a_number_that_was_held_back_chooses_nobody() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান").waits(hours=1)
    talk.says("১")

    (reply,) = talk.taps("সাবিনা খাতুন")

    assert "নমুনা»" not in reply
    assert talk.session.person == DAUGHTER.id


def test_a_photo_that_comes_before_it_is_known_whose_matter_it_is_must_be_sent_again() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান").waits(hours=1)

    assert talk.sends_photo() == [f"যা পাঠালেন, এখনও রাখা যায়নি। এটা হয়ে গেলে আবার পাঠাবেন।\n\n{WHOSE}"]


def test_who_wants_no_more_messages_is_asked_nothing_first() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান").waits(hours=1)

    talk.says("stop")

    assert (talk.session.state, talk.opted_out) == ("stopped", True)


def test_within_half_an_hour_it_is_the_same_person() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান").waits(minutes=29)

    assert talk.says("দুই কপি লাগবে")[0].startswith(CARD)


def test_a_button_says_itself_whose_matter_it_is() -> None:
    talk = talk_of(*FAMILY).goes_through("নমুনা", "আবদুল রহমান", "দুই কপি লাগবে").waits(hours=1)

    talk.taps("জমা দিন")

    assert len(talk.opened) == 1


def test_more_persons_than_a_list_holds_leave_room_for_somebody_else() -> None:
    many = tuple(
        PersonLine(f"000000{n:02}-0000-4000-8000-000000000000", {"bn": f"নাম {n}"}) for n in range(12)
    )
    talk = talk_of(*many).goes_through("নমুনা")
    assert talk.titles == [*(f"নাম {n}" for n in range(8)), "অন্য কারও জন্য"]

    talk.goes_through("নাম 0").waits(hours=1).says("নমস্কার")

    assert talk.titles == [*(f"নাম {n}" for n in range(9)), "অন্য কেউ"]


def test_two_whose_names_begin_alike_are_told_apart() -> None:
    names = ("মোহাম্মদ আবদুর রহমান মোল্লা", "মোহাম্মদ আবদুর রহমান মোদক")
    alike = tuple(
        PersonLine(f"0000000{n}-0000-4000-8000-000000000000", {"bn": name}) for n, name in enumerate(names)
    )

    talk = talk_of(*alike).goes_through("নমুনা")

    assert talk.titles == ["মোহাম্মদ আবদুর রহমান মো…", "মোহাম্মদ আবদুর রহ… (২)", "অন্য কারও জন্য"]


def test_a_person_without_a_name_in_ones_language_is_shown_by_the_other() -> None:
    named = PersonLine(FATHER.id, {"bn": None, "en": "Abdul Rahman"})
    nameless = PersonLine(MOTHER.id, {})
    talk = talk_of(named, nameless).goes_through("নমুনা")

    assert talk.titles == ["Abdul Rahman", "?", "অন্য কারও জন্য"]


# --- somebody whom only a draft names ---


def drafts_of_two() -> Talk:
    """Karim is known; a form for Salma lies unfinished."""
    talk = talk_of(FATHER).goes_through("নমুনা", "অন্য কারও জন্য", "সালমা খাতুন", "Salma Khatun")
    return talk.waits(minutes=31)


def test_who_is_named_in_a_draft_only_is_one_of_those_who_share_the_phone() -> None:
    talk = drafts_of_two()

    assert talk.says("নমস্কার") == [WHOSE]
    assert talk.titles == ["আবদুল রহমান", "সালমা খাতুন", "অন্য কেউ"]
    assert talk.taps("সালমা খাতুন") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == ["বলুন"]


def test_the_draft_that_names_somebody_new_is_shown_to_nobody_else() -> None:
    for other in ("অন্য কেউ", "আবদুল রহমান"):
        talk = drafts_of_two().goes_through("নমস্কার", other)

        assert talk.says("মেনু")[0].startswith("নমস্কার!")


def test_nor_after_the_other_has_begun_something_for_somebody() -> None:
    talk = drafts_of_two().goes_through("নমস্কার", "অন্য কেউ", "নমুনা", "অন্য কারও জন্য", "বাতিল")

    assert talk.says("মেনু")[0].startswith("নমস্কার!")


def test_who_is_named_in_a_draft_as_somebody_we_know_is_that_person() -> None:
    talk = talk_of(FATHER, MOTHER).goes_through("নমুনা", "অন্য কারও জন্য", "আবদুল রহমান", "বাদ দিন").waits(minutes=31)

    talk.says("নমস্কার")

    assert talk.titles == ["আবদুল রহমান", "ফতেমা বিবি", "অন্য কেউ"]
    assert talk.taps("আবদুল রহমান") == [UNFINISHED]


def test_two_drafts_of_one_name_are_one_person() -> None:
    talk = drafts_of_two()
    talk.says("নমস্কার")
    talk.goes_through("সালমা খাতুন", "নমুনা", "অন্য কারও জন্য", "সালমা খাতুন", "Salma Khatun").waits(minutes=31)

    talk.says("নমস্কার")

    assert talk.titles == ["আবদুল রহমান", "সালমা খাতুন", "অন্য কেউ"]
