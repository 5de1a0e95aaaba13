"""The way of an application through the office, as its definition tells it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from janasetu.cases.rules import RefusedError
from janasetu.cases.stages import Step, Visit, Way
from janasetu.catalogue.loader import BUNDLED, read

BUILDING = read(BUNDLED / "building-permission" / "service.yaml").service
NOC = read(BUNDLED / "trade-noc" / "service.yaml").service
COMPLAINT = read(BUNDLED / "complaint" / "service.yaml").service
HOUSE = {"storeys": 2, "use": "residential"}


def way(*visits: Visit, answers: Mapping[str, Any] = HOUSE) -> Way:
    return Way(BUILDING, answers, visits)


def names(step: Step) -> list[str]:
    return [visit.stage for visit in step.comes_to]


def outcomes(step: Step) -> dict[str, str]:
    return {visit.stage: outcome for visit, outcome in (step.over or {}).items()}


def test_it_begins_at_the_first_desk() -> None:
    assert way().begun() == Step((Visit("scrutiny"),), {})


def test_a_service_without_stages_comes_to_no_desk() -> None:
    assert Way(COMPLAINT, {}).begun() == Step()


def test_a_stage_of_several_desks_opens_those_whose_condition_holds() -> None:
    step = way(Visit("scrutiny")).after(Visit("scrutiny"), "accept", by="a")

    assert names(step) == ["site", "drainage", "assessment"]
    assert {visit.beside for visit in step.comes_to} == {"opinions"}
    assert outcomes(step) == {"scrutiny": "accept"}

    tall = way(Visit("scrutiny"), answers={"storeys": 6, "use": "residential"})
    assert names(tall.after(Visit("scrutiny"), "accept", by="a"))[-1] == "fire"


def test_it_goes_on_when_the_last_of_the_desks_side_by_side_has_reported() -> None:
    site, drainage = Visit("site", "opinions"), Visit("drainage", "opinions")

    first = way(site, drainage).after(site, "report", by="a")
    last = way(replace(site, outcome="report"), drainage).after(drainage, "report", by="b")

    assert (names(first), outcomes(first)) == ([], {"site": "report"})
    assert (names(last), outcomes(last)) == (["technical"], {"drainage": "report"})


def test_an_outside_desk_answers_and_does_nothing_else() -> None:
    fire = Visit("fire", "opinions")

    assert list(way(fire).moves_at(fire)) == ["answered"]
    assert names(way(fire).after(fire, "answered", by="a")) == ["technical"]


def test_it_comes_back_to_a_desk_a_second_time() -> None:
    before = Visit("scrutiny", outcome="accept")
    step = way(before, Visit("approval")).after(Visit("approval"), "return", by="a")

    assert step.comes_to == (Visit("scrutiny", time=2),)


def test_the_applicant_is_asked_while_it_stays_where_it_is() -> None:
    step = way(Visit("scrutiny")).after(Visit("scrutiny"), "ask_again", by="a")

    assert step == Step(ending="applicant")


def test_where_two_must_approve_the_second_is_another_person() -> None:
    alone = Visit("approval")
    assert way(alone).after(alone, "approve", by="a") == Step(approved=True)

    once = replace(alone, approved_by=("a",))
    with pytest.raises(RefusedError, match="approved_already"):
        way(once).after(once, "approve", by="a")
    assert way(once).after(once, "approve", by="b").ending == "issue"


def test_one_alone_may_refuse_or_send_back() -> None:
    visit = Visit("approval")

    assert way(visit).after(visit, "reject", by="a").ending == "end"
    assert names(way(visit).after(visit, "return", by="a")) == ["scrutiny"]


def test_a_refusal_ends_every_visit() -> None:
    scrutiny, other = Visit("scrutiny"), Visit("site", "opinions")
    step = way(scrutiny, other).after(scrutiny, "reject", by="a")

    assert (outcomes(step), step.ending) == ({"scrutiny": "reject", "site": "passed"}, "end")


def test_nothing_is_done_at_a_desk_that_it_has_left() -> None:
    gone = Visit("scrutiny", outcome="accept")
    with pytest.raises(RefusedError, match="stage_left"):
        way(gone).after(gone, "accept", by="a")


@pytest.mark.parametrize("code", ["approve", "report", "", "issue"])
def test_a_desk_has_its_own_moves_and_no_others(code: str) -> None:
    with pytest.raises(RefusedError, match="stage_move_unknown"):
        way(Visit("scrutiny")).after(Visit("scrutiny"), code, by="a")


def test_a_stage_that_no_desk_applies_to_is_passed_over() -> None:
    visit = Visit("inspection")
    assert names(Way(NOC, {"flammable": "no"}, (visit,)).after(Visit("scrutiny"), "accept", by="a")) == [
        "site"
    ]
    unseen = NOC.model_copy(update={"stages": tuple(_only_when_large(stage) for stage in NOC.stages)})
    step = Way(unseen, {"workers": 2}).after(Visit("scrutiny"), "accept", by="a")
    assert names(step) == ["approval"]


def _only_when_large(stage: Any) -> Any:
    return stage.model_copy(update={"when": "workers > 5"}) if stage.together else stage
