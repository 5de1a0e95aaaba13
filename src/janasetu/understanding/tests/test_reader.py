"""Reading a message: act, topic, how sure, danger, two matters, and what follows from the margins."""

import datetime as dt
from dataclasses import replace

import pytest

from janasetu.understanding.model import Model
from janasetu.understanding.reader import Reader
from janasetu.understanding.values import Margins

_TODAY = dt.date(2026, 11, 23)
_EASY = Margins(accept=0.3, choose=-0.9)


@pytest.fixture
def reader(model: Model) -> Reader:
    return Reader(model, frozenset({"water_no_supply"}), _EASY)


def test_a_complaint_is_its_subject_with_ward_and_language(reader: Reader) -> None:
    understood = reader.read("কলে জল নেই, ৫ নং ওয়ার্ড", today=_TODAY)

    assert (understood.intent, understood.act) == ("complaint", "report")
    assert understood.label == understood.topic == understood.subject == "water_no_supply"
    assert (understood.language, understood.reply, understood.facts.ward) == ("bn", "bn", "5")
    assert understood.urgent
    assert understood.top[0][0] == "water_no_supply"
    assert len(understood.top) == 3
    assert understood.decision == "accept"


def test_an_act_names_its_matter_beside(reader: Reader) -> None:
    understood = reader.read("drain er kaj hoyni", today=_TODAY)

    assert (understood.act, understood.label, understood.topic) == ("reopen", "reopen", "drain_blocked")
    assert understood.subject == "drain_blocked"


def test_an_act_of_nothing_named_has_no_topic(reader: Reader) -> None:
    understood = reader.read("thank you", today=_TODAY)

    assert (understood.act, understood.label, understood.topic, understood.urgent) == (
        "thank",
        "thanks",
        "",
        False,
    )


@pytest.mark.parametrize(
    ("margins", "decision"),
    [
        (Margins(accept=0.0, choose=-0.9), "accept"),
        (Margins(accept=1.0, choose=-0.9), "choose"),
        (Margins(accept=1.0, choose=5.0), "ask"),
    ],
)
def test_a_body_says_how_sure_one_must_be(model: Model, margins: Margins, decision: str) -> None:
    assert Reader(model, margins=margins).read("jol nei", today=_TODAY).decision == decision


def test_danger_is_heard_sooner_than_it_is_believed(model: Model) -> None:
    said = "bachan agun legeche"
    sure = Reader(model, margins=replace(_EASY, danger_now=-1.0)).read(said, today=_TODAY)
    unsure = Reader(model, margins=replace(_EASY, danger_now=9.0)).read(said, today=_TODAY)
    deaf = Reader(model, margins=replace(_EASY, danger_now=9.0, danger_beside=9.0))

    assert (sure.danger, unsure.danger) == ("now", "perhaps")
    assert sure.urgent
    assert deaf.read(said, today=_TODAY).danger == "perhaps"  # the label itself is that of danger
    assert deaf.read("kole jol nei", today=_TODAY).danger == ""


def test_danger_beside_words_that_are_surely_of_something_else_has_to_be_plainer(model: Model) -> None:
    unsure = Reader(
        model, margins=Margins(accept=1.0, danger_now=9.0, danger_perhaps=-9.0, danger_beside=9.0)
    )
    sure = Reader(model, margins=Margins(accept=0.0, danger_now=9.0, danger_perhaps=-9.0, danger_beside=9.0))

    assert unsure.read("light jolche na", today=_TODAY).danger == "perhaps"
    assert sure.read("light jolche na", today=_TODAY).danger == ""


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("কলে জল নেই আর রাস্তার আলো জ্বলছে না", {"water_no_supply", "streetlight_out"}),
        ("drain ta block; light jolche na", {"drain_blocked", "streetlight_out"}),
        ("কলে জল নেই", {"water_no_supply", ""}),
        ("কলে জল নেই, kole jol nei", {"water_no_supply", ""}),
    ],
)
def test_two_matters_in_one_message_are_both_found(reader: Reader, said: str, second: set[str]) -> None:
    understood = reader.read(said, today=_TODAY)

    assert {understood.label, understood.second} == second
