"""Guard: nothing waits unseen. Every state is watched, or it is said why nobody here has to move it on."""

import enum
import pkgutil
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps

import janasetu
from janasetu.cases import watches as cases
from janasetu.conversations import watches as conversations
from janasetu.deliveries import watches as deliveries
from janasetu.documents import watches as documents
from janasetu.lib.watches import Rest, Watch
from janasetu.messaging import watches as messaging
from janasetu.payments import watches as payments
from janasetu.portal.health import WATCHES
from janasetu.registers import watches as registers

MIDDLE = (
    "bodies",
    "people",
    "catalogue",
    "documents",
    "messaging",
    "payments",
    "posters",
    "registers",
    "deliveries",
    "cases",
    "conversations",
)
AT_REST = (
    messaging.AT_REST,
    documents.AT_REST,
    payments.AT_REST,
    registers.AT_REST,
    deliveries.AT_REST,
    cases.AT_REST,
    conversations.AT_REST,
)
# Fields that are called so and tell how somebody else stands to us: nothing of ours waits in them.
OTHERS = {"messaging.Standing.state"}

State = tuple[str, str]  # the name of its kind, its value


def named(state: enum.Enum) -> State:
    return type(state).__name__, str(state.value)


def kinds() -> Iterator[type[enum.Enum]]:
    """Every kind of state that a middle package has, in its choices or beside its tables."""
    for package in MIDDLE:
        for module in pkgutil.iter_modules([f"{path}/{package}" for path in janasetu.__path__]):
            if module.name in ("choices", "models"):
                found = import_module(f"janasetu.{package}.{module.name}")
                for kind in vars(found).values():
                    if is_a_state(kind) and kind.__module__ == found.__name__:
                        yield kind


def is_a_state(kind: object) -> bool:
    return (
        isinstance(kind, type) and issubclass(kind, enum.Enum) and kind.__name__.endswith(("State", "Status"))
    )


def accounted(watches: tuple[Watch, ...] = WATCHES) -> Counter[State]:
    """Each state that is watched or at rest, and how often it is said."""
    watched = [named(state) for watch in watches for state in watch.states]
    resting = [named(state) for rests in AT_REST for states in rests.values() for state in states]
    return Counter(watched + resting)


def forgotten(watches: tuple[Watch, ...] = WATCHES) -> set[State]:
    return {named(state) for kind in kinds() for state in kind} - set(accounted(watches))


def test_every_state_is_watched_or_said_to_be_at_rest() -> None:
    assert forgotten() == set()


def test_no_state_is_both_and_none_is_said_twice() -> None:
    assert {state for state, times in accounted().items() if times > 1} == set()


def test_what_is_said_to_be_at_rest_exists() -> None:
    assert set(accounted()) == {named(state) for kind in kinds() for state in kind}


def test_every_column_of_states_holds_one_of_these_kinds() -> None:
    values = [{str(state.value) for state in kind} for kind in kinds()]
    strange = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model.__module__.startswith("janasetu.")
        and field.name in ("state", "status")
        and {value for value, _ in getattr(field, "choices", None) or ()} not in values
    }

    assert strange == OTHERS


def test_codes_are_names_that_a_figure_may_carry() -> None:
    codes = [watch.code for watch in WATCHES]

    assert len(set(codes)) == len(codes)
    assert all(code.isidentifier() and code.isascii() for code in codes)
    assert all(watch.mend and watch.name for watch in WATCHES)


@pytest.mark.parametrize("code", [watch.code for watch in WATCHES if watch.states])
def test_the_guard_sees_a_watch_that_was_taken_away(code: str) -> None:
    left = tuple(watch for watch in WATCHES if watch.code != code)
    (gone,) = (watch for watch in WATCHES if watch.code == code)

    assert forgotten(left) == {named(state) for state in gone.states}


def test_the_guard_knows_the_kinds() -> None:
    assert {kind.__name__ for kind in kinds()} == {
        "BatchState",
        "BroughtState",
        "CheckoutState",
        "DemandState",
        "InboundState",
        "OutboundState",
        "FileState",
        "PaperState",
        "PhraseState",
        "SigningState",
        "ImportState",
        "RecordSearchState",
        "OutcomeState",
        "VisitState",
        "Status",
        "TalkState",
    }
    assert set(Rest) == {"end", "person", "outside"}
