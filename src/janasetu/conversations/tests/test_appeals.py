"""The right to a service within its time, end to end: the receipt, the breach, two taps, the decision."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    AppealOrder,
    AppealWish,
    MoveOrder,
    appeal,
    decide_appeal,
    make_move,
    press_rights_papers,
    tell_law_passed,
)
from janasetu.cases.actions.rights_papers import press_again
from janasetu.cases.models import Appeal, Case, RightsPaper
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import events
from janasetu.cases.tests.offices import SHOP, Office, a_panchayat, apply_for, definition_of, desk, move
from janasetu.catalogue.tests.factories import publish
from janasetu.conversations.tests.applicant import heard, pressed, rita, says, told
from janasetu.documents.papers import apart
from janasetu.documents.store import path_of
from janasetu.lib import clock
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW, SECOND
from janasetu.people.actions import remember_quiet
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import Quiet

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATE = NOW + 40 * DAY  # the law gives fifteen working days


@dataclass(frozen=True)
class Court:
    """A panchayat that gives trade NOCs, with who hears appeals."""

    office: Office
    appellate: Officer
    reviewing: Officer


@pytest.fixture
def court() -> Iterator[Court]:
    with clock.fixed(NOW):
        office = a_panchayat()
        publish(definition_of("rtps-appeal"))
        appellate, reviewing = (make_officer(office.body, role) for role in ("appellate", "reviewing"))
        says(office, "নমস্কার")
        yield Court(office, appellate, reviewing)


def applied(court: Court) -> Case:
    return apply_for(court.office, SHOP, contact=rita())


def late_case(court: Court, *, at: datetime = LATE) -> Case:
    case = applied(court)
    tell_law_passed(now=at)
    case.refresh_from_db()
    return case


def appealed(court: Court) -> tuple[Case, Case]:
    """An application, and the appeal that Rita made by two taps."""
    case = late_case(court)
    says(court.office, pressed(case, "appeal"), pressed(case, "appeal:yes"), at=LATE)
    return case, Appeal.objects.get(against=case).case


def words_in(content: bytes) -> str:
    """The text of a PDF as poppler reads it, on one line."""
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def pdf_of(row: RightsPaper) -> bytes:
    return path_of(settings.MEDIA_FOLDER, row.sha256).read_bytes()


# --- the receipt (Form 1) ---


def test_the_receipt_comes_in_the_chat_and_names_officer_and_last_day(court: Court) -> None:
    case = applied(court)
    assert [row.text.splitlines()[0] for row in told()][-1] == "আপনার আবেদন জমা পড়েছে।"

    assert press_rights_papers(now=NOW) == 1

    (row,) = RightsPaper.objects.all()
    sent = told()[-1]
    assert sent.file
    assert (sent.file["sha256"], sent.file["name"]) == (row.sha256, f"form-1-{case.grouped_ref}.pdf")
    said = words_in(pdf_of(row))
    pradhan = court.office.officers["pradhan"].name_in("en")
    assert {case.grouped_ref, pradhan, court.appellate.name_in("en"), "15 working days"} <= _found(
        said, case.grouped_ref, pradhan, court.appellate.name_in("en"), "15 working days"
    )
    assert "To be decided by" in said
    assert press_rights_papers(now=NOW) == 0


def test_a_press_that_is_killed_loses_nothing_and_sends_nothing_twice(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(court)
    with monkeypatch.context() as killed:
        killed.setattr(apart, "COMMAND", ["sh", "-c", "kill -9 $$"])
        with pytest.raises(apart.PressAwayError):
            press_rights_papers(now=NOW)
    assert RightsPaper.objects.get().pressed_at is None
    assert not any(row.file for row in told())

    assert [press_rights_papers(now=NOW) for _ in range(2)] == [1, 0]

    assert len([row for row in told() if row.file]) == 1


def _found(text: str, *wanted: str) -> set[str]:
    return {one for one in wanted if one in text}


def test_the_same_bytes_are_pressed_again_from_what_was_kept(court: Court) -> None:
    applied(court)
    press_rights_papers(now=NOW)
    row = RightsPaper.objects.get()
    make_officer(court.office.body, "pradhan")  # whoever comes later stands on no receipt of before

    assert press_again(row) == pdf_of(row)


def test_a_fee_stands_on_the_receipt_and_where_none_is_that_nothing_is_to_be_paid(court: Court) -> None:
    applied(court)
    press_rights_papers(now=NOW)

    snapshot = RightsPaper.objects.get().snapshot
    assert snapshot
    assert snapshot["fee"] == {"bn": "₹২০০", "en": "₹200"}


def test_opening_asks_for_any_number_of_receipts_in_the_same_statements(court: Court) -> None:
    def statements(count: int) -> int:
        from janasetu.cases.actions import open_cases
        from janasetu.cases.tests.offices import CaseOrder

        orders = [
            CaseOrder(
                court.office.body.id, court.office.version, f"many:{count}:{n}", "whatsapp", dict(SHOP), NOW
            )
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as made:
            open_cases(orders, now=NOW)
        return len(made)

    assert statements(1) == statements(3)


# --- the time of the law runs out ---


def test_whose_time_in_law_has_run_out_is_told_once_with_a_button(court: Court) -> None:
    case = applied(court)

    assert (tell_law_passed(now=NOW + DAY), tell_law_passed(now=LATE), tell_law_passed(now=LATE)) == (0, 1, 0)

    sent = told()[-1]
    assert "আইনে বাঁধা শেষ দিন ছিল" in sent.text
    assert [choice["id"] for choice in sent.choices] == [f"case:{case.ref}:appeal"]
    assert ("law_passed", "system") in events(case)


def test_the_clock_of_the_law_stands_still_while_the_applicant_owes_a_paper(court: Court) -> None:
    case = applied(court)
    due = case.statutory_due_at
    move(court.office, case, "scrutiny", "ask_again", now=NOW + DAY)

    assert tell_law_passed(now=LATE) == 0

    says(court.office, "দিচ্ছি, একটু সময় লাগল", at=LATE)
    case.refresh_from_db()
    assert due
    assert case.statutory_due_at
    assert case.statutory_due_at > LATE > due


# --- two taps ---


def test_two_taps_open_an_appeal_and_its_paper_carries_both_clocks(court: Court) -> None:
    case, made = appealed(court)

    assert (made.service.code, made.officer, made.statutory_due_at is not None) == (
        "rtps-appeal",
        court.appellate,
        True,
    )
    assert heard().splitlines()[:2] == ["আপিল জমা পড়েছে। কোনো টাকা লাগবে না।", f"নম্বর: {made.grouped_ref}"]
    assert ("appealed", "citizen") in events(case)
    press_rights_papers(now=LATE)
    row = RightsPaper.objects.get(case=made)
    assert told()[-1].file["sha256"] == row.sha256  # type: ignore[index]
    said = words_in(pdf_of(row))
    wanted = (
        *("The office's own promise", "7 working days", "The limit in law", "15 working days"),
        *(made.grouped_ref, case.grouped_ref, court.appellate.name_in("en")),
        "The application was received",
    )
    assert _found(said, *wanted) == set(wanted)
    assert row.snapshot
    assert [one["name"] for one in row.snapshot["clocks"]] == ["promise", "law"]
    assert all(one["late"] for one in row.snapshot["clocks"])


def test_one_tap_opens_nothing_and_the_second_only_once(court: Court) -> None:
    case = late_case(court)

    says(court.office, pressed(case, "appeal"), at=LATE)
    assert not Appeal.objects.exists()
    assert "এ নিয়ে আপিল করবেন?" in heard()

    says(court.office, "হ্যাঁ", pressed(case, "appeal:yes"), at=LATE + 5 * SECOND)
    assert Appeal.objects.count() == 1
    assert heard() == "এ নিয়ে আপনার আপিল আগেই জমা পড়েছে।"


def test_an_appeal_is_named_by_word_and_the_end_of_the_number(court: Court) -> None:
    case = late_case(court)

    says(court.office, f"আপিল {case.ref[-4:]}", at=LATE)
    assert case.grouped_ref in heard()
    assert "এ নিয়ে আপিল করবেন?" in heard()

    says(court.office, "আপিল 99999", at=LATE + 5 * SECOND)
    assert heard().splitlines()[0].startswith("এই নম্বরে এখন আপিল করা যায় না।")


def test_before_its_time_is_over_nothing_can_be_appealed(court: Court) -> None:
    case = applied(court)

    says(court.office, pressed(case, "appeal:yes"))

    assert not Appeal.objects.exists()
    assert "এখন আপিল করা যায় না" in heard()


def test_nobody_else_appeals(court: Court) -> None:
    case = late_case(court)
    stranger = make_contact("910000099999")
    wish = AppealWish(
        ref=case.ref, contact=stranger, epoch=1, line_id=court.office.line.id, lang="bn", source="x"
    )
    changed_hands = AppealWish(
        ref=case.ref, contact=rita(), epoch=2, line_id=court.office.line.id, lang="bn", source="y"
    )

    appeal([wish, changed_hands], now=LATE)

    assert not Appeal.objects.exists()


def test_a_line_that_only_sends_says_it_shorter_and_sends_no_file(court: Court) -> None:
    Line.objects.filter(id=court.office.line.id).update(channel="sms")
    case = applied(court)

    press_rights_papers(now=NOW)
    tell_law_passed(now=LATE)

    assert told()[-1].text.startswith(f"{case.grouped_ref}: আইনে বাঁধা শেষ দিন")
    assert not told()[-1].choices
    assert not any(row.file for row in told())


def test_who_has_not_written_for_a_day_is_told_of_no_paper_that_cannot_come(court: Court) -> None:
    later = NOW + 2 * DAY
    apply_for(court.office, SHOP, contact=rita(), at=later)
    before = len(told())

    assert press_rights_papers(now=later) == 1
    assert len(told()) == before
    assert RightsPaper.objects.get().sha256  # it is printed at the office


def test_a_phone_that_somebody_else_reads_gets_no_paper(court: Court) -> None:
    applied(court)
    remember_quiet({rita(): Quiet()}, now=NOW)
    before = len(told())

    assert press_rights_papers(now=NOW) == 1
    assert len(told()) == before


# --- what is decided ---


def test_allowed_the_desk_has_it_with_a_new_day(court: Court) -> None:
    case, made = appealed(court)
    new_day = date(2026, 12, 31) if LATE.date() < date(2026, 12, 31) else LATE.date() + 5 * DAY

    decide_appeal(
        officer=court.appellate, ref=made.ref, order=AppealOrder(True, "দশ দিনের মধ্যে দিন", new_day), now=LATE
    )

    made.refresh_from_db()
    assert (made.status, Appeal.objects.get().by_day) == ("resolved_unconfirmed", new_day)
    lying = desk(case, "scrutiny").due_at
    assert lying
    assert clock.local(lying).date() == new_day
    assert heard().startswith(f"আপিল {made.grouped_ref} মঞ্জুর হয়েছে।")
    assert ("appeal_decided", court.appellate.post) in events(case)
    assert ("appeal_decided", court.appellate.post) in events(made)


def test_dismissed_the_reviewing_officer_is_next_and_after_that_nobody(court: Court) -> None:
    _, made = appealed(court)
    no = AppealOrder(False, "কাগজ এক দিন আগে এসেছে")
    decide_appeal(officer=court.appellate, ref=made.ref, order=no, now=LATE)
    assert [one["id"] for one in told()[-1].choices] == [f"case:{made.ref}:appeal"]

    says(court.office, pressed(made, "appeal"), pressed(made, "appeal:yes"), at=LATE + DAY)
    second = Appeal.objects.get(against=made).case
    assert (second.officer, second.title_in("bn")) == (court.reviewing, "দ্বিতীয় আপিল")
    press_rights_papers(now=LATE + DAY)
    assert "The first appeal was dismissed." in words_in(pdf_of(RightsPaper.objects.get(case=second)))

    decide_appeal(officer=court.reviewing, ref=second.ref, order=no, now=LATE + 2 * DAY)
    assert not told()[-1].choices


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (AppealOrder(True, "দিন"), "appeal_day_needed"),
        (AppealOrder(True, "দিন", NOW.date()), "appeal_day_needed"),
        (AppealOrder(False, "  "), "note_needed"),
    ],
)
def test_a_decision_without_day_or_reason_is_refused(court: Court, order: AppealOrder, why: str) -> None:
    _, made = appealed(court)

    with pytest.raises(RefusedError) as refused:
        decide_appeal(officer=court.appellate, ref=made.ref, order=order, now=LATE)

    assert refused.value.key == why


def test_only_who_hears_it_decides_and_by_no_other_move(court: Court) -> None:
    _, made = appealed(court)
    pradhan = court.office.officers["pradhan"]

    with pytest.raises(RefusedError) as foreign:
        decide_appeal(officer=pradhan, ref=made.ref, order=AppealOrder(False, "না"), now=LATE)
    with pytest.raises(RefusedError) as move_refused:
        make_move(officer=court.appellate, ref=made.ref, order=MoveOrder("resolve", note="হল"), now=LATE)

    assert (foreign.value.key, move_refused.value.key) == ("appeal_not_yours", "appeal_is_decided")


# --- a refusal ---


def refused_case(court: Court) -> Case:
    case = applied(court)
    move(court.office, case, "scrutiny", "reject", note="দলিল মেলেনি")
    case.refresh_from_db()
    return case


def test_a_refusal_offers_the_appeal_and_its_last_day(court: Court) -> None:
    case = refused_case(court)

    sent = told()[-1]

    assert "দলিল মেলেনি" in sent.text
    assert "পর্যন্ত আপিল করতে পারেন।" in sent.text
    assert [one["id"].rpartition(":")[2] for one in sent.choices] == ["appeal", "no"]
    says(court.office, pressed(case, "appeal"), pressed(case, "appeal:yes"), at=NOW + DAY)
    row = Appeal.objects.get(against=case)
    press_rights_papers(now=NOW + DAY)
    assert "দলিল মেলেনি" in RightsPaper.objects.get(case=row.case, form="form-2").snapshot["grounds"]["bn"]


def test_thirty_days_after_the_refusal_there_is_no_appeal_any_more(court: Court) -> None:
    case = refused_case(court)

    says(court.office, pressed(case, "appeal"), at=NOW + 31 * DAY)
    assert "এই নম্বরে এখন আপিল করা যায় না।" in heard()
    says(court.office, pressed(case, "appeal:yes"), at=NOW + 31 * DAY + SECOND)

    assert not Appeal.objects.exists()


def test_an_appeal_against_a_refusal_is_allowed_and_the_application_is_at_its_first_desk_again(
    court: Court,
) -> None:
    case = refused_case(court)
    says(court.office, pressed(case, "appeal"), pressed(case, "appeal:yes"), at=NOW + DAY)
    made = Appeal.objects.get(against=case).case
    day = (NOW + 10 * DAY).date()

    decide_appeal(
        officer=court.appellate, ref=made.ref, order=AppealOrder(True, "দলিল ঠিক আছে", day), now=NOW + 2 * DAY
    )

    case.refresh_from_db()
    lying = desk(case, "scrutiny")
    assert (case.status, case.ended_at, lying.time) == ("in_progress", None, 2)
    assert lying.due_at is not None
    assert clock.local(lying.due_at).date() == day
