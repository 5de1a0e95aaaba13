"""The posts of posts.yaml: who has them, who may sign what, and what the file may not say."""

from pathlib import Path

import pytest

from janasetu.bodies import posts
from janasetu.bodies.choices import BodyKind

# Those that the definitions of services, the demo towns and the console name.
NAMED = """
mayor chairman commissioner secretary councillor operator clerk officer approver approver2 inspector fire
drainage assessment appellate reviewing coordinator desk runner payroll auditor pradhan upa_pradhan ea sahayak
nirman_sahayak gp_karmee sabhapati bdo sdo dm sabhadhipati administrator state health_officer registrar
executive_engineer
"""
ELECTED_HEADS = {"mayor", "chairman", "pradhan", "sabhapati", "sabhadhipati"}


def test_every_post_is_known_by_its_code() -> None:
    chairman = posts.post("chairman")

    assert (chairman.code, chairman.name["bn"], chairman.elected) == ("chairman", "চেয়ারম্যান", True)
    assert [code for code, one in posts.posts().items() if one.code != code] == []


def test_a_post_that_there_is_not_is_an_error_that_names_it() -> None:
    with pytest.raises(posts.NoSuchPostError, match="emperor"):
        posts.post("emperor")


def test_every_post_that_others_name_is_there() -> None:
    assert set(NAMED.split()) - set(posts.posts()) == set()


def test_the_kinds_are_those_of_the_table() -> None:
    assert set(BodyKind.values) == posts.KINDS


def test_each_kind_of_body_has_its_own_posts() -> None:
    assert {"mayor", "deputy_mayor", "councillor", "commissioner"} <= posts.held_in("corporation")
    assert {"pradhan", "upa_pradhan", "ea", "sahayak", "nirman_sahayak", "gp_karmee"} <= posts.held_in(
        "gram_panchayat"
    )
    assert {"sabhapati", "bdo"} <= posts.held_in("block")
    assert {"sabhadhipati", "dm", "sdo"} <= posts.held_in("district")
    assert "councillor" not in posts.held_in("gram_panchayat")
    assert "mayor" not in posts.held_in("municipality")
    assert posts.held_in("empire") == frozenset()


@pytest.mark.parametrize("code", ["councillor", "coordinator"])
@pytest.mark.parametrize("document_type", sorted(posts.DOCUMENT_TYPES))
def test_a_councillor_and_a_coordinator_recommend_and_do_nothing_else(code: str, document_type: str) -> None:
    assert posts.may_sign(code, document_type) is (document_type == "recommendation")


def test_whoever_is_elected_may_recommend_and_only_the_heads_grant() -> None:
    elected = {code: one.signs for code, one in posts.posts().items() if one.elected}

    assert [code for code, signs in elected.items() if "recommendation" not in signs] == []
    assert {code for code, signs in elected.items() if signs != {"recommendation"}} == ELECTED_HEADS


def test_births_and_deaths_are_certified_by_the_registrar_who_signs_nothing_else() -> None:
    assert posts.post("registrar").signs == {"certificate"}


def test_an_administrator_may_sign_whatever_a_head_may() -> None:
    administrator = posts.post("administrator").signs

    assert [code for code in ELECTED_HEADS if not posts.post(code).signs <= administrator] == []


def test_who_keeps_the_accounts_of_others_signs_nothing() -> None:
    assert {code for code, one in posts.posts().items() if not one.signs} == {"auditor", "desk", "state"}


def test_a_post_that_we_do_not_know_signs_nothing() -> None:
    assert not posts.may_sign("emperor", "certificate")
    assert not posts.may_sign("chairman", "decree")


def test_a_board_has_one_head_and_the_state_has_no_board() -> None:
    heads = {kind: posts.head_of(kind) for kind in posts.KINDS}

    assert heads == {
        "corporation": "mayor",
        "municipality": "chairman",
        "gram_panchayat": "pradhan",
        "block": "sabhapati",
        "district": "sabhadhipati",
        "state": None,
    }


def test_the_line_behind_a_post_ends_with_the_administrator() -> None:
    assert posts.line_of("pradhan") == ("pradhan", "upa_pradhan", "administrator")
    assert posts.line_of("councillor") == ("councillor", "coordinator")
    assert posts.line_of("clerk") == ("clerk",)
    assert posts.line_of("emperor") == ("emperor",)


def test_every_text_is_composed_as_it_is_stored() -> None:
    assert posts.post("nirman_sahayak").name == {"bn": "নির্মাণ সহায়ক", "en": "Works assistant"}


GOOD = "{name: {bn: ক, en: A}, kinds: [block], elected: false, signs: []"


@pytest.mark.parametrize(
    ("listed", "problem"),
    [
        (
            "a: {name: {bn: ক, en: A}, kinds: [block], elected: false}",
            "a: a post has elected, kinds, name, signs",
        ),
        ("a: 5", "a: a post has elected, kinds, name, signs"),
        (f"a: {GOOD}, salary: 5}}", "and perhaps succeeded_by and heads; nothing else"),
        ("a: {name: {bn: ক}, kinds: [], elected: false, signs: []}", "a: the name is needed in bn and en."),
        ("a: {name: {bn: ক, en: A}, kinds: [], elected: 'yes', signs: []}", "a: elected is true or false."),
        ("a: {name: {bn: ক, en: A}, kinds: [moon], elected: true, signs: []}", "a: kinds knows no moon."),
        ("a: {name: {bn: ক, en: A}, kinds: [], elected: true, signs: [decree]}", "a: signs knows no decree."),
        (f"a: {GOOD}, heads: [moon]}}", "a: heads knows no moon."),
        (f"a: {GOOD}, succeeded_by: b}}", "a: there is no post b to succeed it."),
        (f"a: {GOOD}, succeeded_by: b}}\nb: {GOOD}, succeeded_by: a}}", "comes back to a."),
    ],
)
def test_what_no_post_can_be_is_refused_by_name(tmp_path: Path, listed: str, problem: str) -> None:
    file = tmp_path / "posts.yaml"
    file.write_text(listed, encoding="utf-8")

    with pytest.raises(posts.PostError) as refused:
        posts.read(file)

    assert problem in str(refused.value)


def test_an_empty_file_has_no_posts(tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    file.touch()

    assert posts.read(file) == {}
