"""Lay a sheet flat: from its four corners in the photo to a page seen from straight above, evenly lit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Floats = NDArray[np.floating[Any]]
_PAPER = 250.0  # how white paper is on the page
_LIGHT_STEP = 8  # by which the picture of the light is smaller than that of the page


def homography(here: Floats, there: Floats) -> Floats:
    """The 3×3 matrix that takes four points here to four points there; more of them as nearly as can be."""
    rows = []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    given, wanted = np.array(rows, dtype=float), np.asarray(there, dtype=float).reshape(-1)
    length = np.sqrt((given**2).sum(axis=0))  # of columns of one length the solution is exact enough
    solved = np.linalg.lstsq(given / length, wanted, rcond=None)[0] / length
    return np.append(solved, 1.0).reshape(3, 3)


def moved(matrix: Floats, points: Floats) -> Floats:
    """Where these points go."""
    made = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    moved_to: Floats = made[:, :2] / made[:, 2:]
    return moved_to


def laid_flat(photo: Image.Image, corners: Floats, size: tuple[int, int]) -> Image.Image:
    """The page of this size in pixels; `corners` clockwise from its upper left."""
    width, height = size
    page = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    back = homography(page, corners).reshape(9)[:8]
    return photo.transform(
        size, Image.Transform.PERSPECTIVE, [float(one) for one in back], Image.Resampling.BICUBIC
    )


def evenly_lit(page: Image.Image) -> Image.Image:
    """The page as if the light were the same everywhere and paper white; colours of seal and ink stay.

    Each colour is measured against the paper around: what is brightest nearby, so that print, pen and seal
    do not count.
    """
    bands = [_even(band) for band in page.split()]
    return Image.merge("RGB", bands)


def _even(band: Image.Image) -> Image.Image:
    small = band.reduce(2).filter(ImageFilter.MaxFilter(5)).reduce(_LIGHT_STEP // 2)
    light = (
        small.filter(ImageFilter.MaxFilter(5))
        .filter(ImageFilter.MaxFilter(5))
        .filter(ImageFilter.GaussianBlur(5))
    )
    behind = np.asarray(light.resize(band.size, Image.Resampling.BILINEAR), dtype=np.float32)
    even = np.asarray(band, dtype=np.float32) * (_PAPER / np.maximum(behind, 8.0))
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))


def sharpness(page: Image.Image) -> float:
    """The variance of the Laplacian of an evenly lit page, 1000 pixels wide, in grey; blur makes it small."""
    grey = page.convert("L").resize((1000, round(1000 * page.height / page.width)), Image.Resampling.LANCZOS)
    g = np.asarray(grey, dtype=np.float32)
    laplacian = g[1:-1, :-2] + g[1:-1, 2:] + g[:-2, 1:-1] + g[2:, 1:-1] - 4 * g[1:-1, 1:-1]
    return float(laplacian.var())


def brightness(page: Image.Image) -> float:
    """How bright the paper is, of 255, before the light is evened: that of which a tenth is brighter."""
    return float(np.percentile(np.asarray(page.convert("L").reduce(4)), 90))
