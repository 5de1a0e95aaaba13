"""A file before all else: which of our own services it begins."""

import pytest

from janasetu.catalogue.tests.factories import bundled
from janasetu.conversations.tests.talking import Talk, office

SERVICES = [definition.service for definition in bundled() if definition.service.opens_cases]


def talk_of() -> Talk:
    return Talk(office(*SERVICES)).goes_through("নমস্কার")


def begun(talk: Talk) -> str:
    return talk.office.services[talk.session.version].code


@pytest.mark.parametrize(
    ("caption", "service"),
    [
        ("", "complaint"),
        ("জল জমে আছে", "complaint"),
        ("দেখুন কী অবস্থা", "complaint"),
        ("রেশন কার্ড", "other-office"),
    ],
)
def test_a_photo_begins_what_its_words_name_or_what_asks_where_it_is(caption: str, service: str) -> None:
    talk = talk_of()

    talk.sends_photo(caption)

    assert begun(talk) == service


def test_a_voice_opens_a_complaint() -> None:
    talk = talk_of()

    talk.sends_file("audio", "audio/ogg")

    assert [one["description"]["voice"] for one in talk.opened] == [[f"audio-{talk.sent}"]]
