"""Whether pen and seal are on a page where they are due: ink there which the print does not have.

Colours do not matter, as pens are blue, black and violet: what is thin and darker than the paper around it
counts. The edge of a shadow is not thin, and what was printed is left out, with some room around it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from janasetu.documents.ink.sheets import PIXELS_A_MILLIMETRE

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Floats = NDArray[np.floating[Any]]
Marked = NDArray[np.bool_]
WORDS = "Signature and seal"  # below the room for them: papers/parts.typ prints it on every paper of ink
ENOUGH = 6.0  # square millimetres; see docs/how-to/ink.md for what 144 made photos have
_ACROSS, _ABOVE, _BELOW = (
    58.0,
    62.0,
    9.0,
)  # millimetres from the middle of the words: where people sign and seal
_SMALLER = 2  # by which the page is reduced here: a stroke of the pen is then some two points wide
_DOTS = PIXELS_A_MILLIMETRE / _SMALLER  # a millimetre
_THIN = 11  # points, 3 mm: what is broader is no stroke
_DARK, _NOISES = 13.0, 1.6  # levels below the paper around, and so many times what the noise there has
_NOISY, _NOISE_AROUND = 30.0, 21  # levels, more of which are no noise; points, 6 mm
_ROOM = 9  # points, 1.1 mm to each side: so far around the print it is not looked
_ASTRAY = 7  # points, 2 mm: so far the print of a paper that does not lie flat is from where it should be
_PRINTED = 225
_FOLD, _UNBROKEN = 70, 0.85  # points, 20 mm: no hand draws so long a level line, and this part of it is there


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page they are due: its edges in millimetres, and what is printed there, in grey."""

    left: float
    upper: float
    print: Image.Image


def place_on(page: "PdfPage") -> Place | None:
    """Above and around the words that say so; None where the page has none."""
    text = page.get_textpage()
    found = text.search(WORDS).get_next()
    if found is None:
        return None
    (left, bottom, _, top), (_, _, right, _) = (
        text.get_charbox(at) for at in (found[0], found[0] + found[1] - 1)
    )
    wide, high = (side / 72 * 25.4 for side in page.get_size())
    across, down = (left + right) / 2 / 72 * 25.4, high - (bottom + top) / 2 / 72 * 25.4
    sides = (
        max(across - _ACROSS, 0),
        max(down - _ABOVE, 0),
        min(across + _ACROSS, wide),
        min(down + _BELOW, high),
    )
    printed = page.render(scale=_DOTS * 25.4 / 72, grayscale=True).to_pil().convert("L")
    return Place(sides[0], sides[1], printed.crop(tuple(round(side * _DOTS) for side in sides)))


def ink_at(place: Place, page: Image.Image) -> float:
    """Square millimetres of ink which the print does not have; `page`: straight and evenly lit."""
    strokes = _strokes(_cut_out(page, place))
    printed = _in_place(place.print, strokes)
    around = np.asarray(
        printed.point(lambda one: 255 * (one < _PRINTED)).filter(ImageFilter.MaxFilter(_ROOM))
    )
    drawn = _without_folds(_drawn(strokes)) & (around == 0)
    return float(drawn.sum()) / _DOTS**2


def _cut_out(page: Image.Image, place: Place) -> Image.Image:
    left, upper = (round(edge * _DOTS) * _SMALLER for edge in (place.left, place.upper))
    width, height = (side * _SMALLER for side in place.print.size)
    return page.crop((left, upper, left + width, upper + height)).reduce(_SMALLER)


def _strokes(page: Image.Image) -> Floats:
    """How much darker than the paper around each point of something thin is.

    Of red and green whichever is darker: blue pens have no red, red seals no green, and in the blue of a JPEG
    there is the most noise.
    """
    red, green, _ = page.split()
    dark = ImageChops.darker(red, green).filter(ImageFilter.GaussianBlur(0.5))
    closed = dark.filter(ImageFilter.MaxFilter(_THIN)).filter(ImageFilter.MinFilter(_THIN))
    return np.asarray(ImageChops.subtract(closed, dark), dtype=np.float32)


def _drawn(strokes: Floats) -> Marked:
    """Where the strokes are darker than the noise of the photo around them; single points are none."""
    noise = Image.fromarray(np.minimum(strokes, _NOISY).astype(np.uint8)).filter(
        ImageFilter.BoxBlur(_NOISE_AROUND)
    )
    drawn = strokes > _DARK + _NOISES * np.asarray(noise, dtype=np.float32)
    return np.asarray(Image.fromarray(255 * drawn.astype(np.uint8)).filter(ImageFilter.MedianFilter(3))) > 0


def _without_folds(drawn: Marked) -> Marked:
    """Without the lines that a fold leaves, straight across the page or down."""
    across, down = _long(drawn), _long(drawn.T).T
    return drawn & ~across & ~down


def _long(drawn: Marked) -> Marked:
    """What of it lies on a long line across, nearly level."""
    thick = drawn | np.roll(drawn, 1, 0) | np.roll(drawn, -1, 0)
    lines = _mean_along(thick, _FOLD) > _UNBROKEN
    whole = _mean_along(lines, _FOLD) > 0
    return np.asarray(
        whole | np.roll(whole, 2, 0) | np.roll(whole, -2, 0) | np.roll(whole, 1, 0) | np.roll(whole, -1, 0)
    )


def _mean_along(rows: Marked, wide: int) -> Floats:
    """Of as many neighbours in its row around each point."""
    padded = np.pad(rows.astype(np.float32), ((0, 0), (wide // 2 + 1, wide - wide // 2 - 1)))
    sums = padded.cumsum(axis=1)
    return np.asarray((sums[:, wide:] - sums[:, :-wide])[:, : rows.shape[1]] / wide)


def _in_place(printed: Image.Image, strokes: Floats) -> Image.Image:
    """The print moved to where its strokes lie on the page."""
    dark = 255 - np.asarray(printed.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float32)
    like = np.fft.irfft2(np.fft.rfft2(strokes) * np.conj(np.fft.rfft2(dark)), strokes.shape)
    near: NDArray[Any] = np.roll(like, (_ASTRAY, _ASTRAY), (0, 1))[: 2 * _ASTRAY + 1, : 2 * _ASTRAY + 1]
    down, across = (int(one) - _ASTRAY for one in np.unravel_index(int(near.argmax()), near.shape))
    moved = Image.new("L", printed.size, 255)
    moved.paste(printed, (across, down))
    return moved
