"""A training learns from what offices have accepted, beside the bank."""

import pytest

from janasetu.cases.actions import MoveOrder, accept_phrase, make_move
from janasetu.cases.models import TrainingPhrase
from janasetu.cases.tests.factories import NOW, make_town, open_case
from janasetu.config import learning
from janasetu.understanding.phrases import Phrase

WORDS = "পরীক্ষাপুরের কলে জল নেই"


@pytest.mark.django_db
def test_what_an_office_has_accepted_is_learnt_from() -> None:
    town = make_town()
    case = open_case(town, fields={"description": WORDS})
    order = MoveOrder("correct", subject="water_no_supply", note="কলের কথা")
    make_move(officer=town.officer, ref=case.ref, order=order, now=NOW)
    phrase = TrainingPhrase.objects.get()
    assert learning.taught() == []

    accept_phrase(officer=town.secretary, phrase_id=phrase.id, text=phrase.text, label=phrase.now, now=NOW)

    assert learning.taught() == [Phrase(WORDS, "bn", "complaint", "water_no_supply")]
