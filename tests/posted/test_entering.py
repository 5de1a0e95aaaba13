"""The proof of the webhooks sees what it looks for, and its webhooks are the same at every call."""

from typing import Any

import pytest

from janasetu.channels import intake, split
from janasetu.conversations import pump
from posted import entering, mutated

SOME = [mutated.webhook(number) for number in range(0, len(mutated.recipes()), 701)]


def test_there_are_as_many_as_are_promised_each_with_a_name_of_its_own() -> None:
    some = [mutated.webhook(number) for number in range(0, len(mutated.recipes()), 97)]

    assert len(mutated.recipes()) >= mutated.FEWEST
    assert len({one.name for one in some}) == len(some)
    assert some == [mutated.webhook(number) for number in range(0, len(mutated.recipes()), 97)]


def test_each_sample_stands_among_them_with_each_of_its_parts_taken_out() -> None:
    taken_out = {
        (one.sample, one.changes[0][0])
        for one in mutated.recipes()
        if len(one.changes) == 1 and one.changes[0][1] is ...
    }

    for name in mutated.samples.names():
        for path in mutated.places(mutated.samples.sample(name)):
            assert (name, path) in taken_out


@pytest.mark.django_db
def test_a_reader_that_raises_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(body: bytes, **_: Any) -> Any:
        raise KeyError("messages")

    monkeypatch.setitem(split._READERS, "sms", careless)

    with pytest.raises(AssertionError, match="KeyError"):
        entering.sent(SOME)


@pytest.mark.django_db
def test_bytes_that_are_answered_and_not_kept_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    async def forgets(*_: Any) -> None:
        return None

    monkeypatch.setattr(intake.Store, "keep", forgets)

    with pytest.raises(AssertionError, match="not kept as it came"):
        entering.sent(SOME)


@pytest.mark.django_db
def test_a_turn_that_fails_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(entering, "pump_once", lambda: pump.pump_once(run=fails))

    with pytest.raises(AssertionError, match=r"left lying: text .* parked"):
        entering.sent(SOME)
