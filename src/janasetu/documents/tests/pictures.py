"""Pictures for tests, good and bad: drawn on the spot."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, BLUE = (200, 40, 40), (0, 0, 255)


def plain(mode: str = "RGB", size: tuple[int, int] = (300, 200), colour: Any = RED) -> Image.Image:
    return Image.new("RGB", size, colour).convert(mode)


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(size: tuple[int, int] = (300, 200)) -> bytes:
    """A small JPEG of one colour."""
    return saved(plain(size=size))


def photo_of_a_place() -> bytes:
    """A JPEG lying on its side, as phones save them: with camera, position, comment and XMP."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 31.0, 5.0), 3: "E", 4: (89.0, 12.0, 17.0)})
    return saved(plain(), exif=exif, comment=b"SecretRemark", xmp=b"<x>SecretPacket</x>")


def grey_of_sixteen_bits(value: int) -> bytes:
    picture = Image.new("I;16", (30, 20), value)
    return saved(picture, "PNG")


def moving(kind: str) -> bytes:
    """Two frames, the first one red."""
    return saved(plain(), kind, save_all=True, append_images=[plain(colour=BLUE)])


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unfolds to width times height black pixels."""
    rows = zlib.compress(b"\0" * (1 + (width + 7) // 8) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in chunks)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
