"""A photo from the field in a talk that is about something else; which files a turn has."""

from dataclasses import replace
from typing import Any

import pytest

from janasetu.conversations.engine.effects import (
    AnswerQuestion,
    Effect,
    FieldLine,
    FieldWord,
    OpenCase,
    Say,
    Turn,
)
from janasetu.conversations.engine.session import MOST_PROOFS, Draft, Proof, Session
from janasetu.conversations.engine.unkept import taken
from janasetu.conversations.tests.talking import Talk
from janasetu.messaging.values import Choice, Media, Message, Offered, Said

REF, OTHER = "26100200014", "26100200023"
DONE = Choice(f"field:{REF}:done", "কাজ শেষ")
CHARGED = FieldLine(REF, "রাস্তার আলো জ্বলছে না", (DONE,))
PHOTO = Said("image", media=Media("1", "image", "image/jpeg"))


def quotes_the_charge(talk: Talk) -> list[str]:
    """A photo that quotes the message of a case, whatever was said since."""
    offered = Offered((DONE,), newest=True, quoted=True)
    return _hears(talk, PHOTO, offered, "photo-9")


def _hears(talk: Talk, said: Said, offered: Offered, file: str = "") -> list[str]:
    quoted = _Quoting(**{name: getattr(talk, name) for name in talk.__dataclass_fields__}, quoted=offered)
    answered = quoted.hears(said, file=file)
    talk.session, talk.received, talk.sent = quoted.session, quoted.received, quoted.sent
    return answered


class _Quoting(Talk):
    """The same talk, in which this is what is answered."""

    def __init__(self, *, quoted: Offered, **talk: Any) -> None:
        super().__init__(**talk)
        self._quoted = quoted

    @property
    def offered(self) -> Offered:
        return self._quoted


def in_a_form() -> Talk:
    return Talk(field_cases=(CHARGED,)).goes_through("নমস্কার", "অভিযোগ জানান")


def test_a_photo_in_the_middle_of_a_form_is_for_the_form() -> None:
    talk = in_a_form()

    talk.sends_photo()

    assert (talk.session.proofs, talk.words_on_cases) == ((), [])


def test_a_photo_that_quotes_a_charge_is_asked_about_and_the_form_stays() -> None:
    talk = in_a_form()
    before = talk.stands

    (asked,) = quotes_the_charge(talk)

    assert asked.startswith("এই ছবি দিয়ে 26-1002-0001-4 শেষ করব?\nরাস্তার আলো জ্বলছে না\n")
    assert replace(talk.stands, proofs=()) == before
    assert [proof.files for proof in talk.session.proofs] == [("photo-9",)]


def test_a_photo_for_a_person_of_the_office_is_asked_about_only_where_it_quotes() -> None:
    talk = Talk(field_cases=(CHARGED,)).goes_through("কর্মীর সঙ্গে কথা")

    assert talk.sends_photo() == []
    assert quotes_the_charge(talk)[0].startswith("এই ছবি দিয়ে 26-1002-0001-4 শেষ করব?")
    assert talk.session.state == "handed_over"


def test_two_photos_that_quote_two_charges_wait_apart() -> None:
    talk = Talk(field_cases=(CHARGED, replace(CHARGED, ref=OTHER)))
    other = Offered((Choice(f"field:{OTHER}:done", "কাজ শেষ"),), newest=True, quoted=True)

    quotes_the_charge(talk)
    _hears(talk, PHOTO, other, "photo-10")

    assert [(proof.ref, proof.files) for proof in talk.session.proofs] == [
        (REF, ("photo-9",)),
        (OTHER, ("photo-10",)),
    ]


def test_what_was_asked_last_is_not_answered_by_who_quotes_something_else() -> None:
    talk = Talk(field_cases=(CHARGED,))
    wanted = Offered((Choice(f"field:{OTHER}:later", "এখন নয়"),), newest=False)

    (asked,) = _hears(talk, PHOTO, wanted, "photo-1")

    assert asked.startswith("এই ছবি দিয়ে 26-1002-0001-4 শেষ করব?")


@pytest.mark.parametrize("said", ["আলো জ্বলছে না", "রাস্তার আলো জ্বলছে না"])
def test_words_of_who_has_a_case_begin_no_complaint(said: str) -> None:
    citizen, officer = Talk(), Talk(field_cases=(CHARGED,))

    citizen.says(said)
    (told,) = officer.says(said)

    assert citizen.session.in_form
    assert not officer.session.in_form
    assert told.startswith("26-1002-0001-4: রাস্তার আলো জ্বলছে না\nকাজের খবর দিতে")
    assert officer.titles == ["কাজ শেষ"]


def test_who_has_a_case_still_reaches_the_menu_and_a_complaint_of_their_own() -> None:
    talk = Talk(field_cases=(CHARGED,))
    talk.sends_photo()

    talk.goes_through("মেনু", "অভিযোগ জানান")

    assert talk.session.in_form


def test_no_more_photos_wait_than_a_talk_keeps() -> None:
    session = Session()
    for number in range(MOST_PROOFS + 2):
        session = session.with_proof(Proof(f"p{number}", (f"photo-{number}",)))

    assert [proof.name for proof in session.proofs] == [f"p{number}" for number in range(2, MOST_PROOFS + 2)]


# --- which files a turn has ---


@pytest.mark.parametrize(
    ("session", "effects"),
    [
        (Session(fields={"photo": ["a-file"]}), ()),
        (Session(fields={"words": {"text": None, "voice": ["a-file"]}}), ()),
        (Session(parked=(Draft("1", "d", fields={"photo": ["a-file"]}),)), ()),
        (Session(proofs=(Proof("p", ("a-file",)),)), ()),
        (Session(), (OpenCase("1", {"rows": [{"paper": ["a-file"]}]}),)),
        (Session(), (FieldWord(REF, "photo", file="a-file"),)),
        (Session(), (AnswerQuestion(REF, "", "a-file"),)),
    ],
)
def test_a_turn_has_the_files_of_its_drafts_and_of_what_it_does(
    session: Session, effects: tuple[Effect, ...]
) -> None:
    assert "a-file" in taken(Turn(session, effects))


def test_a_file_that_is_only_spoken_of_is_not_taken() -> None:
    session = Session(fields={"words": "see a-file here"}, held="a-file")

    assert "a-file" not in taken(Turn(session, (Say(Message("a-file")),)))
