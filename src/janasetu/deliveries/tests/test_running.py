"""What runners tell: taken once, proved, merged where two tell of one visit, and nothing lost."""

from datetime import timedelta
from decimal import Decimal

import pytest

from janasetu.deliveries.choices import OutcomeKind, Purpose, VisitState
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.rules import RefusedError
from janasetu.deliveries.sentences import why_words
from janasetu.deliveries.tests.factories import (
    NOW,
    ON_ROUND,
    Office,
    a_photo,
    code_of,
    contact_of,
    make_office,
    on_the_way,
    ordered,
    told,
    word,
)
from janasetu.lib.ids import uuid7
from janasetu.payments.actions import raise_demands
from janasetu.payments.models import Receipt
from janasetu.payments.tests import factories as payments

ABSENT = {"kind": OutcomeKind.FAILED, "reason": "absent"}


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def why(outcome: Outcome) -> str:
    return why_words(outcome.why, outcome.values, "bn", ON_ROUND)


def test_the_code_proves_the_handover_and_the_citizen_is_asked_how_it_was(office: Office) -> None:
    visit = on_the_way(office)

    outcome = word(office.runner, visit, proof="code", code=code_of(visit))

    visit.refresh_from_db()
    assert (outcome.state, visit.state, visit.proof) == ("taken", "done", "code")
    assert (visit.ended_at, visit.ended_by) == (ON_ROUND, office.runner.post)
    message = told(contact_of(visit))[-1]
    assert "কাগজ দেওয়া হয়ে গেছে। না পেয়ে থাকলে এখনই অফিসে জানান।" in message.text
    assert [choice["title"] for choice in message.choices] == ["ভালো", "চলনসই", "খারাপ"]


def test_a_word_that_is_sent_again_is_taken_once(office: Office) -> None:
    visit, mark = on_the_way(office), uuid7()
    code = code_of(visit)

    first = word(office.runner, visit, mark=mark, proof="code", code=code)
    before = len(told(contact_of(visit)))
    again = word(office.runner, visit, mark=mark, proof="code", code="9" * 4)

    assert again.id == first.id
    assert len(told(contact_of(visit))) == before
    assert Outcome.objects.count() == 1


def test_five_wrong_codes_shut_it_and_even_the_right_one_opens_nothing(office: Office) -> None:
    visit = on_the_way(office)
    right = code_of(visit)
    wrong = f"{(int(right) + 1) % 10000:04}"

    tries = [word(office.runner, visit, proof="code", code=wrong) for _ in range(5)]
    late = word(office.runner, visit, proof="code", code=right)

    assert why(tries[0]) == "সংকেত মেলেনি। আর ৪ বার লেখা যাবে।"
    assert [one.why for one in tries[1:]] == ["code_wrong"] * 3 + ["code_locked"]
    assert why(late) == "সংকেত বারবার ভুল হয়েছে, আর লেখা যাবে না। অফিসে ফোন করুন।"
    visit.refresh_from_db()
    assert visit.state == VisitState.OUT
    assert not any(right in str(one.said) or wrong in str(one.said) for one in Outcome.objects.all())


def test_without_a_phone_a_name_and_a_photo_prove_it(office: Office) -> None:
    visit, permit = on_the_way(office), {"permitted_by": office.clerk.id}

    bare = word(office.runner, visit, proof="household", name="করিম", **permit)
    nobody = word(office.runner, visit, proof="household", photo=a_photo(), **permit)
    whole = word(office.runner, visit, proof="household", name=" করিম  শেখ ", photo=a_photo(), **permit)

    assert (bare.why, nobody.why, whole.state) == ("photo_needed", "name_needed", "taken")
    visit.refresh_from_db()
    assert (visit.handed_to, visit.photo_id) == ("করিম শেখ", whole.photo_id)


def test_a_thumb_print_in_place_of_the_code_needs_somebody_of_the_office_who_permits_it(
    office: Office,
) -> None:
    visit, stranger = on_the_way(office), make_office("kochbihar", number=1003).clerk
    thumb = {"proof": "photo", "photo": a_photo()}

    refused = [
        word(office.runner, visit, **thumb, permitted_by=who)
        for who in (None, office.runner.id, office.other.id, stranger.id)
    ]
    whole = word(office.runner, visit, **thumb, permitted_by=office.clerk.id)

    assert [one.why for one in refused] == ["permit_needed"] * 4
    assert why(refused[0]) == "সংকেত ছাড়া দিতে অফিসে ফোন করুন। কে অনুমতি দিলেন, বেছে নিন।"
    visit.refresh_from_db()
    assert (whole.state, visit.proof, visit.permitted_by) == ("taken", "photo", office.clerk)


def test_who_was_absent_gets_the_next_slot_and_a_way_to_choose_another(office: Office) -> None:
    visit = on_the_way(office)

    word(office.runner, visit, **ABSENT)

    again = Visit.objects.get(attempt=2)
    assert (again.state, again.source, again.runner) == ("asked", visit.source, None)
    message = told(contact_of(visit))[-1]
    assert message.text == (
        "বাসিন্দা সুপারিশপত্র (26-1002-0001-4): আজ কাজটা হল না। কারণ: বাড়িতে কাউকে পাওয়া যায়নি\n"
        "আবার যাওয়া হবে আগামীকাল, বৃহস্পতিবার ২৬ নভেম্বর, সকাল ১০টা থেকে দুপুর ১টার মধ্যে।\n"
        "কোনো টাকা লাগবে না।\n"
        "অন্য দিন চাইলে বা অফিসে এসে নিতে চাইলে নিচের বোতাম টিপুন।"
    )
    assert len(message.choices) == 2


@pytest.mark.parametrize("first_fails", [True, False])
def test_two_runners_offline_for_a_day_make_one_handover(office: Office, first_fails: bool) -> None:
    """Both took the paper's number along; each tells hours later, in either order."""
    visit = on_the_way(office)
    code = code_of(visit)
    if first_fails:
        word(office.other, visit, **ABSENT)

    handed = word(office.runner, visit, proof="code", code=code, at=ON_ROUND + timedelta(hours=1))
    late = word(office.other, visit, **ABSENT, at=ON_ROUND)
    twice = word(office.other, visit, proof="code", code=code)

    visit.refresh_from_db()
    assert (handed.state, late.state, twice.state) == ("taken", "already", "already")
    assert why(twice).startswith(f"আগেই দেওয়া হয়ে গেছে: {office.runner.post}, আজ")
    assert visit.state == VisitState.DONE
    assert not Visit.objects.filter(state__in=("asked", "planned", "out")).exists()
    assert sum("দেওয়া হয়ে গেছে" in row.text for row in told(contact_of(visit))) == 1


def test_the_fee_at_the_door_gets_its_receipt_with_the_handover(office: Office) -> None:
    visit = on_the_way(office)
    at = payments.Office(office.body, office.line, office.clerk, office.clerk, office.clerk)
    raise_demands([payments.order(at, case_id=visit.case_id)], now=NOW)
    mark = uuid7()

    for _ in range(2):
        outcome = word(office.runner, visit, mark=mark, proof="code", code=code_of(visit), cash=Decimal(200))

    assert (outcome.state, outcome.money) == ("taken", "")
    receipt = Receipt.objects.get()
    assert (receipt.amount, receipt.mode, receipt.by) == (Decimal(200), "cash", office.runner.post)


def test_cash_that_nobody_owes_any_more_undoes_no_handover_and_is_told(office: Office) -> None:
    visit = on_the_way(office)

    outcome = word(office.runner, visit, proof="code", code=code_of(visit), cash=Decimal(200))

    visit.refresh_from_db()
    assert (outcome.state, outcome.money, visit.state) == ("taken", "cash_not_owed", "done")
    assert not Receipt.objects.exists()


def test_a_missing_paper_is_fetched_by_a_photo_and_by_no_code(office: Office) -> None:
    visit = on_the_way(office, purpose=Purpose.COLLECT)
    assert visit.code == ""

    bare = word(office.runner, visit, kind=OutcomeKind.COLLECTED)
    whole = word(office.runner, visit, kind=OutcomeKind.COLLECTED, photo=a_photo())

    assert (bare.why, whole.state) == ("photo_needed", "taken")
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE


def test_a_fee_is_taken_with_the_paper_that_is_fetched_and_once(office: Office) -> None:
    visit, mark = on_the_way(office, purpose=Purpose.COLLECT), uuid7()
    at = payments.Office(office.body, office.line, office.clerk, office.clerk, office.clerk)
    raise_demands([payments.order(at, case_id=visit.case_id)], now=NOW)
    said = {"kind": OutcomeKind.COLLECTED, "photo": a_photo(), "cash": Decimal(200)}

    for mark_of_it in (mark, mark, uuid7()):
        word(office.runner, visit, mark=mark_of_it, **said)

    assert [one.state for one in Outcome.objects.order_by("id")] == ["taken", "already"]
    assert Receipt.objects.get().amount == Decimal(200)


def test_another_office_has_no_such_visit(office: Office) -> None:
    visit, elsewhere = on_the_way(office), make_office("kochbihar", number=1003)

    with pytest.raises(RefusedError) as refused:
        word(elsewhere.runner, visit, proof="photo", photo=a_photo())
    assert refused.value.key == "no_such_visit"


def test_a_clock_that_is_wrong_by_weeks_is_not_believed(office: Office) -> None:
    visit = ordered(office)

    outcome = word(office.runner, visit, at=NOW - timedelta(days=30), proof="photo", photo=a_photo())

    assert outcome.why == "time_wrong"
