"""Photos of papers as a clerk's telephone takes them, made on the spot: signed, sealed, on a table, askew, in
bad light.
"""

import io
from dataclasses import dataclass
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from janasetu.documents.ink import flat

TABLES = (
    (92, 64, 44),
    (150, 110, 72),
    (60, 62, 66),
    (38, 70, 58),
    (128, 30, 34),
    (181, 150, 112),
    (70, 90, 130),
)
WHITE = (246, 246, 243)  # a table as white as the paper
SEAL, PEN = (88, 40, 140), (24, 40, 128)


@dataclass(frozen=True, slots=True)
class Way:
    """How it was taken. `turned`, in degrees; `tilt`: by which part one side is nearer; `fills`: which part
    of the photo's width the page takes; `shadow`: by which part the dark end is darker; `blur` in pixels.
    """

    turned: float = 4.0
    tilt: float = 0.05
    fills: float = 0.8
    shadow: float = 0.35
    light: float = 1.0
    blur: float = 0.7
    table: tuple[int, int, int] = TABLES[0]
    size: tuple[int, int] = (1920, 2560)
    quality: int = 70
    at: tuple[float, float] = (0.5, 0.5)


def any_way(number: int, *, size: tuple[int, int] = (1920, 2560)) -> Way:
    """One of the ways in which people take a photo; the same for the same number."""
    dice = Random(number)
    return Way(
        turned=dice.uniform(-12, 12),
        tilt=dice.uniform(-0.08, 0.08),
        fills=dice.uniform(0.6, 0.7),
        shadow=dice.uniform(0.0, 0.55),
        light=dice.uniform(0.6, 1.05),
        blur=dice.uniform(0.3, 1.1) * size[0] / 1920,
        table=TABLES[number % len(TABLES)],
        size=size,
        at=(dice.uniform(0.47, 0.53), dice.uniform(0.47, 0.53)),
    )


def printed_page(pdf: bytes, *, dpi: int = 180) -> Image.Image:
    """Its first page, out of the printer."""
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("RGB")


def signed(page: Image.Image) -> Image.Image:
    """With a signature in blue and a round seal in violet, lower right."""
    page = page.copy()
    pen, width = ImageDraw.Draw(page), page.width
    x, y, side = 0.62 * width, 0.86 * page.height, 0.17 * width
    ring = round(width / 260)
    pen.ellipse((x, y - side / 2, x + side, y + side / 2), outline=SEAL, width=ring)
    pen.ellipse(
        (x + side * 0.14, y - side * 0.36, x + side * 0.86, y + side * 0.36), outline=SEAL, width=ring
    )
    line = [
        (x - 0.1 * width + step * width / 220, y + 0.02 * width * np.sin(step * 1.7)) for step in range(40)
    ]
    pen.line(line, fill=PEN, width=round(width / 400), joint="curve")
    return page


def photo(page: Image.Image, way: Way, *, seed: int = 0) -> bytes:
    """The JPEG that the telephone sends."""
    return saved(laid_on_table(page, way, seed=seed), quality=way.quality)


def saved(picture: Image.Image, *, quality: int = 70) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def laid_on_table(page: Image.Image, way: Way, *, seed: int = 0) -> Image.Image:
    """The page on the table as the camera sees it."""
    width = way.size[0]
    corners = corners_of(page, way)
    sheet = [(0, 0), (page.width, 0), page.size, (0, page.height)]
    back = flat.homography(np.array(corners), np.array(sheet, dtype=float)).reshape(9)[:8]
    given = [float(one) for one in back]
    seen = page.transform(way.size, Image.Transform.PERSPECTIVE, given, Image.Resampling.BICUBIC)
    where = Image.new("L", page.size, 255).transform(way.size, Image.Transform.PERSPECTIVE, given)
    table = _table(way, seed)
    dark = where.filter(ImageFilter.GaussianBlur(width / 120)).point(lambda one: one * 0.35)
    table = Image.composite(
        Image.new("RGB", way.size, (0, 0, 0)), table, dark
    )  # the shadow of the sheet itself
    picture = Image.composite(seen, table, where.filter(ImageFilter.GaussianBlur(0.6)))
    return _lit(picture, way, seed).filter(ImageFilter.GaussianBlur(way.blur))


def corners_of(page: Image.Image, way: Way) -> list[tuple[float, float]]:
    """Where its corners lie in the photo, clockwise from its own upper left."""
    width, height = way.size
    across = way.fills * width / 2
    down = across * page.height / page.width
    turn = np.radians(way.turned)
    found = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        nearer = 1 + way.tilt * y + way.tilt / 2 * x
        px, py = x * across * nearer, y * down * nearer
        found.append(
            (
                way.at[0] * width + px * np.cos(turn) - py * np.sin(turn),
                way.at[1] * height + px * np.sin(turn) + py * np.cos(turn),
            )
        )
    return found


def _table(way: Way, seed: int) -> Image.Image:
    """Wood, or the like: grain across it."""
    dice = np.random.default_rng(seed)
    width, height = way.size
    grain = dice.normal(0, 9, (height // 6, 8)).astype(np.float32)
    grown = np.asarray(Image.fromarray(grain).resize((width, height), Image.Resampling.BICUBIC))
    coloured = np.array(way.table, dtype=np.float32) + grown[:, :, None]
    return Image.fromarray(np.clip(coloured, 0, 255).astype(np.uint8))


def _lit(picture: Image.Image, way: Way, seed: int) -> Image.Image:
    """Light that falls off to one side, the shadow of a hand, warm bulbs, and the camera's own noise."""
    dice = np.random.default_rng(seed + 1)
    width, height = way.size
    angle = dice.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:height:8, 0:width:8].astype(np.float32)
    slope = (np.cos(angle) * (x / width - 0.5) + np.sin(angle) * (y / height - 0.5)) + 0.5
    light = way.light * (1 - way.shadow * np.clip(slope, 0, 1))
    hand = np.hypot((x - width * dice.uniform(0.2, 0.8)) / width, (y - height) / height)
    light *= 1 - way.shadow * 0.5 / (1 + np.exp((hand - 0.35) * 40))
    full = np.asarray(
        Image.fromarray(light.astype(np.float32)).resize((width, height), Image.Resampling.BILINEAR)
    )
    pixels = (
        np.asarray(picture, dtype=np.float32)
        * full[:, :, None]
        * np.array([0.97, 0.93, 0.84], dtype=np.float32)
    )
    pixels += dice.normal(0, 4, (height, width)).astype(np.float32)[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
