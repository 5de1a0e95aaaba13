"""Find a page by its print: white paper on a white table shows no edge, but every word on it is known.

From four points that are roughly known, patch after patch of the printed page is looked for in the photo.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from janasetu.documents.ink import flat

Floats = NDArray[np.floating[Any]]
DOTS_A_MILLIMETRE = 2.0  # of the page as it is compared
_PATCH = 28  # dots a side: some two lines of text
_STEP = 18
_PLAIN = 120.0  # levels squared: below it a patch has no corner to hold on to, as a line or white paper
_ALIKE = 0.6  # correlation; of other words it is below 0.5
_NEAR, _FAR = 6, 14  # dots that a patch may lie from where it should be: grown from the QR, shown by a hand
_SOME = 3  # every third patch will do where each is looked for far around
_FIRST_REACH, _FARTHER = 0.16, 1.5  # of the page's height around a QR; and how it grows
_FLAT_BELOW = 0.2  # of the page's height: what lies closer together tells nothing of the tilt
_LEAST, _LEAST_SHARE = 12, 0.35  # of the patches
_SPREAD = 0.4  # of the page's width and height, between the patches that were found
_STRAY = 2.5  # times the median
_GREATEST_STRAY = 1.5  # dots: how well the patches lie in one plane


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of the printed page: its upper left corner, and its points about their mean, of length one."""

    x: int
    y: int
    points: Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """Points of the page, in dots, and where they lie in the photo, in pixels."""

    here: Floats
    there: Floats

    def spread(self) -> Floats:
        """Between the outermost of the page, across and down."""
        return np.asarray(np.ptp(self.here, axis=0))


def drawn(page: Image.Image, size: tuple[float, float]) -> Image.Image:
    """A printed page, `size` in millimetres, in shades of grey as it is compared."""
    dots = (round(size[0] * DOTS_A_MILLIMETRE), round(size[1] * DOTS_A_MILLIMETRE))
    return page.convert("L").resize(dots, Image.Resampling.LANCZOS)


def corners(photo: Image.Image, page: Image.Image, here: Floats, there: Floats) -> Floats | None:
    """Of the page in the photo, clockwise from its own upper left; None where its print is not seen.

    `page`: as `drawn` makes it. `here`, `there`: four points in parts of its width and height, and where
    they lie in the photo, in pixels: of its QR, or the corners as somebody has shown them.
    """
    size = np.array(page.size, dtype=float)
    known = Pairs(here * size, np.asarray(there, dtype=float))
    grey = _reduced(photo, known)
    patches = list(_patches(np.asarray(page, dtype=np.float32)))
    found = known
    for reach, search in _steps(known, size):
        near = [patch for patch in patches if _away(patch, known) < reach]
        near = near[::_SOME] if search == _FAR else near
        found = _kept(_seen(near, grey, _way(found, size), page.size, search), size, known)
        if search == _FAR and found is known:
            return None
    if not _is_enough(found, len(patches), size):
        return None
    outline = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * size
    return flat.moved(_way(found, size), outline)


def _steps(known: Pairs, size: Floats) -> Iterator[tuple[float, int]]:
    """How far from what is known patches are looked for, and how far from where each should be; in dots."""
    whole = float(np.hypot(*size))
    if known.spread()[1] > _FLAT_BELOW * size[1]:
        yield whole, _FAR
    else:
        reach = _FIRST_REACH * size[1]
        while reach < whole:
            yield reach, _NEAR
            reach *= _FARTHER
    yield whole, _NEAR
    yield whole, _NEAR


def _patches(page: Floats) -> Iterator[Patch]:
    """Those of the page that have something on them to hold on to, in both directions."""
    down, across = (np.asarray(slope) for slope in np.gradient(page))
    for y in range(0, page.shape[0] - _PATCH, _STEP):
        for x in range(0, page.shape[1] - _PATCH, _STEP):
            part = np.s_[y : y + _PATCH, x : x + _PATCH]
            mixed = float((down[part] * across[part]).mean())
            turns = np.array([[(across[part] ** 2).mean(), mixed], [mixed, (down[part] ** 2).mean()]])
            if np.linalg.eigvalsh(turns)[0] > _PLAIN:
                points = page[part] - page[part].mean()
                yield Patch(x, y, points / np.linalg.norm(points))


def _away(patch: Patch, known: Pairs) -> float:
    """How far its middle is from the middle of what is known, in dots."""
    middle = np.array([patch.x, patch.y]) + _PATCH / 2
    return float(np.hypot(*(middle - known.here.mean(axis=0))))


@dataclass(frozen=True, slots=True)
class _Reduced:
    """The photo in grey, made smaller by a whole number, so that a dot is some two of its pixels."""

    grey: Image.Image
    by: int


def _reduced(photo: Image.Image, known: Pairs) -> _Reduced:
    here, there = (np.hypot(*(one - np.roll(one, 1, axis=0)).T).sum() for one in (known.here, known.there))
    by = max(int(there / here / 1.6), 1)
    return _Reduced(photo.convert("L").reduce(by).filter(ImageFilter.GaussianBlur(0.6)), by)


def _seen(patches: list[Patch], photo: _Reduced, way: Floats, size: tuple[int, int], search: int) -> Pairs:
    """Where in the photo these patches are, of those that are there; `way`: from the page to the photo."""
    back = (np.diag([1 / photo.by, 1 / photo.by, 1.0]) @ way).reshape(9)
    given = [float(one) for one in back[:8] / back[8]]
    seen = photo.grey.transform(size, Image.Transform.PERSPECTIVE, given, Image.Resampling.BICUBIC)
    around = np.pad(np.asarray(seen, dtype=np.float32), search, mode="edge")
    here, there = [], []
    for patch in patches:
        off = _off(patch, around, search)
        if off is not None:
            middle = np.array([patch.x, patch.y]) + _PATCH / 2
            here.append(middle)
            there.append(middle + off)
    if not here:
        return Pairs(np.empty((0, 2)), np.empty((0, 2)))
    return Pairs(np.array(here), flat.moved(way, np.array(there)))


def _off(patch: Patch, around: Floats, search: int) -> Floats | None:
    """By how many dots, across and down, it lies from where it should be; None where nothing is like it."""
    side = _PATCH + 2 * search
    window = around[patch.y : patch.y + side, patch.x : patch.x + side]
    views = sliding_window_view(window, (_PATCH, _PATCH))
    like = np.einsum("ijkl,kl->ij", views, patch.points)
    about = np.einsum("ijkl,ijkl->ij", views, views) - views.sum((2, 3)) ** 2 / _PATCH**2
    like = like / np.sqrt(np.maximum(about, 1.0))
    y, x = np.unravel_index(int(like.argmax()), like.shape)
    if like[y, x] < _ALIKE or not (0 < y < 2 * search and 0 < x < 2 * search):
        return None
    return np.array([x - search + _top(like[y, x - 1 : x + 2]), y - search + _top(like[y - 1 : y + 2, x])])


def _top(three: Floats) -> float:
    """Where between three neighbours the top of a curve through them lies, from the middle one."""
    before, at, after = (float(one) for one in three)
    bend = before - 2 * at + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


def _kept(seen: Pairs, size: Floats, known: Pairs) -> Pairs:
    """Without those that lie astray; what was known before where too few are left."""
    for _ in range(4):
        if len(seen.here) < 6:
            return known
        away = _astray(seen, _way(seen, size))
        near = away <= max(_STRAY * float(np.median(away)), 0.3)
        seen = Pairs(seen.here[near], seen.there[near])
    return seen


def _astray(pairs: Pairs, way: Floats) -> Floats:
    """How far each point of the photo lies from where the way leads, in dots of the page."""
    back = flat.moved(np.linalg.inv(way), pairs.there)
    return np.asarray(np.hypot(*(back - pairs.here).T))


def _way(pairs: Pairs, size: Floats) -> Floats:
    """The matrix from the page to the photo that fits best; without tilt where the points lie too close."""
    if pairs.spread()[1] < _FLAT_BELOW * size[1] or len(pairs.here) < 4:
        return _plain_way(pairs)
    return flat.homography(pairs.here, pairs.there)


def _plain_way(pairs: Pairs) -> Floats:
    given = np.column_stack([pairs.here, np.ones(len(pairs.here))])
    solved = np.linalg.lstsq(given, pairs.there, rcond=None)[0]
    return np.vstack([solved.T, [0.0, 0.0, 1.0]])


def _is_enough(found: Pairs, printed: int, size: Floats) -> bool:
    """Whether so much of the print is there, and so far apart, that the corners can be told from it."""
    if len(found.here) < max(_LEAST, _LEAST_SHARE * printed):
        return False
    stray = float(np.median(_astray(found, _way(found, size))))
    return bool((found.spread() > _SPREAD * size).all() and stray < _GREATEST_STRAY)
