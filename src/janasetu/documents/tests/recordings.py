"""Recordings for tests, good and bad: silence, and what calls itself a recording, written out on the spot."""

import struct

FRAMES = 50
REMARK = b"<script>alert(1)</script> at 26.518N 89.204E"


def voice(frames: int = FRAMES, *, remark: bytes = b"") -> bytes:
    """A voice message: silence as Opus in Ogg; a page of head, one or more of tags, then sound."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<II", 0, 1 if remark else 0)
    told = struct.pack("<I", len(remark)) + remark if remark else b""
    return ogg(head, tags + told, *[b"\xf8\xff\xfe"] * frames)


def short_voice(packets: int) -> bytes:
    """A voice message of so little that all its sound stands in one page."""
    heads, silence = voice(frames=0), b"\xf8\xff\xfe"
    lengths = bytes([len(silence)]) * packets
    page = struct.pack("<4sBBqIIIB", b"OggS", 0, 4, 960 * packets, 7, 2, 0, packets) + lengths
    page += silence * packets
    return heads + page[:22] + checksum(page) + page[26:]


def ogg(*packets: bytes) -> bytes:
    """One stream, a page a packet (more of one that fits into none), the first two of which are heads."""
    segments, number = bytearray(), 0
    for at, packet in enumerate(packets):
        for piece in _pieces(packet):
            segments += _page(*piece, number, position=960 * max(at - 1, 0))
            number += 1
    return bytes(segments)


_MOST_OF_A_PAGE = 255 * 255


def _pieces(packet: bytes) -> list[tuple[bytes, bool]]:
    """What of the packet stands in each page, and whether it ends there."""
    begins = range(0, len(packet) + 1, _MOST_OF_A_PAGE)
    return [(packet[at : at + _MOST_OF_A_PAGE], at + _MOST_OF_A_PAGE > len(packet)) for at in begins]


def _page(piece: bytes, ends: bool, number: int, *, position: int) -> bytes:
    lengths = bytes([255] * (len(piece) // 255)) + (bytes([len(piece) % 255]) if ends else b"")
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0 if number else 2, position, 7, number, 0, len(lengths))
    page = head + lengths + piece
    return page[:22] + checksum(page) + page[26:]


def pages(content: bytes) -> list[bytes]:
    """The pages of a recording in Ogg; no other bytes may stand between them."""
    found = []
    while content:
        segments = content[26]
        length = 27 + segments + sum(content[27 : 27 + segments])
        found.append(content[:length])
        content = content[length:]
    return found


def checksum(page: bytes) -> bytes:
    """The CRC of RFC 3533 over the page without its own: polynomial 04c11db7, nothing inverted."""
    rest = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        rest ^= byte << 24
        for _ in range(8):
            rest = (rest << 1 ^ (0x04C11DB7 if rest & 0x80000000 else 0)) & 0xFFFFFFFF
    return struct.pack("<I", rest)


def mp3(frames: int = FRAMES) -> bytes:
    """MPEG 1, layer III, 64 kilobits at 44.1 kHz: 208 bytes a frame."""
    return (b"\xff\xfb\x50\xc0" + bytes(204)) * frames


def notes(content: bytes) -> bytes:
    """What players write before an MP3 (ID3v2.3): here anything at all."""
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + content


def aac(frames: int = FRAMES) -> bytes:
    """AAC in its stream form (ADTS), 44.1 kHz: 100 bytes a frame."""
    length = 100
    head = bytes([0xFF, 0xF1, 0x50, 0x80 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC])
    return (head + bytes(length - len(head))) * frames


def amr(frames: int = FRAMES) -> bytes:
    """AMR of 12.2 kilobits: 32 bytes a frame."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * frames


def m4a(*tracks: bytes, more: bytes = b"") -> bytes:
    """A file of boxes with tracks of these kinds, one of sound if none is named, and `more` beside them."""
    kinds = tracks or (b"soun",)
    film = b"".join(box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(13)))) for kind in kinds)
    return (
        box(b"ftyp", b"M4A \0\0\0\0isom")
        + box(b"moov", box(b"mvhd", bytes(100)) + film + more)
        + box(b"mdat", bytes(900))
    )


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def good() -> dict[str, tuple[bytes, str]]:
    """Recordings with their types, as telephones make and send them."""
    large = struct.pack(">I4sQ", 1, b"mdat", 116) + bytes(100)
    return {
        "voice message": (voice(), "audio/ogg"),
        "voice message of a moment": (short_voice(packets=100), "audio/ogg"),
        "mp3": (mp3(), "audio/mpeg"),
        "mp3 of 16 kHz": ((b"\xff\xf3\x48\xc0" + bytes(140)) * 9, "audio/mpeg"),
        "mp3 whose last frame is short": (mp3()[:-50], "audio/mpeg"),
        "aac": (aac(), "audio/aac"),
        "amr": (amr(), "audio/amr"),
        "m4a": (m4a(), "audio/mp4"),
        "m4a with a large box": (m4a() + large, "audio/mp4"),
    }


def talkative() -> dict[str, tuple[bytes, bytes]]:
    """Recordings with words beside the sound, and without."""
    return {
        "mp3 with notes before": (notes(REMARK * 900) + mp3(), mp3()),
        "mp3 with notes twice": (notes(b"x") + notes(REMARK) + mp3(), mp3()),
        "mp3 with notes behind": (mp3() + b"TAG" + REMARK.ljust(125, b"\0"), mp3()),
        "aac with words behind": (aac() + REMARK, aac()),
        "amr with words behind": (amr() + b"\xff" + REMARK, amr()),
        "voice message with words behind": (voice() + REMARK, voice()),
    }


def bad() -> dict[str, bytes]:
    """What begins like a recording and is none, or is none that can be played."""
    return {
        "ogg": b"OggS",
        "ogg with vorbis": ogg(b"\x01vorbis" + bytes(22), b"\x03vorbis" + bytes(30), *[bytes(50)] * 9),
        "ogg without tags": ogg(b"OpusHead" + bytes(11), *[bytes(50)] * 9),
        "ogg without sound": voice(frames=0),
        "ogg of two packets": short_voice(packets=2),
        "ogg of one empty page": voice(frames=0) + pages(voice(frames=1))[-1][:26] + b"\0",
        "ogg of two streams": voice() + voice().replace(b"\x07\0\0\0", b"\x09\0\0\0"),
        "ogg and a page of the web": voice() + b"<html><script>alert(1)</script></html>" * 200,
        "half an ogg, then nothing": voice() + bytes(4000),
        "notes and no mp3": notes(b"<html><script>alert(1)</script></html>" * 50),
        "notes of a size that is not there": b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + mp3(),
        "notes that are cut short": b"ID3\x03",
        "mp3 of two frames": mp3(frames=2),
        "mp3 of another layer": (b"\xff\xfd\x50\xc0" + bytes(204)) * FRAMES,
        "mp3 and a program": mp3() + b"MZ" * 6000,
        "aac and a page of the web": aac() + b"<html></html>" * 600,
        "amr without sound": b"#!AMR\n",
        "amr of frames there are not": b"#!AMR\n" + b"\x4c" * 400,
        "amr of the wide band": b"#!AMR-WB\n" + bytes(400),
        "a film": m4a(b"soun", b"vide"),
        "sound with places": m4a(b"soun", b"meta"),
        "a film without sound": m4a(b"vide"),
        "boxes without tracks": box(b"ftyp", b"M4A ") + box(b"moov", b""),
        "a box that reaches too far": m4a()[:-1],
        "a box of no size": box(b"ftyp", b"M4A ") + b"\0\0\0\x04moov",
        "a photo of a telephone": box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", bytes(60)),
    }
