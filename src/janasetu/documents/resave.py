"""Run by limited.py: a PDF on standard input, the same pages as a plain PDF on standard output.

Plain: pages and what they draw. Filled forms and stamps are drawn into their page; scripts, actions, links,
files inside, encryption, names and dates of who made it, and the position in a photograph stay behind.
A paper that was signed electronically still shows its stamp, and is a copy without the signature: the program
ends with WAS_SIGNED, so that nobody takes the copy for the signed paper.
"""

import io
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MOST_PAGES = 200
MOST_OBJECTS = 100_000
MOST_UNFOLDED = 256 * 1024 * 1024  # bytes of all streams together
# How this program ends where it can say why, or has something to say; the gate knows them too.
LOCKED, TOO_MANY_PAGES, WAS_SIGNED = 3, 4, 6
_END_OF_FILE = 2048  # bytes in which the end mark must stand; of a file that was cut short it is missing

_OF_A_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
)
# What can act, lead elsewhere, carry a file, or tell of people and programs (ISO 32000).
_NEVER = frozenset(
    {
        *("/A", "/AA", "/JS", "/JavaScript", "/OpenAction", "/Launch", "/URI", "/Annots", "/Dests"),
        *("/EF", "/AF", "/EmbeddedFiles", "/Ref", "/OPI", "/PS", "/Alternates"),
        *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb"),
    }
)
_NEVER_OF_A_STREAM = _NEVER | {"/F", "/FFilter", "/FDecodeParms"}  # its bytes in another file
# The keys of these dictionaries are names that their maker chose: a font may be called /A.
_NAMED = frozenset({"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/CharProcs"})
_UNFOLDING = frozenset(
    {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
)


class TooManyPagesError(Exception):
    """More pages than anybody reads."""


def resave(original: bytes) -> tuple[bytes, bool]:
    """The same pages as a plain PDF, and whether the paper was signed electronically.

    TooManyPagesError; pikepdf's PasswordError where it opens with a password only; another error where it
    cannot be read.
    """
    if b"%%EOF" not in original[-_END_OF_FILE:]:
        raise ValueError("it was cut short")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(original)) as given, pikepdf.new() as plain:
        _require_pages(given)
        was_signed = _is_signed(given)
        _draw_forms(given)
        for page in given.pages:
            _drop(page.obj, set(page.obj.keys()) - _OF_A_PAGE)
            plain.pages.append(page)
        _clean(plain)
        plain.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,  # the same paper twice lies on disk once
        )
    return out.getvalue(), was_signed


def _require_pages(given: pikepdf.Pdf) -> None:
    if not given.pages:
        raise ValueError("it has no pages")
    if len(given.pages) > MOST_PAGES:
        raise TooManyPagesError
    if len(given.objects) > MOST_OBJECTS:
        raise ValueError("it has more parts than any paper")


def _is_signed(given: pikepdf.Pdf) -> bool:
    """Whether some signature stands over a part of the file (ISO 32000, 12.8.1); not whether it is good."""
    return any(
        isinstance(thing, pikepdf.Dictionary) and {"/ByteRange", "/Contents"} <= set(thing.keys())
        for thing in given.objects
    )


def _draw_forms(given: pikepdf.Pdf) -> None:
    """Make what forms and annotations show a part of their page.

    Where every field brings its looks they are taken as they are: made anew, Bengali letters would be lost.
    """
    form = given.Root.get("/AcroForm")
    if form is not None and form.get("/NeedAppearances", False):
        if all("/AP" in widget for widget in _widgets(given)):
            del form["/NeedAppearances"]
        else:
            given.generate_appearance_streams()
    given.flatten_annotations("all")


def _widgets(given: pikepdf.Pdf) -> Iterator[Any]:
    for page in given.pages:
        for annotation in page.obj.get("/Annots", ()):
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Widget":
                yield annotation


def _clean(plain: pikepdf.Pdf) -> None:
    """Take from everything that the pages reach what does not draw; ValueError where it unfolds too far."""
    unfolded = 0
    for thing, named in _reached(plain):
        if isinstance(thing, pikepdf.Stream):
            unfolded += _size(thing)
            if unfolded > MOST_UNFOLDED:
                raise ValueError("it unfolds too far")
            _forget_where_a_photograph_was_taken(thing)
            _drop(thing, _NEVER_OF_A_STREAM)
        elif not named:
            _drop(thing, _NEVER)


def _reached(plain: pikepdf.Pdf) -> Iterator[tuple[Any, bool]]:
    """Every dictionary and stream, once, and whether its keys are its maker's own names.

    What is dropped from one while it is looked at is not followed.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, bool]] = [(page.obj, False) for page in plain.pages]
    while waiting:
        thing, named = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Array):
            waiting += [(item, False) for item in thing if _holds_more(item)]
            continue
        yield thing, named
        waiting += [
            (value, key in _NAMED and not named) for key, value in thing.items() if _holds_more(value)
        ]


def _holds_more(value: object) -> bool:
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)


def _drop(thing: Any, keys: frozenset[str] | set[str]) -> None:
    for key in keys & set(thing.keys()):
        del thing[key]


def _size(stream: Any) -> int:
    """How many bytes the stream unfolds to; 0 for pictures in forms of their own, such as JPEG.

    One that would not fit into this process's memory ends it.
    """
    if not set(_filters(stream)) <= _UNFOLDING:
        return 0
    try:
        return len(stream.read_bytes(pikepdf.StreamDecodeLevel.generalized))
    except pikepdf.PdfError:  # damaged: a reader shows what there is
        return 0


def _filters(stream: Any) -> list[str]:
    given = stream.get("/Filter", [])
    return [str(one) for one in (given if isinstance(given, pikepdf.Array | list) else [given])]


def _forget_where_a_photograph_was_taken(stream: Any) -> None:
    if _filters(stream) == ["/DCTDecode"]:
        parameters = stream.get("/DecodeParms")
        plain = plain_jpeg(stream.read_raw_bytes())
        stream.write(plain, filter=stream["/Filter"], decode_parms=parameters)


_STANDS_ALONE = 0xFF  # a byte that fills up, before a marker
_START_OF_SCAN = 0xDA
# Application segments but those of JFIF (0) and Adobe's colours (14), and comments (T.81, table B.1).
_TELLING = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})


def plain_jpeg(jpeg: bytes) -> bytes:
    """The JPEG without the segments that tell of camera, place and programs; the picture is untouched."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _START_OF_SCAN:
        if jpeg[at + 1] == _STANDS_ALONE:
            at += 1
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in _TELLING:
            kept += jpeg[at:end]
        at = end
    return bytes(kept) + jpeg[at:]


def main() -> int:
    """0 or WAS_SIGNED, and the plain PDF is written; LOCKED or TOO_MANY_PAGES."""
    try:
        plain, was_signed = resave(sys.stdin.buffer.read())
    except pikepdf.PasswordError:
        return LOCKED
    except TooManyPagesError:
        return TOO_MANY_PAGES
    sys.stdout.buffer.write(plain)
    return WAS_SIGNED if was_signed else 0


if __name__ == "__main__":
    sys.exit(main())
