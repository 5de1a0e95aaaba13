"""What each kind of line can do, and who asks for it."""

from janasetu.messaging.capabilities import TEXT_ONLY, capabilities_of, channels_that
from janasetu.messaging.models import Line


def test_the_channels_that_can_do_something_come_the_most_able_first() -> None:
    assert channels_that(lambda can: can.by_number) == ["whatsapp", "sms"]
    assert channels_that(lambda can: can.photos and can.buttons >= 3) == ["whatsapp"]
    assert channels_that(lambda can: can.answers) == ["whatsapp"]


def test_a_line_that_nobody_has_described_carries_plain_text_at_most() -> None:
    assert capabilities_of("pigeon") == TEXT_ONLY
    assert channels_that(lambda can: can == TEXT_ONLY) == []


def test_a_line_knows_what_it_can_do() -> None:
    assert Line(channel="whatsapp").can.rows == 10
    assert not Line(channel="sms").can.answers
