"""What does not reach a citizen goes by another line of the office, or the office telephones."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.actions import pass_on_failed
from janasetu.cases.codes import code_of
from janasetu.cases.models import CallBack, Case
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case, resolved_case
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.people.actions import remember_opting_out
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact

RITA = "910000000001"


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def text_line(town: Town) -> Line:
    """The town sends text messages too."""
    return Line.objects.create(channel="sms", provider_id="FLKMUN", display="FLKMUN", body_id=town.body.id)


def opened(town: Town, sender: str = RITA) -> Case:
    return open_case(town, contact=make_contact(sender), phone=sender)


def fails(**which: object) -> list[str]:
    """The provider takes none of these; their sources."""
    rows = OutboundMessage.objects.filter(**which)
    rows.update(state="failed", error="400/131026")
    return list(rows.values_list("source", flat=True))


def sent_by(line: Line) -> list[OutboundMessage]:
    return list(OutboundMessage.objects.filter(line_id=line.id).order_by("id"))


def rung() -> list[tuple[str, str]]:
    return list(CallBack.objects.order_by("source").values_list("phone", "reason"))


def test_it_goes_by_text_message_in_words_that_ask_nothing(town: Town, text_line: Line) -> None:
    case = opened(town)
    (source,) = fails(about_id=case.id)

    assert pass_on_failed(now=NOW) == 1

    (message,) = sent_by(text_line)
    assert message.source == f"{source}:elsewhere"
    assert message.text.splitlines()[0] == (f"অভিযোগ {case.grouped_ref} জমা পড়েছে, সংকেত {code_of(case.ref)}")
    assert message.template["name"].startswith("case_opened_one_way_")
    assert (message.state, message.about_id) == ("queued", case.id)
    assert rung() == []


def test_each_is_passed_on_once(town: Town, text_line: Line) -> None:
    fails(about_id=opened(town).id)

    assert [pass_on_failed(now=NOW) for _ in range(2)] == [1, 0]
    assert len(sent_by(text_line)) == 1


def test_where_the_office_has_no_other_line_it_telephones(town: Town) -> None:
    fails(about_id=opened(town).id)

    pass_on_failed(now=NOW)

    assert rung() == [(RITA, "unreached")]


def test_who_has_no_telephone_number_there_is_on_the_list_as_they_are_known(
    town: Town, text_line: Line
) -> None:
    case = open_case(town, contact=make_contact(), phone="IN.90210")
    fails(about_id=case.id)

    pass_on_failed(now=NOW)

    assert (sent_by(text_line), rung()) == ([], [("IN.90210", "unreached")])


def test_where_the_text_message_fails_too_the_office_telephones(town: Town, text_line: Line) -> None:
    fails(about_id=opened(town).id)
    pass_on_failed(now=NOW)
    fails(line_id=text_line.id)

    pass_on_failed(now=NOW)

    assert (len(sent_by(text_line)), rung()) == (1, [(RITA, "unreached")])


def test_what_asks_something_is_asked_by_telephone_too(town: Town, text_line: Line) -> None:
    case, _ = resolved_case(town, contact=make_contact(RITA))
    fails(about_id=case.id, kind="choice")

    pass_on_failed(now=NOW)

    assert [message.kind for message in sent_by(text_line)] == ["text"]
    assert len(rung()) == 1


def test_who_may_have_the_phone_since_is_told_nothing(town: Town, text_line: Line) -> None:
    case = opened(town)
    fails(about_id=case.id)
    Contact.objects.update(epoch=2)

    pass_on_failed(now=NOW)

    assert (sent_by(text_line), rung()) == ([], [])


def test_who_said_stop_gets_no_text_message_in_its_place(town: Town, text_line: Line) -> None:
    fails(about_id=opened(town).id)
    remember_opting_out({make_contact(RITA): True}, now=NOW)

    pass_on_failed(now=NOW)

    assert sent_by(text_line) == []


def test_an_answer_in_a_talk_that_fails_is_nobodys_matter(town: Town, text_line: Line) -> None:
    opened(town)
    fails(about_id=None)

    assert pass_on_failed(now=NOW) == 0


def test_many_cost_no_more_queries_than_one(town: Town, text_line: Line) -> None:
    fails(about_id=opened(town).id)
    with CaptureQueriesContext(connection) as one:
        pass_on_failed(now=NOW)
    for number in range(6):
        fails(about_id=opened(town, f"91000001{number:04}").id)
    with CaptureQueriesContext(connection) as many:
        assert pass_on_failed(now=NOW) == 6

    assert len(many) <= len(one)
