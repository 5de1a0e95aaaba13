"""What a body changes: a merge patch over the definition, held against the same rules."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.loader import read
from janasetu.catalogue.overrides import FIXED, merged, overridden
from janasetu.catalogue.tests.wrongs import GOOD

STREET = json.loads(read(GOOD / "street" / "service.yaml").content)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [  # the table of RFC 7396, appendix A
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_patch_is_merged_as_the_rfc_says(target: Any, patch: Any, result: Any) -> None:
    assert merged(target, patch) == result


@given(target=JSON, patch=JSON)
def test_a_patch_merged_twice_is_merged_once(target: Any, patch: Any) -> None:
    once = merged(target, patch)

    assert merged(once, patch) == once


@given(target=JSON, patch=JSON)
def test_neither_target_nor_patch_is_changed(target: Any, patch: Any) -> None:
    before = json.dumps([target, patch])
    merged(target, patch)

    assert json.dumps([target, patch]) == before


@given(target=JSON)
def test_an_empty_patch_changes_no_mapping(target: Any) -> None:
    if isinstance(target, dict):
        assert merged(target, {}) == target


@given(patch=JSON)
def test_what_a_patch_makes_of_nothing_has_no_null(patch: Any) -> None:
    made = merged({}, patch)

    assert not isinstance(patch, dict) or "null" not in json.dumps(_without_lists(made))


def _without_lists(node: Any) -> Any:
    """Lists replace as they are, with any null that is in them."""
    return (
        {key: _without_lists(value) for key, value in node.items() if not isinstance(value, list)}
        if isinstance(node, dict)
        else node
    )


def test_keys_keep_their_order_and_new_ones_come_last() -> None:
    assert list(merged({"z": 1, "a": 2}, {"m": 3, "a": 4})) == ["z", "a", "m"]


# --- over a definition ---


def told(patch: dict[str, Any], kind: str = "municipality") -> list[str]:
    return [str(problem) for problem in overridden(STREET, patch, body_kind=kind).problems]


def test_a_body_may_have_its_own_time_levels_and_words() -> None:
    patch = {
        "limits": {"promise": {"within": "24 hours"}},
        "levels": {"municipality": ["officer", "secretary", "chairman"]},
        "words": ["রাস্তাঘাট"],
        "about": {"bn": "ফালাকাটার রাস্তার কথা।", "en": "Of the streets of Falakata."},
    }
    draft = overridden(STREET, patch, body_kind="municipality")

    assert draft.is_good
    assert draft.service is not None
    assert draft.service.levels_in("municipality") == ("officer", "secretary", "chairman")
    assert draft.service.levels_in("corporation") == ("officer", "commissioner")
    assert draft.service.words.all() == ("রাস্তাঘাট",)


def test_a_body_may_hide_more_of_a_case_and_never_less() -> None:
    def matters(**hidden: object) -> dict[str, Any]:
        ask = json.loads(json.dumps(STREET["ask"]))
        for code, word in hidden.items():
            option = ask[0]["options"][code]
            ask[0]["options"][code] = (option if "name" in option else {"name": option}) | {
                "confidential": word
            }
        return {"ask": ask}

    base = merged(STREET, matters(wire=True))

    def problems(patch: dict[str, Any]) -> list[str]:
        return [str(problem) for problem in overridden(base, patch, body_kind="municipality").problems]

    less = "matter.wire: O984 a body may hide more of a case than the service does, never less"
    assert problems(matters(wire=True, hole=True)) == []
    assert problems(matters(wire=False)) == [less]
    assert problems(matters(wire={"corporation": True})) == [less]
    assert problems({"title_by": "place"})[-1] == less


@pytest.mark.parametrize("key", FIXED)
def test_what_makes_it_the_same_service_is_the_same_for_all(key: str) -> None:
    assert told({key: STREET[key]}) == [f"{key}: O981 `{key}` is the same for every body"]


@pytest.mark.parametrize(
    ("patch", "problem"),
    [
        (
            {"limits": {"promise": {"within": "2 moons"}}},
            "limits.promise.0.within: F207 write a length of time",
        ),
        ({"limits": None}, "kind: F211 a service of the kind `complaint` needs `limits`"),
        (
            {"levels": {"municipality": ["mayor"]}},
            "levels.municipality.0: R501 nobody holds `mayor` in a municipality",
        ),
        ({"colour": "red"}, "colour: F201 `colour` is not a key here"),
        ({"short": {"bn": "রাস্তাঘাটের যত অসুবিধা"}}, "short.bn: T302 22 units; 20 fit a button"),
        ({"offered_by": ["corporation"]}, "offered_by: O982 a municipality does not offer this service"),
        ({"ask": []}, "title_by: Q808 `matter` is no question that is asked once"),
    ],
)
def test_a_patch_that_does_not_fit_is_told_by_its_key(patch: dict[str, Any], problem: str) -> None:
    (first, *_) = told(patch)

    assert first.startswith(problem)


def test_a_patch_that_leaves_no_service_is_told_and_breaks_nothing() -> None:
    assert told(dict.fromkeys(STREET) | {"offered_by": 5, "name": 3})
