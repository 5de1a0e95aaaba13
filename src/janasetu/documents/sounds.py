"""What kind of recording some bytes are: by how they begin, then from header to header. No Django.

What comes out is the sound alone: the notes that players write beside it (titles, pictures, places) stay
behind, and so does everything before and after the frames.
"""

from collections.abc import Callable, Iterator

# A million are more than five hours of any of them; of Ogg not the pages are counted but the packets in them.
LEAST_FRAMES, MOST_FRAMES = 3, 1_000_000
# Of what follows the beginning, this much must be sound; players write their own notes at the end.
MOSTLY = 0.9

_OGG, _MP3, _AMR, _M4A, _AAC = "audio/ogg", "audio/mpeg", "audio/amr", "audio/mp4", "audio/aac"


def sniff(content: bytes) -> str | None:
    """The type by the first bytes; None for what does not begin like a recording we take."""
    if content.startswith(b"OggS"):
        return _OGG
    if content.startswith(_AMR_MAGIC):
        return _AMR
    if content[4:8] == b"ftyp":
        return _M4A
    if content.startswith(b"ID3") or _mp3_frame(content, 0):
        return _MP3
    return _AAC if _aac_frame(content, 0) else None


def only_sound(content: bytes, mime: str) -> bytes | None:
    """The recording without what is not sound; None where the bytes are not what they begin like."""
    return _SOUNDS[mime](content)


def _frames(
    frame: Callable[[bytes, int], int], content: bytes, start: int, *, least: int = LEAST_FRAMES
) -> bytes | None:
    """The frames that follow one another from `start` on; None where they are fewer than `least` or too many,
    or where much else follows. `frame` tells the length of the one at a place, or 0.
    """
    at, frames = start, 0
    while at < len(content) and frames <= MOST_FRAMES and (length := frame(content, at)):
        at, frames = at + length, frames + 1
    mostly_sound = min(at, len(content)) - start >= MOSTLY * (len(content) - start)
    return content[start:at] if least <= frames <= MOST_FRAMES and mostly_sound else None


# --- Ogg (RFC 3533) with Opus in it (RFC 7845) ---

_PAGE_HEAD = 27
_SERIAL = slice(14, 18)
_FULL = 255  # a segment of so many bytes goes on in the next one
_NOTHING_TOLD = b"OpusTags" + bytes(8)  # by nobody, and no remark


def _ogg_page(content: bytes, at: int) -> int:
    head = content[at : at + _PAGE_HEAD]
    if len(head) < _PAGE_HEAD or not head.startswith(b"OggS\0") or head[_SERIAL] != content[_SERIAL]:
        return 0
    return _PAGE_HEAD + head[26] + sum(content[at + _PAGE_HEAD : at + _PAGE_HEAD + head[26]])


def _opus(content: bytes) -> bytes | None:
    """The pages, of which those with titles and pictures (OpusTags) are made anew without any."""
    tags = _ogg_page(content, 0)
    sound = _end_of_packet(content, tags)
    if not sound or not _packet(content, 0).startswith(b"OpusHead"):
        return None
    if not _packet(content, tags).startswith(b"OpusTags") or _frames(_ogg_page, content, 0) is None:
        return None
    pages = _frames(_ogg_page, content, sound, least=1)  # a page may hold a second of packets
    if pages is None or _packets(pages) < LEAST_FRAMES:
        return None
    return content[:tags] + _no_tags(content, tags, sound) + pages


def _packets(pages: bytes) -> int:
    """How many packets end in these pages, which a segment does that is not full."""
    at = packets = 0
    while at < len(pages):
        segments = pages[at + _PAGE_HEAD : at + _PAGE_HEAD + pages[at + 26]]
        packets += len(segments) - segments.count(_FULL)
        at += _PAGE_HEAD + len(segments) + sum(segments)
    return packets


def _packet(content: bytes, at: int) -> bytes:
    """How the packet in the page at this place begins."""
    return content[at + _PAGE_HEAD + content[at + 26] :][:8]


def _end_of_packet(content: bytes, start: int) -> int:
    """Where the page ends in which the packet that begins in this one ends; 0 where it does not."""
    at = start
    while start and (length := _ogg_page(content, at)):
        segments = content[at + _PAGE_HEAD : at + _PAGE_HEAD + content[at + 26]]
        at += length
        if segments and segments[-1] < _FULL:
            return at
    return 0


def _no_tags(content: bytes, start: int, end: int) -> bytes:
    """Tags that tell nothing in as many pages as there were, for the pages behind them are numbered."""
    at, pages = start, []
    while at < end:
        last = at + _ogg_page(content, at) >= end
        told = _NOTHING_TOLD if at == start else b""
        body = told.ljust(len(_NOTHING_TOLD) if last else _FULL, b"\0")
        head = content[at : at + 22] + bytes(4) + bytes([1, len(body)])
        pages.append(_with_checksum(head + body))
        at += _ogg_page(content, at)
    return b"".join(pages)


def _with_checksum(page: bytes) -> bytes:
    """The page with its own CRC (RFC 3533, 6): polynomial 04c11db7, nothing inverted or mirrored."""
    checksum = 0
    for byte in page:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1 ^ (0x04C11DB7 if checksum & 0x80000000 else 0)) & 0xFFFFFFFF
    return page[:22] + checksum.to_bytes(4, "little") + page[26:]


# --- MP3: MPEG audio layer III (ISO 11172-3, 13818-3) behind notes of any length (ID3v2) ---

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # hertz by version
_KILOBITS = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # version 1
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # 2 and 2.5
}
_LAYER_III = 1


def _mp3_frame(content: bytes, at: int) -> int:
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer, bits, rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != _LAYER_III or not 0 < bits < 15 or rate == 3:
        return 0
    first = version == 3
    bits_a_second = 1000 * _KILOBITS[1 if first else 2][bits - 1]
    return (144 if first else 72) * bits_a_second // _RATES[version][rate] + (head[2] >> 1 & 1)


def _mp3(content: bytes) -> bytes | None:
    return _frames(_mp3_frame, content, _after_notes(content))


def _after_notes(content: bytes) -> int:
    at = 0
    while content.startswith(b"ID3", at) and at + 10 <= len(content):
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    return at


# --- AAC in its stream form (ISO 13818-7, ADTS) ---


def _aac_frame(content: bytes, at: int) -> int:
    head = content[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > len(head) else 0


def _aac(content: bytes) -> bytes | None:
    return _frames(_aac_frame, content, 0)


# --- AMR, the narrow band (RFC 4867, section 5) ---

_AMR_MAGIC = b"#!AMR\n"
_AMR_LENGTHS = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}  # bytes by frame type
_AMR_ZEROS = 0b1000_0011


def _amr_frame(content: bytes, at: int) -> int:
    head = content[at]
    return 0 if head & _AMR_ZEROS else _AMR_LENGTHS.get(head >> 3 & 15, 0)


def _amr(content: bytes) -> bytes | None:
    frames = _frames(_amr_frame, content, len(_AMR_MAGIC))
    return _AMR_MAGIC + frames if frames else None


# --- M4A: a file of boxes (ISO 14496-12) that has sound and no film ---

# What of each box is needed to hear it; whatever else stands there is emptied, and keeps its place and size.
_NEEDED = {
    b"": frozenset({b"ftyp", b"moov", b"moof", b"mdat"}),
    b"moov": frozenset({b"mvhd", b"trak", b"mvex"}),
    b"trak": frozenset({b"tkhd", b"edts", b"mdia"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"smhd", b"dinf", b"stbl"}),
    b"moof": frozenset({b"mfhd", b"traf"}),
    b"traf": frozenset({b"tfhd", b"tfdt", b"trun"}),
}
_HANDLER, _HANDLER_NAME = 8, 24  # where they stand in `hdlr`


class _NotSoundError(Exception):
    """A box that is no box or reaches beyond what holds it, or a track of something else."""


def _m4a(content: bytes) -> bytes | None:
    cleared = bytearray(content)
    try:
        tracks = _clear(cleared, 0, len(content))
    except _NotSoundError:
        return None
    return bytes(cleared) if tracks else None


def _clear(content: bytearray, first: int, last: int, inside: bytes = b"") -> int:
    """Empty what is not needed among these boxes; how many tracks of sound are in them."""
    tracks = 0
    for at, start, end in _boxes(content, first, last):
        name = bytes(content[at + 4 : at + 8])
        if name not in _NEEDED[inside]:
            content[at + 4 : at + 8], content[start:end] = b"free", bytes(end - start)
        elif name == b"hdlr":
            _require_sound(content, start, end)
            tracks += 1
        elif name in _NEEDED:
            tracks += _clear(content, start, end, name)
    return tracks


def _require_sound(content: bytearray, start: int, end: int) -> None:
    """That the track is of sound, and has no name; _NotSoundError."""
    if content[start + _HANDLER : min(start + _HANDLER + 4, end)] != b"soun":
        raise _NotSoundError
    content[start + _HANDLER_NAME : end] = bytes(max(end - start - _HANDLER_NAME, 0))


def _boxes(content: bytearray, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Where each box from `first` to `last` begins, and where its content begins and ends."""
    at = first
    while at < last:
        size, head = int.from_bytes(content[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        elif size == 0:  # to the end
            size = last - at
        if size < head or at + size > last:
            raise _NotSoundError
        yield at, at + head, at + size
        at += size


_SOUNDS: dict[str, Callable[[bytes], bytes | None]] = {
    _OGG: _opus,
    _MP3: _mp3,
    _AMR: _amr,
    _M4A: _m4a,
    _AAC: _aac,
}
