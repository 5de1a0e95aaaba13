"""Draw the sample files anew: `python -m linesim.samples.draw` (needs Pillow)."""

from __future__ import annotations

import random
import shutil
import struct
import subprocess
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent
SILENCE = b"\xf8\xff\xfe"  # one Opus frame of 20 ms with nothing in it
FRAMES = 100
SAMPLES_A_FRAME = 960


def draw_photo() -> None:
    """A road at dusk with a hole in it."""
    grain = random.Random(7)  # noqa: S311  (pebbles, not secrets)
    photo = Image.new("RGB", (800, 600), "#c9d6df")
    pen = ImageDraw.Draw(photo)
    for row in range(300):
        pen.line([(0, row), (800, row)], fill=(120 + row // 4, 150 + row // 5, 190 - row // 6))
    pen.rectangle([(0, 250), (190, 330)], fill="#9a6b4f")
    pen.rectangle([(610, 230), (800, 330)], fill="#7d8a6a")
    pen.polygon([(300, 320), (500, 320), (800, 600), (0, 600)], fill="#5b5b5e")
    pen.polygon([(0, 320), (300, 320), (0, 600)], fill="#8a7a5c")
    pen.polygon([(500, 320), (800, 320), (800, 600)], fill="#83765a")
    for dash in range(4):
        top = 340 + dash * 66
        pen.polygon([(397, top), (403, top), (408, top + 36), (392, top + 36)], fill="#d8d3c2")
    pen.ellipse([(250, 430), (520, 540)], fill="#3a3531")
    pen.ellipse([(280, 450), (500, 530)], fill="#4d5a63")
    for _ in range(900):
        x, y = grain.randrange(800), grain.randrange(320, 600)
        pen.point((x, y), fill=(grain.randrange(60, 150),) * 3)
    photo.filter(ImageFilter.GaussianBlur(0.8)).save(FOLDER / "photo.jpg", quality=72)


def draw_paper() -> None:
    """One page that looks like a filled form."""
    page = Image.new("L", (620, 877), 255)
    pen = ImageDraw.Draw(page)
    pen.text((200, 60), "SAMPLE PAPER - NOT A DOCUMENT", fill=0, font_size=18)
    for line in range(14):
        pen.line([(70, 160 + 42 * line), (550, 160 + 42 * line)], fill=120)
    page.save(FOLDER / "paper.pdf", resolution=75)


def draw_sticker() -> None:
    """A green tick in a round field, the rest transparent."""
    sticker = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sticker)
    pen.ellipse([(56, 56), (456, 456)], fill="#1d6f5c")
    pen.line([(160, 262), (232, 334), (358, 188)], fill="#ffffff", width=44, joint="curve")
    sticker.save(FOLDER / "sticker.webp", quality=60)


def record_film() -> None:
    """One green second of H.264, which ffmpeg makes; the other samples need Pillow alone."""
    made = "-f lavfi -i color=c=0x1d6f5c:s=160x120:d=1:r=5 -c:v libx264 -profile:v baseline -pix_fmt yuv420p"
    plain = "-movflags +faststart -fflags +bitexact -flags:v +bitexact -x264-params no-info=1"
    said = ["ffmpeg", "-y", *made.split(), *plain.split(), str(FOLDER / "video.mp4")]
    subprocess.run(said, check=True)


def record_voice() -> None:
    """Two seconds of silence, as Ogg Opus."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"linesim" + struct.pack("<I", 0)
    pages = [_ogg_page(2, 0, 0, [head]), _ogg_page(0, 0, 1, [tags])]
    pages.append(_ogg_page(4, FRAMES * SAMPLES_A_FRAME, 2, [SILENCE] * FRAMES))
    (FOLDER / "voice.ogg").write_bytes(b"".join(pages))


def _ogg_page(flags: int, position: int, number: int, packets: list[bytes]) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    page = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, 1, number, 0, len(lengths)) + lengths
    page += b"".join(packets)
    return page[:22] + struct.pack("<I", _ogg_checksum(page)) + page[26:]


def _ogg_checksum(page: bytes) -> int:
    """The CRC of RFC 3533: polynomial 04c11db7, nothing inverted or mirrored."""
    checksum = 0
    for byte in page:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1) ^ (0x04C11DB7 if checksum & 0x80000000 else 0)
            checksum &= 0xFFFFFFFF
    return checksum


if __name__ == "__main__":
    draw_photo()
    draw_paper()
    draw_sticker()
    record_voice()
    if shutil.which("ffmpeg"):
        record_film()
