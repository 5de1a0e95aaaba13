"""Files that somebody might send to do harm, made on the spot, and what must become of each."""

import io
import struct
import zlib
from dataclasses import dataclass
from functools import cache

import pikepdf
from PIL import Image

from janasetu.documents.tests import papers, pictures, recordings
from janasetu.documents.tests.pictures import plain, saved

MARK = b"HOSTILE-7f3a"
SCRIPT = b"<script>alert('" + MARK + b"')</script>"
PHP = b"<?php system('" + MARK + b"'); ?>"
CAMERA = b"HostileCamera"
PLACE = {1: "N", 2: (26.0, 31.0, 5.0), 3: "E", 4: (89.0, 12.0, 17.0)}
# What must stand in no byte that is served.
TRACES = (
    MARK,
    CAMERA,
    b"<script",
    b"<?php",
    b"<html",
    b"<svg",
    b"Exif\0",
    b"GPSLatitude",
    b"http://ns.adobe.com",
)

JPEG, PDF = "image/jpeg", "application/pdf"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file as it is sent on a line, and its outcome there: the type it is kept as, or why it is refused.

    `as_photo`: its outcome where an officer gives it for a photo.
    """

    content: bytes
    kind: str
    outcome: str
    as_photo: str


def photo(content: bytes, outcome: str = JPEG) -> Hostile:
    """A picture: the same becomes of it everywhere."""
    return Hostile(content, "image", outcome, outcome)


def paper(content: bytes, outcome: str = PDF) -> Hostile:
    return Hostile(content, "document", outcome, "photo_not_taken")


def voice(content: bytes, outcome: str = "voice_unreadable") -> Hostile:
    return Hostile(content, "audio", outcome, "photo_not_taken")


def other(content: bytes, kind: str = "image") -> Hostile:
    """What is no file of any kind we take."""
    called = {"image": "photo", "document": "paper", "audio": "voice"}[kind]
    return Hostile(content, kind, f"{called}_not_taken", "photo_not_taken")


@cache
def files() -> dict[str, Hostile]:
    """All of them by name."""
    return {**_pages_and_programs(), **_jpegs(), **_pngs(), **_other_pictures(), **_papers(), **_sounds()}


# --- what is no picture, paper or voice at all ---


def _pages_and_programs() -> dict[str, Hostile]:
    return {
        "svg with a script": other(b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
        "svg behind an xml head": other(b"<?xml version='1.0'?><svg onload='" + MARK + b"'/>", "document"),
        "page named photo.jpg": other(b"<!doctype html><html>" + SCRIPT + b"</html>"),
        "page behind a byte order mark": other(b"\xef\xbb\xbf<html>" + SCRIPT, "document"),
        "page in utf-16": other("<html><script>alert(1)</script>".encode("utf-16"), "document"),
        "gif that is a script": other(b"GIF89a/*" + bytes(8) + b"*/=1;alert('" + MARK + b"')"),
        "gif of a thousand frames": other(many_frames("GIF", 1000)),
        "program for windows": other(b"MZ" + bytes(58) + b"\x80\0\0\0" + MARK * 9, "document"),
        "program for linux": other(b"\x7fELF\x02\x01\x01" + MARK * 9, "document"),
        "shell script": other(b"#!/bin/sh\necho " + MARK, "document"),
        "zip": other(b"PK\x03\x04" + MARK * 9, "document"),
        "word file with macros": other(b"PK\x03\x04\x14\0\x06\0word/vbaProject.bin" + MARK * 9, "document"),
        "old word file": other(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + MARK * 50, "document"),
        "rich text with an object": other(b"{\\rtf1{\\object\\objdata " + MARK + b"}}", "document"),
        "rar": other(b"Rar!\x1a\x07\x01\0" + MARK * 9, "document"),
        "postscript": other(b"%!PS\n(" + MARK + b") run", "document"),
        "shortcut": other(b"[InternetShortcut]\nURL=file://" + MARK, "document"),
        "nothing": Hostile(b"", "image", "file_empty", "file_empty"),
        "one byte": other(b"\xff"),
        "zeros": other(bytes(1024 * 1024)),
        "too much": Hostile(
            pictures.photo().ljust(11 * 1024 * 1024, b"\0"), "image", "photo_too_large", "photo_too_large"
        ),
    }


# --- pictures ---


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg_with(*segments: bytes, behind: bytes = b"") -> bytes:
    """A small photo with these segments right after its beginning."""
    whole = pictures.photo()
    return whole[:2] + b"".join(segments) + whole[2:] + behind


def exif(thumbnail: bytes = b"", *, maker_note: bytes = b"") -> bytes:
    """Camera and position in every place where a telephone writes them."""
    tags = Image.Exif()
    tags[0x010F] = CAMERA.decode()
    tags[0x9286] = MARK.decode()  # the remark of its owner
    tags.get_ifd(0x8825).update(PLACE)
    tags.get_ifd(0x8769)[0x927C] = maker_note or MARK
    content = tags.tobytes()
    return content + thumbnail


def _jpegs() -> dict[str, Hostile]:
    place = (
        b"<x:xmpmeta xmlns='http://ns.adobe.com/'><GPSLatitude>26,31N</GPSLatitude>" + MARK + b"</x:xmpmeta>"
    )
    xmp = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + place)
    large = saved(plain(size=(1200, 900)), exif=exif())
    profile = (MARK * 6000)[:65000]
    return {
        "jpeg with php in a comment": photo(jpeg_with(_segment(0xFE, PHP))),
        "jpeg with a page in a comment": photo(jpeg_with(_segment(0xFE, b"<html>" + SCRIPT))),
        "jpeg with a thousand comments": photo(jpeg_with(*[_segment(0xFE, SCRIPT)] * 1000)),
        "jpeg with a zip behind": photo(jpeg_with(behind=b"PK\x03\x04" + MARK * 99)),
        "jpeg with a page behind": photo(jpeg_with(behind=b"<html>" + SCRIPT)),
        "jpeg with a pdf behind": photo(jpeg_with(behind=papers.dangers()["open action"] + MARK)),
        "jpeg with camera and position": photo(saved(plain(), exif=exif())),
        "jpeg with position in xmp": photo(jpeg_with(xmp)),
        "jpeg with position in maker notes": photo(
            saved(plain(), exif=exif(maker_note=b"GPSLatitude" + MARK))
        ),
        "jpeg with position in its thumbnail": photo(
            jpeg_with(_segment(0xE1, exif() + saved(plain(size=(16, 16)), exif=exif())))
        ),
        "jpeg with the whole photo as thumbnail": photo(jpeg_with(_segment(0xE2, b"MPF\0" + large[:60000]))),
        "jpeg of two pictures": photo(two_pictures()),
        "jpeg with a large colour profile": photo(
            jpeg_with(*(_segment(0xE2, b"ICC_PROFILE\0" + bytes([n, 20]) + profile) for n in range(1, 21)))
        ),
        "jpeg with the notes of a press agency": photo(
            jpeg_with(_segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x20" + MARK * 9))
        ),
        "jpeg with exif that leads in a ring": photo(
            jpeg_with(_segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0\x08\0\0\0" + MARK))
        ),
        "jpeg cut short": photo(pictures.photo()[:-100], "photo_unreadable"),
        "jpeg of its beginning only": photo(b"\xff\xd8\xff\xe0" + MARK, "photo_unreadable"),
        "jpeg that claims 65,000 pixels a side": photo(
            pictures.photo().replace(struct.pack(">HH", 200, 300), struct.pack(">HH", 65000, 65000), 1),
            "photo_too_wide",
        ),
        "jpeg in four inks": photo(saved(plain("CMYK"))),
    }


def two_pictures() -> bytes:
    """What some telephones write: two photos in one file, each with its position."""
    return saved(plain(), "MPO", save_all=True, append_images=[plain(colour=pictures.BLUE)], exif=exif())


def many_frames(kind: str, frames: int) -> bytes:
    colours = [Image.new("P", (4, 4), n % 2) for n in range(frames)]
    return saved(colours[0], kind, save_all=True, append_images=colours[1:], loop=0)


def png_with(*chunks: tuple[bytes, bytes], behind: bytes = b"", size: tuple[int, int] = (30, 20)) -> bytes:
    """A PNG of one colour with these chunks before its pixels."""
    width, height = size
    rows = zlib.compress((b"\0" + bytes(30)) * 20)
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    whole = (head, *chunks, (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pictures.chunk(*one) for one in whole) + behind


def _pngs() -> dict[str, Hostile]:
    bomb = zlib.compress(bytes(80 * 1024 * 1024))
    pixels = b"".join(b"\0" + row.ljust(64, b" ") for row in (PHP, SCRIPT, MARK) * 8)
    raw = (b"IDAT", zlib.compress(pixels, 0))
    head = (b"IHDR", struct.pack(">IIBBBBB", 64, 24, 8, 0, 0, 0, 0))
    shown = b"\x89PNG\r\n\x1a\n" + b"".join(pictures.chunk(*one) for one in (head, raw, (b"IEND", b"")))
    return {
        "png of 40,000 pixels a side": photo(png_with(size=(40_000, 40_000)), "photo_too_wide"),
        "png that unfolds to 225 million pixels": photo(pictures.bomb(15_000, 15_000), "photo_too_wide"),
        "png of no size": photo(png_with(size=(0, 0)), "photo_unreadable"),
        "png with words": photo(png_with((b"tEXt", b"Comment\0" + SCRIPT))),
        "png with position": photo(png_with((b"eXIf", exif()[6:]))),
        "png with words that unfold without end": photo(
            png_with((b"zTXt", b"Comment\0\0" + bomb)), "photo_unreadable"
        ),
        "png with a profile that unfolds without end": photo(
            png_with((b"iCCP", b"icc\0\0" + bomb)), "photo_unreadable"
        ),
        "png whose pixels are php": photo(shown),
        "png with a page behind": photo(png_with(behind=b"<html>" + SCRIPT)),
        "png with a broken sum": photo(png_with().replace(b"IDAT", b"IDAU"), "photo_unreadable"),
        "png that moves for long": photo(many_frames("PNG", 300)),
    }


def _other_pictures() -> dict[str, Hostile]:
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + struct.pack("<HHII", 256, 4, 1, 0x7FFFFFFF) * 2 + MARK
    riff = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0" + b"\xfe\x3f\0" * 2
    return {
        "webp that moves": photo(pictures.moving("WEBP")),
        "webp with camera and position": photo(
            saved(plain(), "WEBP", exif=exif(), xmp=b"<x>" + MARK + b"</x>")
        ),
        "webp that claims 16,000 pixels a side": photo(riff, "photo_too_wide"),
        "webp cut short": photo(saved(plain(), "WEBP")[:-30], "photo_unreadable"),
        "heic": photo(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + MARK * 9, "photo_heic"),
        "avif": other(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + MARK * 9),
        "tiff of a large claim": other(tiff),
        "ico": other(b"\0\0\x01\0\x01\0\0\0\0\0\x01\0\x20\0" + MARK * 9),
        "bmp of a large claim": other(b"BM" + bytes(12) + struct.pack("<Iii", 40, 1 << 30, 1 << 30) + MARK),
        "film named photo.jpg": other(recordings.m4a(b"vide", b"soun")),
    }


# --- papers ---


def _papers() -> dict[str, Hostile]:
    whole = papers.dangers()
    marked = papers.paper(catalogue=b"/OpenAction<</S/JavaScript/JS(" + MARK + b")>>")
    named = {
        "open action": "pdf with a script at its opening",
        "link that starts a program": "pdf that starts a program",
        "embedded file": "pdf with a program inside",
        "dynamic form": "pdf with a form of its own language",
        "film": "pdf with a film",
        "where it was photographed": "pdf with a photo and its position",
        "page behind": "pdf with a page behind",
    }
    ring = papers.paper(trailer=b"/Prev 9")
    return {
        **{ours: paper(whole[theirs]) for theirs, ours in named.items()},
        "pdf with a marked script": paper(marked),
        "pdf that was signed": paper(papers.signed()),
        "pdf with a lock": paper(locked(), "paper_locked"),
        "pdf of ten thousand pages": paper(papers.paper(pages=10_000), "paper_too_long"),
        "pdf whose tables lead in a ring": paper(
            ring.replace(b"/Prev 9", b"/Prev %d" % ring.rindex(b"xref\n0"))
        ),
        "pdf whose pages lead in a ring": paper(papers.broken()["pages in a ring"], "paper_unreadable"),
        "pdf cut short": paper(papers.broken()["cut short"], "paper_unreadable"),
        "pdf that is a page": paper(b"%PDF-1.7\n<html>" + SCRIPT + b"\n%%EOF", "paper_unreadable"),
        "pdf behind a page": other(b"<html>" + SCRIPT + whole["open action"], "document"),
        "pdf that unfolds without end": paper(
            papers.paper(papers.folded(257), resources=b"/XObject<</X 6 0 R>>"), "paper_unreadable"
        ),
        "pdf sent as a photo": Hostile(marked, "image", "photo_not_taken", "photo_not_taken"),
        "pdf sent as a voice": Hostile(marked, "audio", "voice_not_taken", "photo_not_taken"),
    }


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper())) as given:
        given.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


# --- voices ---


def _sounds() -> dict[str, Hostile]:
    cover = recordings.notes(b"APIC\0\0\xff\xff\0\0\0image/png\0\x03\0" + pictures.bomb(9000, 9000) + MARK)
    claim = recordings.voice()[:-4] + b"OggS\0" + bytes(21) + b"\xff" + b"\xff" * 255 + MARK
    place = recordings.box(b"udta", recordings.box(b"\xa9xyz", b"+26.518+089.204/" + MARK))
    return {
        "voice with words and a picture": voice(recordings.voice(remark=SCRIPT * 99), "audio/ogg"),
        "mp3 with a picture that is a bomb": voice(cover + recordings.mp3(), "audio/mpeg"),
        "voice memo with its position": voice(recordings.m4a(more=place), "audio/mp4"),
        "amr with a page behind": voice(recordings.amr() + b"\xff<html>" + MARK, "audio/amr"),
        "ogg with another sound": voice(recordings.bad()["ogg with vorbis"]),
        "ogg of a large claim": voice(recordings.voice(frames=2) + claim * 3),
        "mp3 and a program": voice(recordings.bad()["mp3 and a program"]),
        "film sent as a voice": voice(recordings.m4a(b"vide", b"soun")),
        "page sent as a voice": other(b"<html>" + SCRIPT, "audio"),
        "matroska": other(b"\x1aE\xdf\xa3" + MARK * 9, "audio"),
        "wave": other(b"RIFF\xff\xff\xff\xffWAVEfmt " + MARK * 9, "audio"),
        "flac": other(b"fLaC" + MARK * 9, "audio"),
    }
