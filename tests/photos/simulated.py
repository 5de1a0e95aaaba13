"""A paper as it reaches us: printed, photocopied, photographed whole with a telephone, sent on WhatsApp."""

import io
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

DOTS = 300 / 25.4  # a millimetre, of printer and copier
A4 = (210, 297)  # mm
Grey = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Photo:
    """How the picture is taken and sent. `box`: mm of the QR with its border."""

    box: float = 46
    copies: int = 1
    longest_side: int = 1600
    quality: int = 60


def page(text: str, *, box: float, chance: Generator) -> Image.Image:
    """A whole A4 page: lines of writing, a rule or two, and the QR at the foot on the right."""
    width, height = (round(side * DOTS) for side in A4)
    sheet = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(sheet)
    for line in range(25, 215, 8):
        at = 25.0
        while at < 185 and chance.random() > 0.04:
            word = chance.uniform(3, 18)
            _word(pen, at, line, min(word, 190 - at), chance)
            at += word + 2
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=8)
    drawn = Image.frombytes("L", (barcode.shape[1], barcode.shape[0]), bytes(memoryview(barcode)))
    side = round(box * DOTS)
    sheet.paste(drawn.resize((side, side), Image.Resampling.BOX), (round(140 * DOTS), round(232 * DOTS)))
    return sheet


def _word(pen: ImageDraw.ImageDraw, at: float, line: float, length: float, chance: Generator) -> None:
    """Strokes that hang from a line, as Bengali does."""
    left, top, right = at * DOTS, line * DOTS, (at + length) * DOTS
    pen.line((left, top, right, top), fill=0, width=4)
    for x in np.arange(left, right, 14):
        pen.line((x, top, x + chance.uniform(-8, 8), top + chance.uniform(14, 36)), fill=0, width=4)


def copied(sheet: Image.Image, chance: Generator) -> Image.Image:
    """Once through the copier: everything a little blurred and a little fatter, and specks of toner."""
    blurred = np.asarray(sheet.filter(ImageFilter.GaussianBlur(1.6)), dtype=np.float32)
    blurred += chance.normal(0, 14, blurred.shape).astype(np.float32)
    toner = 255 / (1 + np.exp(-(blurred - chance.uniform(118, 142)) / 12))
    specks = chance.random(blurred.shape) < 0.0004
    toner[specks] = chance.uniform(0, 120, int(specks.sum()))
    return Image.fromarray(toner.clip(0, 255).astype(np.uint8))


def photographed(sheet: Image.Image, how: Photo, chance: Generator) -> bytes:
    """The whole page on a table: turned a little, seen aslant, lit from one side, noisy, small, a JPEG."""
    longest = how.longest_side
    frame = (round(longest * 0.75), longest)
    table = Image.new("L", frame, int(chance.uniform(60, 150)))
    corners = _corners(frame, chance)
    sheet = sheet.filter(ImageFilter.GaussianBlur(sheet.height / longest * 0.45))  # a lens sees no finer
    lain = sheet.transform(
        frame, Image.Transform.PERSPECTIVE, _towards(corners, sheet.size), Image.Resampling.BICUBIC
    )
    covers = Image.new("L", sheet.size, 255).transform(
        frame, Image.Transform.PERSPECTIVE, _towards(corners, sheet.size), Image.Resampling.BILINEAR
    )
    table.paste(lain, mask=covers)
    seen = np.asarray(table.filter(ImageFilter.GaussianBlur(chance.uniform(0.2, 0.6))), dtype=np.float32)
    seen = seen * _light(frame, chance) + chance.normal(0, 5, seen.shape).astype(np.float32)
    out = io.BytesIO()
    Image.fromarray(seen.clip(0, 255).astype(np.uint8)).convert("RGB").save(out, "JPEG", quality=how.quality)
    return out.getvalue()


def sent(text: str, how: Photo, seed: int) -> bytes:
    """The photo of the paper with this QR that reaches us; the same for the same seed."""
    chance = np.random.default_rng(seed)
    sheet = page(text, box=how.box, chance=chance)
    for _ in range(how.copies):
        sheet = copied(sheet, chance)
    return photographed(sheet, how, chance)


def _corners(frame: tuple[int, int], chance: Generator) -> NDArray[np.float64]:
    """Where the corners of the page lie in the picture, which it nearly fills."""
    width, height = frame
    tall = height * chance.uniform(0.93, 0.97)
    wide = tall * A4[0] / A4[1]
    flat = np.array([(-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall)]) / 2
    turn = np.radians(chance.uniform(-2, 2))
    turned = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    aslant = turned + chance.uniform(-0.012, 0.012, (4, 2)) * height
    return aslant + np.array([width, height]) / 2


def _towards(corners: NDArray[np.float64], size: tuple[int, int]) -> list[float]:
    """The eight numbers by which Pillow finds, for a place in the picture, the place on the page."""
    width, height = size
    rows, wanted = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows), np.array(wanted, dtype=float))]


def _light(frame: tuple[int, int], chance: Generator) -> Grey:
    """How bright each place is: a window on one side."""
    width, height = frame
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    towards, dark = chance.uniform(0, 2 * np.pi), chance.uniform(0.05, 0.22)
    light = 0.82 + dark * (x * np.cos(towards) + y * np.sin(towards))
    return light.astype(np.float32)
