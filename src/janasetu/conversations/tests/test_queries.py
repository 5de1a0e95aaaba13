"""Talks that a person of the office has: who waits since when, and what was said, without the number."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.tests.factories import NOW, Town, make_town
from janasetu.conversations import queries
from janasetu.conversations.models import Conversation
from janasetu.conversations.queries import NoSuchTalkError, OfficeTalk, Spoken
from janasetu.conversations.tests.office import COMFORT, HANDED, PERSON, reply, says, the_row, the_talk
from janasetu.messaging.models import Line, Window
from janasetu.messaging.tests.factories import RITA, SALIM, SECOND, arrival, make_line, queue, take_in
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.actions import begin_epochs
from janasetu.people.choices import EpochReason
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
MINA = "910000000003"


def waiting(town: Town, *, hours: float = 0) -> list[OfficeTalk]:
    return queries.handed_over_talks(town.body.id, now=NOW + timedelta(hours=hours))


def lines(spoken: list[Spoken]) -> list[tuple[str, str]]:
    return [(one.by, one.said.text) for one in spoken]


# --- which talks ---


def test_who_waits_longest_comes_first(town: Town) -> None:
    says(town, PERSON, sender=SALIM, at=NOW + MINUTE, profile_name="সেলিম")
    says(town, PERSON, sender=RITA, at=NOW, profile_name="রীতা")
    says(town, PERSON, sender=MINA, at=NOW + 2 * MINUTE, profile_name="মিনা")

    assert [(talk.name, talk.waits_since) for talk in waiting(town)] == [
        ("রীতা", NOW),
        ("সেলিম", NOW + MINUTE),
        ("মিনা", NOW + 2 * MINUTE),
    ]


def test_who_writes_again_and_again_keeps_the_place_in_the_row(town: Town) -> None:
    says(town, PERSON, sender=RITA, profile_name="রীতা")
    says(town, PERSON, sender=SALIM, at=NOW + MINUTE, profile_name="সেলিম")
    says(town, "কেউ আছেন?", sender=RITA, at=NOW + 2 * MINUTE, profile_name="রীতা")

    (first, _) = waiting(town)

    assert (first.name, first.waits_since, first.said) == ("রীতা", NOW, Said("text", "কেউ আছেন?"))


def test_a_talk_that_the_service_has_is_not_there(town: Town) -> None:
    says(town, "নমস্কার")

    assert waiting(town) == []
    assert queries.waiting_talks(town.body.id) == 0


def test_who_took_the_talk_back_is_not_there_and_waits_anew_the_next_time(town: Town) -> None:
    says(town, PERSON, "মেনু")
    assert waiting(town) == []

    says(town, PERSON, at=NOW + HOUR)

    assert [talk.waits_since for talk in waiting(town)] == [NOW + HOUR]


def test_who_was_replied_to_waits_no_more_until_they_write(town: Town) -> None:
    says(town, PERSON, sender=RITA)
    reply(town.officer, now=NOW + MINUTE)
    says(town, PERSON, sender=SALIM, at=NOW + 2 * MINUTE, profile_name="সেলিম")
    assert [talk.waits_since for talk in waiting(town)] == [NOW + 2 * MINUTE, None]
    assert queries.waiting_talks(town.body.id) == 1

    says(town, "কখন আসবেন?", "বলুন না", sender=RITA, at=NOW + 5 * MINUTE)

    assert [talk.waits_since for talk in waiting(town)] == [NOW + 2 * MINUTE, NOW + 5 * MINUTE]
    assert queries.waiting_talks(town.body.id) == 2


def test_a_thumb_up_asks_for_no_reply(town: Town) -> None:
    says(town, PERSON)
    reply(town.officer, now=NOW + MINUTE)

    says(town, Said("reaction"), at=NOW + 2 * MINUTE)

    assert [talk.waits_since for talk in waiting(town)] == [None]
    assert queries.messages_of(the_talk(town), 50)[-1].by == "officer"


def test_who_waits_is_not_forgotten_after_a_day_but_who_was_replied_to_leaves(town: Town) -> None:
    says(town, PERSON, sender=RITA, profile_name="রীতা")
    reply(town.officer)
    says(town, PERSON, sender=SALIM, profile_name="সেলিম")

    assert [talk.name for talk in waiting(town, hours=24)] == ["সেলিম", "রীতা"]
    assert [talk.name for talk in waiting(town, hours=25)] == ["সেলিম"]


def test_another_bodys_talks_are_not_there(town: Town) -> None:
    other = make_town("basirhat", number=1003)
    says(other, PERSON)

    assert waiting(town) == []
    assert queries.waiting_talks(town.body.id) == 0
    with pytest.raises(NoSuchTalkError):
        the_talk(town)
    assert the_talk(other).handed_over


def test_a_talk_of_somebody_who_had_the_phone_before_is_not_there(town: Town) -> None:
    says(town, PERSON)
    begin_epochs([make_contact(RITA)], EpochReason.REPORTED, now=NOW + HOUR)

    assert waiting(town) == []
    with pytest.raises(NoSuchTalkError):
        the_talk(town)


def test_of_a_talk_that_the_service_has_nothing_is_told(town: Town) -> None:
    says(town, "নমস্কার")

    talk = the_talk(town)

    row = the_row()
    assert talk == OfficeTalk(row.id, make_contact(RITA), row.line_id, handed_over=False)
    assert queries.messages_of(talk, 50) == []


def test_one_talk_and_three_talks_cost_the_same(town: Town) -> None:
    says(town, PERSON, sender=RITA)
    with CaptureQueriesContext(connection) as one:
        waiting(town)
    says(town, PERSON, sender=SALIM)
    says(town, PERSON, sender=MINA)
    with CaptureQueriesContext(connection) as three:
        assert len(waiting(town)) == 3

    assert len(one) == len(three) == 5


def test_how_long_a_reply_arrives_counts_from_the_last_word(town: Town) -> None:
    says(town, PERSON)
    says(town, "কেউ আছেন?", at=NOW + HOUR)

    assert the_talk(town).reaches_until == NOW + 25 * HOUR


# --- what was said ---


def test_both_sides_are_told_oldest_first_with_who_said_it(town: Town) -> None:
    says(town, PERSON, "জল আসছে না")
    reply(town.secretary, "কোন রাস্তায়?", now=NOW + MINUTE)
    says(town, "স্টেশন রোডে", at=NOW + 2 * MINUTE)

    said = queries.messages_of(the_talk(town), 50)

    assert lines(said) == [
        ("citizen", PERSON),
        ("service", HANDED),
        ("citizen", "জল আসছে না"),
        ("officer", "কোন রাস্তায়?"),
        ("citizen", "স্টেশন রোডে"),
    ]
    assert [one.post for one in said] == ["", "", "", "secretary@falakata", ""]
    assert [one.state for one in said] == ["done", "queued", "done", "queued", "done"]
    assert [one.at for one in said] == [NOW, NOW, NOW + SECOND, NOW + MINUTE, NOW + 2 * MINUTE]


def test_what_was_said_in_one_second_is_told_as_it_arrived(town: Town) -> None:
    says(town, PERSON)
    line, words = town.line.provider_id, ["ত", "ক", "ন", "খ", "ম"]
    take_in(*(arrival(one, at=NOW + SECOND, line=line, provider_id=None) for one in words), now=NOW + SECOND)

    assert lines(queries.messages_of(the_talk(town), 50))[2:] == [("citizen", one) for one in words]


def test_a_message_that_was_not_looked_at_yet_is_told_too(town: Town) -> None:
    says(town, PERSON)
    take_in(arrival("শুনছেন?", at=NOW + MINUTE, line=town.line.provider_id), now=NOW + MINUTE)

    assert lines(queries.messages_of(the_talk(town), 50))[-1] == ("citizen", "শুনছেন?")


def test_photos_voices_papers_and_places_are_told_as_what_they_are(town: Town) -> None:
    photo = Said("image", "এই দেখুন", media=Media("71", "image", "image/jpeg"))
    place = Said("location", spot=Spot(26.5, 89.25, "সুভাষপল্লী"))
    says(town, PERSON, photo, place)

    said = [one.said for one in queries.messages_of(the_talk(town), 50) if one.by == "citizen"]

    assert said[1:] == [photo, place]


def test_the_last_ones_are_told_where_there_are_many(town: Town) -> None:
    says(town, PERSON, *(f"কথা {number}" for number in range(6)))

    assert lines(queries.messages_of(the_talk(town), 3)) == [
        ("citizen", "কথা 3"),
        ("citizen", "কথা 4"),
        ("citizen", "কথা 5"),
    ]


def test_choices_that_were_offered_are_told(town: Town) -> None:
    says(town, "নমস্কার", PERSON)

    offered = [one.offered for one in queries.messages_of(the_talk(town), 50)]

    assert offered[1][:2] == ("অভিযোগ", "আমার অভিযোগ, আবেদন")
    assert offered[3] == ()


def test_what_was_said_on_another_line_is_not_told(town: Town) -> None:
    other = make_line(town.body.id, provider_id="200000000009999")
    says(town, PERSON)
    queue(make_contact(RITA), other, "অন্য নম্বরের কথা")

    assert lines(queries.messages_of(the_talk(town), 50)) == [("citizen", PERSON), ("service", HANDED)]


def test_what_was_said_by_who_had_the_phone_before_is_not_told(town: Town) -> None:
    says(town, "আমার গোপন কথা")
    begin_epochs([make_contact(RITA)], EpochReason.REPORTED, now=NOW + HOUR)
    says(town, PERSON, at=NOW + 2 * HOUR)

    assert lines(queries.messages_of(the_talk(town), 50)) == [("citizen", PERSON), ("service", HANDED)]


def test_on_a_line_of_many_offices_only_what_was_said_since_it_was_handed_over(town: Town) -> None:
    says(town, "অন্য অফিসের কথা")
    says(town, PERSON, at=NOW + HOUR)
    says(town, "জল আসছে না", at=NOW + HOUR + MINUTE)
    Line.objects.update(body_id=None)

    assert lines(queries.messages_of(the_talk(town), 50)) == [
        ("citizen", PERSON),
        ("service", HANDED),
        ("citizen", "জল আসছে না"),
    ]


def test_one_message_and_many_cost_the_same(town: Town) -> None:
    says(town, PERSON)
    talk = the_talk(town)
    with CaptureQueriesContext(connection) as few:
        queries.messages_of(talk, 50)
    says(town, "এক", "দুই", "তিন")
    with CaptureQueriesContext(connection) as many:
        assert len(queries.messages_of(talk, 50)) == 5

    assert len(few) == len(many) == 3


# --- the number ---


@pytest.mark.parametrize(
    "written", ["919830012345", "+91 98300 12345", "9830012345", "৯৮৩০০-১২৩৪৫", "९८३०० १२३४५", "09830012345"]
)
def test_the_number_is_hidden_however_it_is_written(town: Town, written: str) -> None:
    says(town, PERSON, f"ফোন করুন {written} নম্বরে", sender="919830012345", profile_name=written)

    talk = the_talk(town)

    assert talk.tail == "45"
    assert talk.name in {"••••••45", "0••••••45"}
    said = queries.messages_of(talk, 50)[-1].said.text
    assert said in {"ফোন করুন ••••••45 নম্বরে", "ফোন করুন 0••••••45 নম্বরে"}
    assert "9830012345" not in repr(talk)


def test_another_number_is_a_word_like_others(town: Town) -> None:
    says(town, PERSON, "আমার দাদার নম্বর 9830054321", sender="919830012345")

    assert queries.messages_of(the_talk(town), 50)[-1].said.text == "আমার দাদার নম্বর 9830054321"


def test_who_shows_the_line_no_number_has_none_here_either(town: Town) -> None:
    says(town, PERSON)
    Window.objects.update(address="IN.abc123")

    talk = the_talk(town)

    assert (talk.name, talk.tail, talk.numbers) == ("রীতা রায়", "", ())


def test_a_name_that_would_spoil_the_page_is_tamed(town: Town) -> None:
    says(town, PERSON, profile_name="\u202e" + "রীতা" * 30)

    assert the_talk(town).name == "রীতা" * 9 + "রী…"


def test_the_talk_knows_since_when_it_is_handed_over(town: Town) -> None:
    says(town, PERSON)
    says(town, "কেউ আছেন?", at=NOW + HOUR)
    assert the_row().handed_at == NOW

    says(town, "মেনু", at=NOW + 2 * HOUR)

    assert the_row().handed_at is None


def test_a_newcomers_talk_is_nobodys_before(town: Town) -> None:
    with pytest.raises(NoSuchTalkError):
        queries.talk_for(town.body.id, UUID(int=1))
    assert not Conversation.objects.exists()
    assert not Contact.objects.exists()


def test_comfort_is_the_services_word(town: Town) -> None:
    says(town, PERSON)
    says(town, "কেউ আছেন?", at=NOW + 15 * MINUTE)

    assert lines(queries.messages_of(the_talk(town), 50))[-1] == ("service", COMFORT)
