"""What a hand puts on a printed paper, pen and seal; and what any paper suffers: hard shadows, folds."""

from itertools import pairwise
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from janasetu.documents.papers.layout import HERE

PENS = {"blue": (24, 40, 128), "light blue": (44, 84, 200), "black": (28, 28, 30), "violet": (84, 44, 150)}
SEALS = {"violet": (88, 40, 140), "red": (190, 30, 50), "blue": (40, 60, 160)}
_FONT = HERE / "fonts" / "noto-sans" / "700.ttf"
_ROOM = (0.645, 0.845)  # of width and height: the middle of the line on which the trade NOC is signed


def put_on(page: Image.Image, *, pen: str = "", seal: str = "", seed: int = 0) -> Image.Image:
    """Signed with this pen and sealed with this pad, where it is due, as hands do it: never twice alike."""
    dice = Random(seed)
    if pen:
        page = _inked(page, _signature(page.size, dice), PENS[pen], dice.uniform(0.55, 1.0))
    if seal:
        drawn = _round_seal if dice.random() < 0.6 else _square_seal
        page = _inked(page, _worn(drawn(page.size, dice), dice), SEALS[seal], dice.uniform(0.4, 0.9))
    return page


def _inked(
    page: Image.Image, where: Image.Image, colour: tuple[int, int, int], strength: float
) -> Image.Image:
    """Ink lets through what is below it."""
    ink = ImageChops.multiply(page, Image.new("RGB", page.size, colour))
    return Image.composite(ink, page, where.point(lambda one: one * strength))


def _signature(size: tuple[int, int], dice: Random) -> Image.Image:
    """A name in one hurried line, 25 to 60 mm long, of a ball pen of 0.35 to 0.6 mm."""
    millimetre = size[0] / 210
    long, high = dice.uniform(25, 60) * millimetre, dice.uniform(4, 9) * millimetre
    x = _ROOM[0] * size[0] + dice.uniform(-10, 8) * millimetre - long / 2
    y = _ROOM[1] * size[1] - dice.uniform(0, 9) * millimetre
    way = np.linspace(0, 1, 400)
    loops, phases = [dice.uniform(3, 6), dice.uniform(7, 12)], [dice.uniform(0, 6) for _ in range(4)]
    fade = np.linspace(1, dice.uniform(0.2, 0.6), 400)
    across = x + long * way + high * 0.5 * np.sin(2 * np.pi * loops[0] * way + phases[0]) * fade
    down = y + high * fade * (
        0.5 * np.sin(2 * np.pi * loops[0] * way + phases[1])
        + 0.3 * np.sin(2 * np.pi * loops[1] * way + phases[2])
    )
    where = Image.new("L", size)
    width = max(round(dice.uniform(0.35, 0.6) * millimetre), 2)
    points = [(float(one), float(other)) for one, other in zip(across, down, strict=True)]
    ImageDraw.Draw(where).line(points, fill=255, width=width, joint="curve")
    return where.filter(ImageFilter.GaussianBlur(0.5))


def _seal_at(size: tuple[int, int], dice: Random) -> tuple[float, float, float]:
    """Its middle, and a millimetre, in pixels."""
    millimetre = size[0] / 210
    x = _ROOM[0] * size[0] + dice.uniform(-35, 35) * millimetre
    return x, _ROOM[1] * size[1] + dice.uniform(-16, 8) * millimetre, millimetre


def _round_seal(size: tuple[int, int], dice: Random) -> Image.Image:
    x, y, millimetre = _seal_at(size, dice)
    radius = dice.uniform(13, 18) * millimetre
    where, turned = Image.new("L", size), dice.uniform(-40, 40)
    pen, ring = ImageDraw.Draw(where), max(round(0.5 * millimetre), 2)
    for part in (1.0, 0.62):
        pen.ellipse(
            (x - part * radius, y - part * radius, x + part * radius, y + part * radius),
            outline=255,
            width=ring,
        )
    words, font = "GRAM PANCHAYAT * OFFICE *", ImageFont.truetype(str(_FONT), round(3.2 * millimetre))
    for at, letter in enumerate(words):
        angle = turned + 360 * at / len(words)
        one = Image.new("L", (round(6 * millimetre),) * 2)
        ImageDraw.Draw(one).text((one.width / 2, one.height / 2), letter, fill=255, font=font, anchor="mm")
        one = one.rotate(-angle - 90, resample=Image.Resampling.BICUBIC)
        place = (x + 0.8 * radius * np.cos(np.radians(angle)), y + 0.8 * radius * np.sin(np.radians(angle)))
        where.paste(255, (round(place[0] - one.width / 2), round(place[1] - one.height / 2)), one)
    return where


def _square_seal(size: tuple[int, int], dice: Random) -> Image.Image:
    """Name and post in two or three lines, without a frame: the usual one of rubber."""
    x, y, millimetre = _seal_at(size, dice)
    font = ImageFont.truetype(str(_FONT), round(dice.uniform(2.8, 3.6) * millimetre))
    one = Image.new("L", (round(60 * millimetre), round(20 * millimetre)))
    words = "\n".join(
        ("Pradhan", "Shrikrishnapur Gram Panchayat", "North 24 Parganas")[: dice.choice((2, 3))]
    )
    middle = (one.width / 2, one.height / 2)
    ImageDraw.Draw(one).multiline_text(middle, words, fill=255, font=font, anchor="mm", align="center")
    one = one.rotate(dice.uniform(-12, 12), resample=Image.Resampling.BICUBIC)
    where = Image.new("L", size)
    where.paste(one, (round(x - one.width / 2), round(y - one.height / 2)))
    return where


def _worn(where: Image.Image, dice: Random) -> Image.Image:
    """As rubber on paper: here more ink, there none."""
    many = np.random.default_rng(dice.randrange(2**32))
    patches = Image.fromarray(many.uniform(40, 300, (12, 9)).clip(0, 255).astype(np.uint8))
    return ImageChops.multiply(where, patches.resize(where.size, Image.Resampling.BICUBIC))


def folded(page: Image.Image, seed: int = 0) -> Image.Image:
    """In three for an envelope: soft lines across, one side of each a little darker."""
    dice = Random(seed)
    light = np.ones((page.height, page.width), dtype=np.float32)
    for part in (dice.uniform(0.3, 0.36), dice.uniform(0.63, 0.87)):
        away = np.arange(page.height)[:, None] - part * page.height
        slope = dice.uniform(-0.02, 0.02) * np.arange(page.width)[None, :]
        millimetre = page.width / 210
        light -= dice.uniform(0.03, 0.08) * np.exp(-(((away - slope) / (0.6 * millimetre)) ** 2))
        light -= (
            dice.uniform(0.02, 0.05)
            / (1 + np.exp(-(away - slope) / (0.4 * millimetre)))
            * np.exp(-np.abs(away - slope) / (15 * millimetre))
        )
    return _times(page, light)


def with_hard_shadow(page: Image.Image, seed: int = 0) -> Image.Image:
    """The telephone's own, with an edge, across the place where it is signed."""
    dice = Random(seed)
    down, across = np.mgrid[0 : page.height, 0 : page.width].astype(np.float32)
    x, y = _ROOM[0] * page.width + dice.uniform(-0.15, 0.15) * page.width, _ROOM[1] * page.height
    angle = dice.uniform(0, 2 * np.pi)
    edge = ((across - x) * np.cos(angle) + (down - y) * np.sin(angle)) / (
        dice.uniform(0.3, 2.0) * page.width / 210
    )
    return _times(page, 1 - dice.uniform(0.2, 0.45) / (1 + np.exp(-edge.clip(-50, 50))))


def curled(page: Image.Image, seed: int = 0) -> Image.Image:
    """It does not lie flat: what is in the middle lies up to 1.5 mm from where it should be."""
    dice = Random(seed)
    millimetre, steps = page.width / 210, 24
    bow = [dice.uniform(-1.5, 1.5) * millimetre for _ in range(2)]
    mesh = []
    tops = [round(page.height * at / steps) for at in range(steps + 1)]
    for upper, lower in pairwise(tops):
        moved = [bow[0] * np.sin(np.pi * at / page.height) for at in (upper, lower)]
        quad = (moved[0], upper, moved[1], lower, page.width + moved[1], lower, page.width + moved[0], upper)
        mesh.append(((0, upper, page.width, lower), tuple(float(one) for one in quad)))
    return page.transform(page.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def _times(page: Image.Image, light: "np.ndarray") -> Image.Image:  # type: ignore[type-arg]
    lit = np.asarray(page, dtype=np.float32) * light[:, :, None]
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))
