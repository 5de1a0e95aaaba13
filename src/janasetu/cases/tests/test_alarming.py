"""Emergencies: the numbers first, the duty officer on every line, again and up, until somebody answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from janasetu.cases.actions import (
    FieldAct,
    MoveOrder,
    act_in_the_field,
    hear_alarm,
    make_move,
    open_cases,
    put_on_duty,
    relieve,
    tell_alarms,
)
from janasetu.cases.models import Alarm, CallBack, Case, Duty
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, open_case, order, told
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import publish
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OFFICER, SECRETARY = "910000000101", "910000000102"


@pytest.fixture
def town(db: None) -> Town:
    """With a line for text messages too; the officer and the secretary have telephones."""
    town = make_town()
    Line.objects.create(
        channel="sms", provider_id="DLT-FALAKA", display="FALAKA", body_id=town.body.id, active=True
    )
    for officer, phone in ((town.officer, OFFICER), (town.secretary, SECRETARY)):
        officer.phone = f"+{phone}"
        officer.save()
    return replace(town, version=publish(read(BUNDLED / "emergency" / "service.yaml")))


@pytest.fixture
def rita() -> ContactKey:
    return make_contact()


def cried(town: Town, rita: ContactKey | None = None, source: str | None = None) -> Case:
    wish = order(town, contact=rita, source=source)
    answers = {"what": "মায়ের বুকে ব্যথা, স্টেশন রোড"}
    (case,) = open_cases([replace(wish, fields=answers)], now=NOW)
    return case


def called() -> list[tuple[str, str]]:
    """To whom alarms went, by which line."""
    rows = OutboundMessage.objects.filter(source__startswith="alarm:").order_by("id")
    return [(row.text.splitlines()[0][:5], row.source.rsplit(":", 1)[-1]) for row in rows]


def test_the_numbers_stand_before_everything_else(town: Town, rita: ContactKey) -> None:
    case = cried(town, rita)

    assert (case.lane, case.promise_due_at) == ("emergency", NOW + 30 * MINUTE)
    (receipt,) = told(rita)
    assert receipt.startswith(
        "প্রাণের ভয় থাকলে এখনই ফোন করুন:\nযে কোনো বিপদে: 112\nঅ্যাম্বুল্যান্স: 108\nদমকল: 101\nপুলিশ: 100\n"
        f"আপনার খবর লিখে নিলাম, নম্বর {case.grouped_ref}।"
    )


def test_whoever_is_on_duty_is_called_on_every_line_again_and_then_the_next(
    town: Town, rita: ContactKey
) -> None:
    put_on_duty(officer=town.secretary, since=NOW - HOUR, until=NOW + HOUR, by="system")
    case = cried(town, rita)

    assert [tell_alarms(now=NOW + at * MINUTE) for at in (0, 1, 3, 6)] == [1, 0, 1, 1]

    posts = [row.params["officers"] for row in case.events.filter(code="alarmed").order_by("id")]
    assert posts == [
        ["secretary@falakata"],
        ["secretary@falakata"],
        ["secretary@falakata", "officer@falakata"],
    ]
    assert [channel for _, channel in called()] == ["whatsapp", "sms"] * 2 + ["whatsapp"] * 2 + ["sms"] * 2
    first = OutboundMessage.objects.filter(source__startswith="alarm:").earliest("id")
    assert "মায়ের বুকে ব্যথা, স্টেশন রোড\n" in first.text
    assert "নাগরিকের ফোন: 910000000001\n" in first.text


def test_with_nobody_on_duty_the_way_up_is_called(town: Town) -> None:
    case = cried(town)

    tell_alarms(now=NOW)

    assert case.events.get(code="alarmed").params["officers"] == ["officer@falakata"]


def test_from_the_second_time_on_somebody_is_to_ring_the_officer(town: Town) -> None:
    cried(town)

    tell_alarms(now=NOW)
    assert not CallBack.objects.exists()
    tell_alarms(now=NOW + 3 * MINUTE)
    tell_alarms(now=NOW + 5 * MINUTE)

    (task,) = CallBack.objects.all()
    assert (task.reason, task.phone, task.due_at) == ("alarm", OFFICER, NOW + 3 * MINUTE)


def test_the_button_on_the_telephone_ends_it_and_the_citizen_hears_who_comes(
    town: Town, rita: ContactKey
) -> None:
    case = cried(town, rita)
    tell_alarms(now=NOW)
    act = FieldAct(case.ref, "heard", OFFICER, make_contact(), town.line.id, "in:1", uuid7())

    act_in_the_field([act], now=NOW + MINUTE)

    alarm = Alarm.objects.get()
    assert (alarm.heard_by, alarm.heard_at, alarm.calls_at) == ("officer@falakata", NOW + MINUTE, None)
    assert tell_alarms(now=NOW + HOUR) == 0
    assert events(case)[-1] == ("alarm_heard", "officer@falakata")
    assert told(rita)[-1].startswith(f"নিয়ন্ত্রক আধিকারিক আপনার খবর {case.grouped_ref} পেয়েছেন")


def test_whoever_answers_second_changes_nothing(town: Town, rita: ContactKey) -> None:
    case = cried(town, rita)
    hear_alarm(officer=town.officer, ref=case.ref, now=NOW)

    hear_alarm(officer=town.secretary, ref=case.ref, now=NOW + MINUTE)

    assert Alarm.objects.get().heard_by == "officer@falakata"
    assert len(told(rita)) == 2


def test_whoever_does_something_about_it_has_heard_it(town: Town) -> None:
    case = cried(town)

    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("set_out"), now=NOW + MINUTE)

    assert Alarm.objects.get().heard_by == "officer@falakata"


def test_one_person_makes_one_alarm_an_hour_and_is_never_refused_the_numbers(
    town: Town, rita: ContactKey
) -> None:
    cried(town, rita, "first")
    cried(town, rita, "second")
    cried(town, make_contact(), "third")

    assert Alarm.objects.count() == 2
    assert [text.count("112") for text in told(rita)] == [1, 1]


def test_an_officer_makes_any_case_an_emergency_and_only_once(town: Town) -> None:
    case = open_case(replace(town, version=publish()))
    wish = MoveOrder("alarm", note="ছেঁড়া তারে শক")

    make_move(officer=town.officer, ref=case.ref, order=wish, now=NOW)

    case.refresh_from_db()
    assert (case.lane, Alarm.objects.get().by) == ("emergency", "officer@falakata")
    with pytest.raises(RefusedError, match="alarm_rings_already"):
        make_move(officer=town.officer, ref=case.ref, order=wish, now=NOW)


def test_a_case_that_is_over_calls_nobody_any_more(town: Town) -> None:
    case = cried(town)
    Case.objects.filter(id=case.id).update(status="rejected", ended_at=NOW)

    assert [tell_alarms(now=NOW), tell_alarms(now=NOW + HOUR)] == [1, 0]
    assert not OutboundMessage.objects.filter(source__startswith="alarm:").exists()


def test_a_duty_has_an_end_and_a_telephone_and_is_relieved(town: Town) -> None:
    with pytest.raises(RefusedError, match="duty_ends_first"):
        put_on_duty(officer=town.officer, since=NOW, until=NOW, by="system")
    with pytest.raises(RefusedError, match="duty_without_number"):
        put_on_duty(officer=town.chairman, since=NOW, until=NOW + HOUR, by="system")

    put_on_duty(officer=town.officer, since=NOW - HOUR, until=NOW + HOUR, by="system")
    put_on_duty(officer=town.officer, since=NOW + HOUR, until=NOW + 2 * HOUR, by="system")
    assert relieve(officer=town.officer, at=NOW) == 2
    assert [duty.until for duty in Duty.objects.all()] == [NOW]


def test_the_work_ends_like_any_other_with_the_citizens_word(town: Town, rita: ContactKey) -> None:
    case = cried(town, rita)

    done = MoveOrder("resolve", note="হাসপাতালে পৌঁছে দেওয়া হয়েছে", photos=[evidence()])
    make_move(officer=town.officer, ref=case.ref, order=done, now=NOW + HOUR)

    assert Case.objects.get(id=case.id).status == "awaiting_confirmation"


def test_the_number_of_who_is_hidden_goes_to_nobody(town: Town, rita: ContactKey) -> None:
    there = replace(town, version=publish())
    case = open_case(there, contact=rita, fields={"category": "illegal_construction"})
    wish = MoveOrder("alarm", note="দেওয়াল ভেঙে পড়ছে")
    make_move(officer=town.officer, ref=case.ref, order=wish, now=NOW)

    tell_alarms(now=NOW)

    texts = OutboundMessage.objects.filter(source__startswith="alarm:").values_list("text", flat=True)
    assert case.confidential == "complainant"
    assert len(texts) == 2
    assert not any("910000000001" in text or "রীতা" in text for text in texts)
