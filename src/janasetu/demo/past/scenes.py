"""Photographs for the demo, drawn by us: what is wrong in a street, and how it looks when it is mended."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

SIZE = (480, 360)
_QUALITY = 82
_GRAIN = 14.0  # of a cheap camera
_GRAIN_SHARE = 0.10

Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]

_NIGHT: Colour = (17, 24, 44)
_SKIES: tuple[Colour, ...] = ((176, 203, 224), (203, 211, 214), (226, 205, 178), (150, 172, 190))
_GROUNDS: tuple[Colour, ...] = ((140, 128, 96), (118, 134, 92), (152, 140, 118))
_WALLS: tuple[Colour, ...] = (
    (214, 178, 128),
    (172, 196, 170),
    (205, 150, 138),
    (188, 190, 198),
    (226, 214, 170),
)


def draw(scene: str, chance: Random, *, mended: bool) -> bytes:
    """One JPEG of the scene, some 15 to 30 KB; no two drawn with the same chance look alike."""
    night = scene == "lamp"
    picture = Image.new("RGB", SIZE, _NIGHT if night else chance.choice(_SKIES))
    pen = ImageDraw.Draw(picture)
    if scene != "paper":
        _street(pen, chance, night=night)
    _SCENES[scene](pen, chance, mended)
    grain = Image.effect_noise(SIZE, _GRAIN).convert("RGB")
    out = io.BytesIO()
    Image.blend(picture, grain, _GRAIN_SHARE).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _shade(colour: Colour, by: int) -> Colour:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


def _street(pen: Pen, chance: Random, *, night: bool) -> None:
    """Houses on both sides, and a road that goes away from us."""
    dark = -120 if night else 0
    pen.rectangle((0, 250, *SIZE), fill=_shade(chance.choice(_GROUNDS), dark // 2))
    for left in (0, 300):
        edge = left
        while edge < left + 180:
            width, top = chance.randint(50, 90), chance.randint(70, 150)
            wall = _shade(chance.choice(_WALLS), dark)
            pen.rectangle((edge, top, edge + width, 250), fill=wall)
            _windows(pen, chance, (edge, top, edge + width), night=night)
            edge += width
    pen.polygon([(0, 360), (170, 235), (310, 235), (480, 360)], fill=_shade((128, 124, 120), dark // 2))
    pen.rectangle((0, 250, 480, 262), fill=_shade((150, 132, 104), dark // 2))
    pen.polygon([(30, 360), (190, 245), (290, 245), (450, 360)], fill=_shade((110, 108, 108), dark // 2))


def _windows(pen: Pen, chance: Random, house: tuple[int, int, int], *, night: bool) -> None:
    left, top, right = house
    for y in range(top + 16, 225, 38):
        for x in range(left + 8, right - 20, 26):
            lit = night and chance.random() < 0.3
            pen.rectangle((x, y, x + 14, y + 20), fill=(238, 204, 116) if lit else (58, 66, 78))


def _blots(
    pen: Pen, chance: Random, box: tuple[int, int, int, int], colours: tuple[Colour, ...], count: int
) -> None:
    left, top, right, bottom = box
    for _ in range(count):
        x, y, size = chance.randint(left, right), chance.randint(top, bottom), chance.randint(6, 22)
        pen.ellipse((x, y, x + size, y + size * 2 // 3), fill=chance.choice(colours))


def _lamp(pen: Pen, chance: Random, mended: bool) -> None:
    foot = chance.randint(320, 380)
    if mended:
        pen.polygon([(foot - 50, 92), (foot - 150, 340), (foot + 40, 340)], fill=(92, 88, 62))
    pen.rectangle((foot, 80, foot + 7, 330), fill=(140, 146, 156))
    pen.rectangle((foot - 52, 76, foot + 7, 83), fill=(140, 146, 156))
    pen.ellipse((foot - 66, 76, foot - 36, 94), fill=(255, 236, 160) if mended else (64, 68, 76))


def _garbage(pen: Pen, chance: Random, mended: bool) -> None:
    pen.rectangle((60, 215, 130, 290), fill=(44, 120, 84), outline=(20, 60, 40), width=3)
    if not mended:
        dirt = ((92, 74, 54), (60, 62, 58), (196, 196, 190), (34, 84, 150), (170, 60, 52), (88, 110, 60))
        _blots(pen, chance, (90, 255, 300, 330), dirt, 90)
        _blots(pen, chance, (60, 200, 125, 222), dirt, 16)


def _flood(pen: Pen, chance: Random, mended: bool) -> None:
    if mended:
        _blots(pen, chance, (120, 300, 340, 345), ((98, 94, 90), (120, 116, 110)), 12)
        return
    pen.polygon([(0, 360), (0, 285), (150, 252), (330, 252), (480, 285), (480, 360)], fill=(122, 112, 88))
    for _ in range(40):
        x, y = chance.randint(0, 430), chance.randint(262, 352)
        pen.line((x, y, x + chance.randint(15, 50), y), fill=(166, 158, 134), width=2)


def _pipe(pen: Pen, chance: Random, mended: bool) -> None:
    y = chance.randint(275, 300)
    pen.rectangle((40, y, 440, y + 20), fill=(120, 128, 138), outline=(70, 76, 84), width=2)
    joint = chance.randint(200, 280)
    pen.rectangle((joint, y - 5, joint + 34, y + 25), fill=(60, 96, 150) if mended else (130, 70, 48))
    if not mended:
        for _ in range(50):
            end = (joint + chance.randint(-80, 110), y - chance.randint(10, 110))
            pen.line((joint + 16, y, *end), fill=(206, 224, 234), width=2)
        pen.ellipse((joint - 110, y + 18, joint + 140, y + 62), fill=(146, 160, 166))


def _road(pen: Pen, chance: Random, mended: bool) -> None:
    for _ in range(1 if mended else chance.randint(3, 6)):
        x, y, width = chance.randint(110, 280), chance.randint(275, 330), chance.randint(50, 110)
        if mended:
            pen.rectangle((x - 60, 270, x + width, 335), fill=(64, 64, 66))
            continue
        pen.ellipse((x, y, x + width, y + width // 3), fill=(74, 60, 46), outline=(140, 118, 92), width=4)
        pen.ellipse((x + 12, y + 6, x + width - 14, y + width // 3 - 6), fill=(128, 118, 98))


def _tree(pen: Pen, chance: Random, mended: bool) -> None:
    if mended:
        pen.ellipse((80, 282, 116, 300), fill=(150, 110, 70), outline=(90, 64, 40), width=3)
        return
    lift = chance.randint(-20, 20)
    pen.line((60, 300, 420, 275 + lift), fill=(92, 66, 42), width=22)
    greens = ((52, 98, 52), (70, 120, 60), (40, 80, 46))
    _blots(pen, chance, (260, 215 + lift, 430, 300 + lift), greens, 120)


def _drain(pen: Pen, chance: Random, mended: bool) -> None:
    pen.polygon([(30, 360), (200, 250), (240, 250), (150, 360)], fill=(150, 150, 148))
    pen.polygon(
        [(55, 360), (208, 252), (230, 252), (126, 360)], fill=(86, 96, 100) if mended else (40, 42, 36)
    )
    if not mended:
        _blots(pen, chance, (80, 290, 150, 345), ((200, 200, 206), (60, 96, 60), (150, 60, 60)), 26)


def _dogs(pen: Pen, chance: Random, mended: bool) -> None:
    for _ in range(0 if mended else chance.randint(3, 5)):
        x, y = chance.randint(90, 340), chance.randint(270, 320)
        coat = chance.choice(((150, 108, 66), (70, 58, 50), (206, 190, 160)))
        pen.ellipse((x, y, x + 48, y + 20), fill=coat)
        pen.ellipse((x + 40, y - 12, x + 58, y + 6), fill=coat)
        for leg in (6, 16, 34, 42):
            pen.line((x + leg, y + 16, x + leg, y + 34), fill=coat, width=4)


def _building(pen: Pen, chance: Random, mended: bool) -> None:
    floors = chance.randint(3, 5)
    for floor in range(floors):
        top = 250 - (floor + 1) * 46
        pen.rectangle((150, top, 330, top + 46), fill=(168, 96, 74), outline=(196, 192, 186), width=5)
        pen.rectangle((190, top + 12, 226, top + 46), fill=(40, 36, 34))
    for x in range(155, 330, 34):
        pen.line((x, 250, x, 250 - floors * 46 - 30), fill=(150, 120, 76), width=3)
    if mended:
        pen.rectangle((214, 186, 300, 240), fill=(244, 240, 224), outline=(150, 30, 30), width=4)
        _writing(pen, chance, (222, 196, 292), lines=3)


def _tap(pen: Pen, chance: Random, mended: bool) -> None:
    x = chance.randint(200, 260)
    pen.rectangle((x, 140, x + 16, 330), fill=(110, 116, 124))
    pen.rectangle((x, 140, x + 66, 154), fill=(110, 116, 124))
    pen.rectangle((x + 54, 150, x + 68, 172), fill=(150, 130, 70))
    pen.rectangle((x + 26, 272, x + 96, 330), fill=(48, 98, 168), outline=(24, 54, 100), width=3)
    if mended:
        pen.rectangle((x + 57, 172, x + 65, 276), fill=(206, 226, 238))


def _paper(pen: Pen, chance: Random, mended: bool) -> None:
    """A form on a table; stamped where it is done."""
    pen.rectangle((0, 0, *SIZE), fill=(128, 92, 60))
    left = chance.randint(70, 120)
    pen.polygon([(left, 22), (left + 270, 14), (left + 282, 344), (left + 8, 350)], fill=(238, 234, 222))
    for y in range(50, 320, 22):
        _writing(pen, chance, (left + 26, y, left + 250), lines=1)
    if mended:
        pen.ellipse((left + 170, 250, left + 254, 330), outline=(70, 60, 150), width=5)


def _writing(pen: Pen, chance: Random, box: tuple[int, int, int], *, lines: int) -> None:
    left, top, right = box
    for line in range(lines):
        x = left
        while x < right:
            word = chance.randint(12, 40)
            pen.line((x, top + line * 14, min(x + word, right), top + line * 14), fill=(70, 72, 92), width=3)
            x += word + 8


_SCENES: dict[str, Callable[[Pen, Random, bool], None]] = {
    "lamp": _lamp,
    "garbage": _garbage,
    "flood": _flood,
    "pipe": _pipe,
    "road": _road,
    "tree": _tree,
    "drain": _drain,
    "dogs": _dogs,
    "building": _building,
    "tap": _tap,
    "paper": _paper,
}
SCENES = tuple(_SCENES)
