"""The answers of a case as its page shows them to an officer: every kind, groups and repeats too."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from janasetu.catalogue.schema import Service
from janasetu.console.answers import Shown, file_names, shown


def text(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}


def ask(field: str, kind: str, **changes: Any) -> dict[str, Any]:
    return {"field": field, "kind": kind, "label": text(f"{field}?"), "short": text(field)} | changes


def form(*asked: dict[str, Any]) -> Service:
    written = {
        "format": 1,
        "code": "sample",
        "kind": "application",
        "offered_by": ["municipality"],
        "name": text("নমুনা"),
        "short": text("নমুনা"),
        "ask": list(asked),
    }
    return Service.model_validate(written)


OPTIONS = {"water": {"bn": "জল", "en": "Water"}, "light": {"bn": "আলো", "en": "Light"}}
PLACE = {"text": "স্টেশন রোড", "ward": "11", "landmark": "বড় বাজার", "lat": 22.5, "lon": 88.25}


@pytest.mark.parametrize(
    ("field", "answer", "lines"),
    [
        (ask("q", "text"), "এক", ["এক"]),
        (ask("q", "long_text"), "এক\nদুই", ["এক", "দুই"]),
        (ask("q", "long_text"), "ক" * 4000, ["ক" * 4000]),
        (ask("q", "long_text", accepts=["audio"]), {"text": "", "voice": ["a"]}, ["(ভয়েস মেসেজ)"]),
        (
            ask("q", "long_text", accepts=["audio"]),
            {"text": "এক\nদুই", "voice": ["a"]},
            ["এক", "দুই", "(ভয়েস মেসেজ)"],
        ),
        (ask("q", "choice", options=OPTIONS), "light", ["আলো"]),
        (ask("q", "choices", options=OPTIONS), ["water", "light"], ["জল", "আলো"]),
        (ask("q", "yes_no"), False, ["না"]),
        (ask("q", "count"), 0, ["০"]),
        (ask("q", "count"), 1234567, ["১২,৩৪,৫৬৭"]),
        (ask("q", "money"), "1234567.50", ["₹১২,৩৪,৫৬৭.৫০"]),
        (ask("q", "date"), "2026-06-05", ["৫ জুন ২০২৬"]),
        (ask("q", "person_name"), {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}, ["রহিমা বিবি", "Rahima Bibi"]),
        (ask("q", "person_name"), {"bn": None, "en": "Rahima Bibi"}, ["Rahima Bibi"]),
        (ask("q", "phone"), "+919000000001", ["+91 90000 00001"]),
        (ask("q", "place"), PLACE, ["স্টেশন রোড", "ওয়ার্ড ১১", "বড় বাজার", "22.500000, 88.250000"]),
        (
            ask("q", "place"),
            PLACE | {"text": "১১ নং ওয়ার্ড", "landmark": None, "lat": None, "lon": None},
            ["১১ নং ওয়ার্ড"],
        ),
        (ask("q", "place"), PLACE | {"text": "বড় বাজার", "ward": None, "lat": None, "lon": None}, ["বড় বাজার"]),
        (
            ask("q", "slot"),
            {"start": "2026-11-25T10:30:00+05:30", "day": "2026-11-25", "part": None, "resource": "hall"},
            ["২৫ নভেম্বর ২০২৬, সকাল সাড়ে ১০টা"],
        ),
        (
            ask("q", "slot"),
            {"start": None, "day": "2026-11-25", "part": "noon", "resource": None},
            ["২৫ নভেম্বর ২০২৬, দুপুর"],
        ),
        (ask("q", "consent"), {"given": True, "text": "0" * 64}, ["সম্মতি দিয়েছেন"]),
    ],
)
def test_an_answer_is_shown_in_full(field: dict[str, Any], answer: Any, lines: list[str]) -> None:
    with translation.override("bn"):
        assert list(shown(form(field), {"q": answer}, "bn")) == [Shown("q", lines)]


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
def test_files_have_a_place_of_their_own(kind: str) -> None:
    assert list(shown(form(ask("q", kind)), {"q": ["a"]}, "bn")) == []


def test_what_was_left_out_is_not_shown() -> None:
    assert list(shown(form(ask("q", "text")), {"q": None}, "bn")) == []


def test_groups_and_repeats_are_shown_one_by_one() -> None:
    more = {"least": 1, "most": 3, "more": text("আর আছে?")}
    service = form(
        ask("phones", "phone", short=text("ফোন"), repeat=more),
        {
            "group": "heirs",
            "label": text("ওয়ারিশ?"),
            "short": text("ওয়ারিশ"),
            "ask": [ask("name", "person_name", short=text("নাম")), ask("minor", "yes_no", short=text("নাবালক"))],
            "repeat": more,
        },
        {
            "group": "shop",
            "label": text("দোকান?"),
            "short": text("দোকান"),
            "ask": [ask("name", "text", short=text("নাম"))],
        },
    )
    kept = {
        "phones": ["+919000000001", "+919000000002"],
        "heirs": [
            {"name": {"bn": "কমল", "en": None}, "minor": False},
            {"name": {"bn": "উমা", "en": None}, "minor": None},
        ],
        "shop": {"name": "মুদি"},
    }

    assert list(shown(service, kept, "bn")) == [
        Shown("ফোন ১", ["+91 90000 00001"]),
        Shown("ফোন ২", ["+91 90000 00002"]),
        Shown("ওয়ারিশ ১, নাম", ["কমল"]),
        Shown("ওয়ারিশ ১, নাবালক", ["না"]),
        Shown("ওয়ারিশ ২, নাম", ["উমা"]),
        Shown("নাম", ["মুদি"]),
    ]


def test_the_words_of_the_kind_stand_in_for_those_of_the_definition() -> None:
    service = form({"field": "where", "kind": "place"})

    with translation.override("en"):
        assert list(shown(service, {"where": PLACE | {"lat": None, "landmark": None}}, "en")) == [
            Shown("Place", ["স্টেশন রোড", "Ward 11"])
        ]


# --- What files are called ---


def names(service: Service, kept: dict[str, Any]) -> list[str]:
    return list(file_names(service, kept, "bn").values())


def ids(*numbers: int) -> list[str]:
    return [str(UUID(int=number)) for number in numbers]


def test_a_file_is_called_what_was_asked_for() -> None:
    service = form(
        ask("deed", "document", short=text("দলিল")),
        ask("name", "text"),
        ask("shop", "photo", short=text("দোকানের ছবি")),
        ask("told", "voice", short=text("মুখের কথা")),
    )

    named = file_names(service, {"deed": ids(1), "name": "রহিমা", "shop": ids(2, 3), "told": ids(4)}, "bn")

    assert named == {
        UUID(int=1): "দলিল",
        UUID(int=2): "দোকানের ছবি ১",
        UUID(int=3): "দোকানের ছবি ২",
        UUID(int=4): "মুখের কথা",
    }


def test_files_of_a_group_that_is_asked_again_say_of_which() -> None:
    more = {"repeat": {"most": 3, "more": text("আর?")}}
    heirs = {
        "group": "heirs",
        "label": text("ওয়ারিশ"),
        "short": text("ওয়ারিশ"),
        "ask": [ask("card", "photo", short=text("কার্ড"))],
    }

    assert names(form(heirs | more), {"heirs": [{"card": ids(1)}, {"card": ids(2, 3)}]}) == [
        "ওয়ারিশ ১, কার্ড",
        "ওয়ারিশ ২, কার্ড, ১",
        "ওয়ারিশ ২, কার্ড, ২",
    ]


def test_what_was_left_out_has_no_name() -> None:
    assert names(form(ask("deed", "document", required=False)), {"deed": None}) == []
