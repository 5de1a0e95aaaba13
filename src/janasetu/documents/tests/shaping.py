"""Bengali words as our press sets them, beside the same words as HarfBuzz does, with which telephones do."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pypdfium2
import typst
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from janasetu.catalogue.loader import BUNDLED
from janasetu.documents.papers.layout import HERE
from janasetu.lib.bn import normalise

_FONTS = HERE / "fonts"
_WIDTH, _HEIGHT, _LEFT, _BASE, _SIZE = 520, 60, 10, 40, 24
# Of 255, after a blur: two renderers of one outline differ by 68 at most, «শুরু» and «শুরূ» by 84.
_OTHERWISE = 76
_WORD = re.compile("[\u0980-\u09ff\u200c\u200d]+")
_LETTER = "[\u0995-\u09b9]\u09bc?"
_CONJUNCT = re.compile(f"(?:{_LETTER}\u09cd[\u200c\u200d]?)+{_LETTER}[\u09be-\u09cc]*[\u0981-\u0983]*")
_LAYOUT = f"""
#set page(width: {_WIDTH}pt, height: {_HEIGHT}pt, margin: 0pt)
#set text(font: "Noto Sans Bengali", size: {_SIZE}pt, lang: "bn")
#set text(top-edge: "baseline", bottom-edge: "baseline")
#for word in json(bytes(sys.inputs.words)) {{ page(place(dx: {_LEFT}pt, dy: {_BASE}pt, word)) }}
"""
# What no text of ours has: joiners, marks above and below one letter, and conjuncts of four.
_RARE = (
    "র‍্যাম্প উদ্‌গাতা শোক্‌গ্রস্ত স্বাতন্ত্র্য আকাঙ্ক্ষী জ্যোৎস্না উচ্ছ্বাস দ্ব্যর্থ"
    " র্স্প্রুঁ ক্ষ্ম্যৌ "
    "সূক্ষ্মাতিসূক্ষ্ম হৃৎপিণ্ড ব্রহ্ম চিহ্ন ঊর্ধ্ব কুর্দ্দ শ্রু রূঢ় গুণ্ডা হুজুর শুভ্র ভ্রূণ ত্রুটি দ্রৌপদী ন্যুব্জ"
)


@cache
def words() -> tuple[str, ...]:
    """Every Bengali word of the definitions, their phrases and our sentences, and some rare ones."""
    files = [*BUNDLED.rglob("*.yaml"), *Path(__file__).parents[2].rglob("*.yaml")]
    found = {word for file in sorted(files) for word in _WORD.findall(file.read_text(encoding="utf-8"))}
    return tuple(sorted({normalise(word) for word in (*found, *_RARE.split())} - {""}))


def with_each_conjunct_once() -> list[str]:
    """Few of them that have all conjuncts with all vowel signs among them."""
    return list(_new())


def _new() -> Iterator[str]:
    seen: set[str] = set(_RARE.split())
    yield from _RARE.split()
    for word in words():
        conjuncts = set(_CONJUNCT.findall(word))
        if conjuncts - seen:
            seen |= conjuncts
            yield word


def astray(chosen: Sequence[str]) -> list[str]:
    """Those that our press sets otherwise than HarfBuzz."""
    both = zip(_pressed(chosen), map(_shaped, chosen), strict=True)
    return [word for word, (ours, theirs) in zip(chosen, both, strict=True) if _differ(ours, theirs)]


def alike(pressed: str, shaped: str) -> bool:
    """Whether the one as we press it looks like the other as HarfBuzz shapes it."""
    (ours,) = _pressed([pressed])
    return not _differ(ours, _shaped(shaped))


def _pressed(chosen: Sequence[str]) -> list[Image.Image]:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    made = typst.Compiler(font_paths=fonts).compile(
        _LAYOUT.encode(), format="pdf", sys_inputs={"words": json.dumps(chosen)}
    )
    assert isinstance(made, bytes)
    return [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(made)]


def _shaped(word: str) -> Image.Image:
    drawn = Image.new("L", (_WIDTH, _HEIGHT), 255)
    ImageDraw.Draw(drawn).text((_LEFT, _BASE), word, font=_font(), fill=0, anchor="ls", language="bn")
    return drawn


@cache
def _font() -> ImageFont.FreeTypeFont:
    """With Pillow's own HarfBuzz."""
    file = _FONTS / "noto-sans-bengali" / "400.ttf"
    return ImageFont.truetype(file, _SIZE, layout_engine=ImageFont.Layout.RAQM)


def _differ(one: Image.Image, other: Image.Image) -> bool:
    soft = [picture.filter(ImageFilter.GaussianBlur(1.2)) for picture in (one, other)]
    return sum(ImageChops.difference(*soft).histogram()[_OTHERWISE:]) > 0
