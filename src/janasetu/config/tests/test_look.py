"""The colours can be read, the layers hold, a body's own look is found, the styleguide shows every part."""

import re
from itertools import chain
from pathlib import Path

import pytest
from django.test import Client

from janasetu.config.templatetags.look import body_seal, body_theme

PACKAGE = Path(__file__).resolve().parents[2]
TOKENS = PACKAGE / "config" / "static" / "janasetu" / "tokens.css"
THEMES = sorted(PACKAGE.rglob("static/janasetu/themes/*.css"))
SHEETS = sorted(PACKAGE.rglob("static/**/*.css"))
SIZE_OF_A_CHIP = 13.5  # pixels at least: below it the signs of a bold conjunct run together

TEXT = 4.5  # the contrast of text, WCAG 2.2, 1.4.3
SHAPE = 3.0  # of what must be seen but not read, 1.4.11
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "muted", "brand") for ground in ("card", "bg")),
    *((tone, f"{tone}-soft", TEXT) for tone in ("ok", "warn", "bad", "info", "plain", "brand")),
    *((tone, "card", TEXT) for tone in ("ok", "bad", "info")),
    *(("muted", ground, TEXT) for ground in ("ours-soft", "note-soft", "brand-soft", "warn-soft")),
    *(("ink", ground, TEXT) for ground in ("ours-soft", "note-soft", "brand-soft", "warn-soft")),
    *(("card", fill, TEXT) for fill in ("ok", "bad", "brand")),
    ("on-brand", "brand", TEXT),
    ("on-ribbon", "ribbon", TEXT),
    ("on-ribbon", "focus", TEXT),
    ("edge", "card", SHAPE),
    ("edge", "bg", SHAPE),
    ("warn-fill", "card", SHAPE),
    ("accent", "brand", SHAPE),
    ("focus-edge", "card", SHAPE),
    ("focus", "brand", SHAPE),
]
_COLOUR = re.compile(r"--([a-z-]+): #([0-9a-f]{3,6})\b")


def colours(*sheets: Path) -> dict[str, str]:
    """The colours of these sheets by name, later ones over earlier ones."""
    found = chain.from_iterable(_COLOUR.findall(sheet.read_text("utf-8")) for sheet in sheets)
    return {name: value if len(value) == 6 else "".join(sign * 2 for sign in value) for name, value in found}


def brightness(colour: str) -> float:
    """The relative luminance of a colour of six hexadecimal digits, by WCAG 2.2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [None, *THEMES], ids=lambda theme: theme.stem if theme else "ours")
def test_every_text_can_be_read_on_its_ground(theme: Path | None) -> None:
    found = colours(TOKENS, *([theme] if theme else []))

    weak = {
        f"{one} on {other}": round(contrast(found[one], found[other]), 2)
        for one, other, least in PAIRS
        if contrast(found[one], found[other]) < least
    }

    assert weak == {}


def test_contrast_is_counted_as_the_standard_counts_it() -> None:
    assert round(contrast("ffffff", "000000"), 2) == 21
    assert round(contrast("767676", "ffffff"), 2) == 4.54
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_stands_in_a_layer(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    depth, outside = 0, ""
    for sign in rules:
        depth -= sign == "}"
        outside += sign if depth == 0 else ""
        depth += sign == "{"

    openings = [opening.strip() for opening in re.split(r"[{};]", outside) if opening.strip()]

    assert all(re.match(r"@layer |@font-face$|@page ", opening) for opening in openings), openings


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_bengali_has_the_room_that_was_measured(sheet: Path) -> None:
    rules = sheet.read_text("utf-8")

    assert re.findall(r"letter-spacing: (?!0\b)[^;]+", rules) == []
    assert re.findall(r"font-weight: (?!400|700)[^;]+", rules) == []
    assert re.findall(r"line-height: (?:0?\.\d+|1(?:\.[0-2]\d*)?)(?![\d.])", rules) == []


def test_a_chip_is_large_enough_for_a_conjunct() -> None:
    tokens = TOKENS.read_text("utf-8")
    root = float(re.findall(r"lang\(bn\) \{ font-size: ([\d.]+)%", tokens)[0]) / 100 * 16

    assert float(re.findall(r"--small: ([\d.]+)rem", tokens)[0]) * root >= SIZE_OF_A_CHIP


def test_a_body_has_its_own_look_where_it_brought_a_sheet() -> None:
    assert body_theme("basirhat") == '<link rel="stylesheet" href="/static/janasetu/themes/basirhat.css">'
    assert (body_theme("falakata"), body_theme(""), body_theme("../tokens")) == ("", "", "")
    assert body_seal("basirhat") == '<img class="seal" src="/static/janasetu/themes/basirhat.svg" alt="">'
    assert (body_seal("falakata"), body_seal("")) == ("", "")


@pytest.mark.parametrize(
    ("language", "heading"), [("bn", "ঊর্ধ্বতন"), ("en", "street light"), ("hi", "ऊर्ध्वाधर")]
)
def test_the_styleguide_speaks_three_languages(language: str, heading: str) -> None:
    page = Client().get(f"/styleguide/{language}/").content.decode()

    assert f'<html lang="{language}">' in page
    assert heading in page
    assert "র্ক্ট্রূঁ" in page
    assert page.count('class="wrong"') == 3
    assert 'aria-describedby="id_street_helptext id_street_error"' in page
    assert '<a href="#id_street">' in page


def test_a_language_that_we_do_not_have_has_no_styleguide() -> None:
    assert Client().get("/styleguide/fr/").status_code == 404
