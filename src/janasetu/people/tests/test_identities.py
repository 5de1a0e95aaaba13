"""Names that change and phones that change hands: the person goes on, a stranger finds nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from janasetu.people import actions, queries
from janasetu.people.choices import EpochReason
from janasetu.people.models import Contact, ContactAlias
from janasetu.people.tests.factories import epoch_of, make_contact, new_number, statements, user, wa, whose
from janasetu.people.values import (
    AliasName,
    Changed,
    ContactKey,
    Heard,
    IdentityChange,
    Move,
    PhoneTold,
    Sender,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)
OLD, NEW, NEWEST = wa("910000000001"), wa("910000000009"), wa("910000000019")
OLD_ID, NEW_ID = user("IN.old"), user("IN.new")


def moved(*before: AliasName, to: tuple[AliasName, ...] = (NEW,), at: datetime = NOW) -> IdentityChange:
    return IdentityChange(EpochReason.NUMBER_CHANGED, at, before, to)


def change(*changes: IdentityChange) -> Changed:
    return actions.change_identities(changes, now=NOW)


def stored(key: ContactKey) -> Contact:
    return Contact.objects.get(id=key.id)


def history(contact: ContactKey) -> set[tuple[str, datetime | None]]:
    """Every name that the contact had, and until when."""
    return set(ContactAlias.objects.filter(contact_id=contact.id).values_list("value", "until"))


# --- a change of number ---


def test_who_changes_number_goes_on_in_the_same_contact_in_a_new_epoch() -> None:
    rita = whose(OLD, OLD_ID)

    changed = change(moved(OLD, OLD_ID, to=(NEW, NEW_ID)))

    assert changed.contacts == (rita,)
    assert whose(NEW, NEW_ID) == whose(NEW) == whose(NEW_ID) == rita
    contact = stored(rita)
    assert (contact.epoch, contact.epoch_at, contact.epoch_reason) == (2, NOW, "number_changed")
    assert history(rita) == {
        (OLD.value, NOW),
        (OLD_ID.value, NOW),
        (NEW.value, None),
        (NEW_ID.value, None),
    }


def test_a_stranger_on_the_old_number_is_a_new_contact() -> None:
    rita = whose(OLD)
    change(moved(OLD))

    stranger = whose(OLD, user("IN.stranger"))

    assert stranger != rita
    assert epoch_of(stranger) == 1
    assert whose(OLD) == whose(user("IN.stranger")) == stranger


def test_with_the_number_every_other_name_of_the_account_ends_even_where_nobody_says_so() -> None:
    rita = whose(OLD, OLD_ID)

    change(moved(OLD_ID, to=(NEW_ID,)))

    assert whose(NEW_ID) == rita
    assert whose(OLD) != rita


def test_a_user_id_that_is_not_said_to_have_changed_stays() -> None:
    rita = whose(OLD, OLD_ID)

    change(moved(OLD, OLD_ID, to=(NEW, OLD_ID)))

    assert whose(OLD_ID) == whose(NEW) == rita
    assert whose(OLD) != rita


def test_a_new_name_of_somebody_else_stays_theirs_and_nobody_is_merged() -> None:
    rita, salim = whose(OLD, OLD_ID), whose(NEW)

    with capture_logs() as logged:
        changed = change(moved(OLD, to=(NEW, NEW_ID)))

    assert changed.contacts == (rita,)
    assert whose(NEW) == salim
    assert (epoch_of(rita), epoch_of(salim)) == (2, 1)
    assert {until for _, until in history(rita)} == {NOW}
    assert not ContactAlias.objects.filter(value=NEW_ID.value).exists()
    assert [(line["event"], line["count"]) for line in logged] == [("new_names_held_by_others", 1)]


def test_a_change_that_overtakes_the_persons_first_message_is_followed_all_the_same() -> None:
    (rita,) = change(moved(OLD, OLD_ID, to=(NEW, NEW_ID))).contacts

    assert rita
    assert whose(OLD, at=NOW - DAY) == whose(NEW) == whose(NEW_ID) == rita
    assert whose(OLD) != rita
    assert epoch_of(rita) == 2


def test_who_is_known_by_the_new_name_only_is_who_had_the_old_one() -> None:
    rita = whose(NEW)

    changed = change(moved(OLD, to=(NEW, NEW_ID)))

    assert changed == Changed((rita,), (Move(rita, OLD, NEW),))
    assert whose(OLD, at=NOW - DAY) == rita
    assert whose(OLD) != rita
    assert epoch_of(rita) == 1
    assert not ContactAlias.objects.filter(value=NEW_ID.value).exists()


def test_another_account_of_nobody_we_know_is_nobodys() -> None:
    assert change(IdentityChange(EpochReason.IDENTITY_CHANGED, NOW, (OLD,), (OLD,))) == Changed((None,), ())
    assert not Contact.objects.exists()


def test_where_the_old_names_lead_to_two_both_end_and_the_first_goes_on() -> None:
    by_number, by_id = whose(OLD), whose(OLD_ID)

    changed = change(moved(OLD, OLD_ID, to=(NEW, NEW_ID)))

    assert changed.contacts == (by_number,)
    assert whose(NEW) == whose(NEW_ID) == by_number
    assert (epoch_of(by_number), epoch_of(by_id)) == (2, 2)
    assert set(changed.moves) == {
        Move(by_number, OLD, NEW),
        Move(by_id, OLD_ID, None),
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "shuffled"])
def test_two_changes_at_once_are_followed_in_the_order_of_their_moments(order: tuple[int, int]) -> None:
    rita = whose(OLD)
    changes = moved(OLD, to=(NEW,)), moved(NEW, to=(NEWEST,), at=NOW + DAY)

    changed = change(*(changes[place] for place in order))

    assert changed.contacts == (rita, rita)
    assert whose(NEWEST) == rita
    assert history(rita) == {(OLD.value, NOW), (NEW.value, NOW + DAY), (NEWEST.value, None)}
    assert set(changed.moves) == {Move(rita, OLD, NEWEST), Move(rita, NEW, NEWEST)}
    assert whose(NEW, at=NOW + timedelta(hours=1)) == rita


def test_who_moves_back_has_the_old_name_again() -> None:
    rita = whose(OLD)

    change(moved(OLD, to=(NEW,)), moved(NEW, to=(OLD,), at=NOW + DAY))

    assert whose(OLD) == rita
    assert history(rita) == {(OLD.value, NOW), (NEW.value, NOW + DAY), (OLD.value, None)}


def test_the_place_of_an_old_name_is_taken_by_a_new_one_of_its_kind() -> None:
    rita = whose(OLD, OLD_ID)

    changed = change(moved(OLD, OLD_ID, to=(NEW, NEW_ID)))

    assert set(changed.moves) == {Move(rita, OLD, NEW), Move(rita, OLD_ID, NEW_ID)}


def test_where_the_new_number_is_hidden_the_user_id_takes_its_place() -> None:
    rita = whose(OLD)

    assert change(moved(OLD, to=(NEW_ID,))).moves == (Move(rita, OLD, NEW_ID),)


def test_where_no_new_name_is_told_the_old_one_ends_all_the_same() -> None:
    rita = whose(OLD)

    assert change(moved(OLD, to=())).moves == (Move(rita, OLD, None),)
    assert whose(OLD) != rita


def test_statements_do_not_grow_with_the_changes() -> None:
    def changed(number: int) -> int:
        changes = []
        for _ in range(number):
            old = wa(new_number())
            whose(old)
            changes.append(moved(old, to=(wa(new_number()),)))
        return statements(lambda: change(*changes))

    assert changed(1) == changed(50)


def test_nothing_is_asked_where_nothing_changed() -> None:
    change()  # a savepoint of its own is all it takes

    assert statements(lambda: change()) == 2


# --- another account, a report ---


def test_another_account_behind_the_same_names_is_a_new_epoch_of_the_same_contact() -> None:
    rita = whose(OLD, OLD_ID)

    changed = change(IdentityChange(EpochReason.IDENTITY_CHANGED, NOW, (OLD, OLD_ID), (OLD, OLD_ID)))

    assert changed == Changed((rita,), ())
    assert whose(OLD) == whose(OLD_ID) == rita
    assert (stored(rita).epoch, stored(rita).epoch_reason) == (2, "identity_changed")


def test_a_phone_reported_to_have_changed_hands_begins_an_epoch() -> None:
    rita, salim = make_contact(), make_contact()

    actions.begin_epochs([rita], EpochReason.REPORTED, now=NOW)

    assert (epoch_of(rita), epoch_of(salim)) == (2, 1)
    assert (stored(rita).epoch_reason, stored(rita).epoch_at) == ("reported", NOW)


def test_names_and_told_numbers_go_with_the_old_epoch() -> None:
    rita, salim = make_contact(name="রীতা রায়"), make_contact(name="সালিম")
    actions.remember_phones([PhoneTold(rita, "9000000001"), PhoneTold(salim, "9000000002")], now=NOW)

    actions.begin_epochs([rita], EpochReason.REPORTED, now=NOW)

    assert (stored(rita).profile_name, stored(salim).profile_name) == ("", "সালিম")
    assert queries.phones_of([rita, salim]) == {rita: [], salim: ["+919000000002"]}


# --- what is heard ---


@pytest.fixture
def rita() -> Iterator[ContactKey]:
    (key,) = actions.know([Sender((OLD,), "রীতা")], now=NOW - 200 * DAY)
    return key


def hear(contact: ContactKey, **changes: object) -> None:
    actions.hear([Heard(**{"contact": contact, "at": NOW, "last": NOW - DAY, **changes})])  # type: ignore[arg-type]


def test_after_a_long_silence_a_new_epoch_begins_with_the_name_of_today(rita: ContactKey) -> None:
    hear(rita, last=NOW - 91 * DAY, profile_name="সালিম")

    contact = stored(rita)
    assert (contact.epoch, contact.epoch_at, contact.epoch_reason) == (2, NOW, "silence")
    assert contact.profile_name == "সালিম"


def test_the_same_name_after_a_long_silence_is_kept_too(rita: ContactKey) -> None:
    hear(rita, last=NOW - 91 * DAY, profile_name="রীতা")

    assert (stored(rita).epoch, stored(rita).profile_name) == (2, "রীতা")


def test_after_ninety_days_it_is_still_the_same_epoch(rita: ContactKey) -> None:
    hear(rita, last=NOW - 90 * DAY)

    assert epoch_of(rita) == 1


def test_a_contact_is_called_as_the_line_calls_it_now(rita: ContactKey) -> None:
    hear(rita, profile_name="রীতা রায়")
    hear(rita, profile_name="")

    assert (stored(rita).profile_name, stored(rita).epoch) == ("রীতা রায়", 1)


def test_another_hash_of_the_account_is_another_epoch(rita: ContactKey) -> None:
    hear(rita, identity_key="hash-1")
    first = epoch_of(rita)
    hear(rita, at=NOW + DAY, identity_key="hash-1")
    same = epoch_of(rita)
    hear(rita, at=NOW + 2 * DAY, identity_key="hash-2")
    hear(rita, at=NOW + 3 * DAY, identity_key="hash-2")

    assert (first, same, epoch_of(rita)) == (1, 1, 2)
    assert (stored(rita).epoch_reason, stored(rita).identity_key) == ("identity_changed", "hash-2")


def test_who_is_heard_but_not_known_is_nobody(rita: ContactKey) -> None:
    hear(ContactKey(rita.bucket, make_contact().id), last=NOW - 91 * DAY)

    assert set(Contact.objects.values_list("epoch", flat=True)) == {1}


def test_hearing_takes_one_query_and_writes_only_what_changed() -> None:
    def heard(number: int, days: int) -> int:
        keys = [make_contact(name="রীতা") for _ in range(number)]
        said = [Heard(key, NOW, NOW - days * DAY, "রীতা") for key in keys]
        return statements(lambda: actions.hear(said))

    assert heard(1, days=1) == heard(50, days=1) == 1
    assert heard(1, days=91) == heard(50, days=91) == 4
