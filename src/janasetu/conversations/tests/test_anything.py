"""Whatever a person does, in whatever order: an answer where one is due, and a talk that can be stored."""

import pytest

from janasetu.catalogue import form
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.session import MOST_PARKED
from janasetu.conversations.models import Conversation
from janasetu.conversations.tests.walking import Person, in_town, walked

WALKS = range(45)


@pytest.mark.parametrize("seed", WALKS)
def test_a_person_who_does_anything_is_answered_once(seed: int) -> None:
    person = walked(seed)

    for replies, silent in zip(person.replies, person.silent, strict=True):
        assert len(replies) == 1 or (silent and not replies), "none is silence, two cost twice"
        assert all(reply.strip() for reply in replies)


@pytest.mark.parametrize("seed", WALKS)
def test_what_is_kept_fits_its_columns_and_can_be_shown(seed: int) -> None:
    talk = walked(seed).talk
    session, service = talk.session, talk.office.service(talk.session.version)
    longest = {name: Conversation._meta.get_field(name).max_length for name in ("draft", "step")}

    assert session.state in {"idle", "asking", "confirming", "stopped", "handed_over"}
    assert (len(session.draft) <= longest["draft"], len(session.step) <= longest["step"]) == (True, True)
    assert len(session.parked) <= MOST_PARKED
    for slot in form.slots(service, session.fields) if service else ():
        answer = session.fields.get(slot.path)
        line = KINDS[slot.field.kind].show(slot.field, answer, "bn") if answer is not None else ""
        assert line.splitlines() == ([line] if line else [])


@pytest.mark.parametrize("seed", WALKS)
def test_what_is_handed_in_has_every_answer_that_is_required(seed: int) -> None:
    for service, kept in walked(seed).handed_in:
        answers = form.unfolded(service, kept)

        assert form.missing(service, answers) is None
        for slot in form.slots(service, answers):
            assert answers[slot.path] is not None or not slot.field.required


def test_the_walks_go_everywhere() -> None:
    people = [walked(seed) for seed in WALKS]
    talks = [person.talk for person in people]

    assert sum(len(person.handed_in) for person in people) >= 20
    assert sum(len(talk.words_on_cases) for talk in talks) >= 10
    assert sum(len(talk.chose) for talk in talks) >= 10
    assert {talk.lang for talk in talks} == {"bn", "en", "hi"}
    assert {talk.session.state for talk in talks} >= {"idle", "asking", "confirming"}


@pytest.mark.parametrize("service", [one for one in in_town() if one.opens_cases], ids=lambda one: one.code)
def test_who_answers_what_is_asked_comes_to_the_end_of_every_form(service: Service) -> None:
    person = Person(1)
    person.talk.taps_id(f"menu:{service.code}")

    for _ in range(60):
        if person.talk.opened:
            break
        person.answers_what_is_asked()

    (kept,) = person.talk.opened
    assert form.missing(service, form.unfolded(service, kept)) is None
