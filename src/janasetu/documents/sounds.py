"""What kind of recording some bytes are: by how they begin, then from header to header. No Django."""

from collections.abc import Callable, Iterator

LEAST_FRAMES = 3
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


def is_whole(content: bytes, mime: str) -> bool:
    """Whether the bytes are through and through what they begin like."""
    return _CHECKS[mime](content)


def _is_made_of(frame: Callable[[bytes, int], int], content: bytes, start: int) -> bool:
    """Frames follow one another from `start` on. `frame` tells the length of the one at a place, or 0."""
    at, frames = start, 0
    while at < len(content) and (length := frame(content, at)):
        at, frames = at + length, frames + 1
    return frames >= LEAST_FRAMES and min(at, len(content)) - start >= MOSTLY * (len(content) - start)


# --- Ogg (RFC 3533) with Opus in it (RFC 7845) ---

_PAGE_HEAD = 27
_SERIAL = slice(14, 18)


def _ogg_page(content: bytes, at: int) -> int:
    head = content[at : at + _PAGE_HEAD]
    if len(head) < _PAGE_HEAD or not head.startswith(b"OggS\0") or head[_SERIAL] != content[_SERIAL]:
        return 0
    return _PAGE_HEAD + head[26] + sum(content[at + _PAGE_HEAD : at + _PAGE_HEAD + head[26]])


def _is_opus(content: bytes) -> bool:
    second = _ogg_page(content, 0)
    if not second or not _ogg_page(content, second):
        return False
    head, tags = (at + _PAGE_HEAD + content[at + 26] for at in (0, second))
    opens_well = content.startswith(b"OpusHead", head) and content.startswith(b"OpusTags", tags)
    return opens_well and _is_made_of(_ogg_page, content, 0)


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


def _is_mp3(content: bytes) -> bool:
    return _is_made_of(_mp3_frame, content, _after_notes(content))


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


def _is_aac(content: bytes) -> bool:
    return _is_made_of(_aac_frame, content, 0)


# --- AMR, the narrow band (RFC 4867, section 5) ---

_AMR_MAGIC = b"#!AMR\n"
_AMR_LENGTHS = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}  # bytes by frame type
_AMR_ZEROS = 0b1000_0011


def _amr_frame(content: bytes, at: int) -> int:
    head = content[at]
    return 0 if head & _AMR_ZEROS else _AMR_LENGTHS.get(head >> 3 & 15, 0)


def _is_amr(content: bytes) -> bool:
    return _is_made_of(_amr_frame, content, len(_AMR_MAGIC))


# --- M4A: a file of boxes (ISO 14496-12) that has sound and no film ---

_WAY = {b"moov": b"trak", b"trak": b"mdia", b"mdia": b"hdlr"}


class _BrokenBoxError(Exception):
    """A box that is no box, or reaches beyond what holds it."""


def _is_m4a(content: bytes) -> bool:
    sounds = False
    try:
        for name, first, last in _boxes(content, 0, len(content)):
            for kind in _handlers(content, first, last) if name == b"moov" else ():
                if kind == b"vide":
                    return False
                sounds = sounds or kind == b"soun"
    except _BrokenBoxError:
        return False
    return sounds


def _handlers(content: bytes, first: int, last: int, inside: bytes = b"moov") -> Iterator[bytes]:
    """What each track of a film is for: `soun`, `vide`, ..."""
    for name, start, end in _boxes(content, first, last):
        if name == _WAY[inside] == b"hdlr":
            yield content[start + 8 : min(start + 12, end)]
        elif name == _WAY[inside]:
            yield from _handlers(content, start, end, name)


def _boxes(content: bytes, first: int, last: int) -> Iterator[tuple[bytes, int, int]]:
    """The name of each box from `first` to `last`, and where its content lies."""
    at = first
    while at < last:
        size, name, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        elif size == 0:  # to the end
            size = last - at
        if size < head or at + size > last or len(name) < 4:
            raise _BrokenBoxError
        yield name, at + head, at + size
        at += size


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    _OGG: _is_opus,
    _MP3: _is_mp3,
    _AMR: _is_amr,
    _M4A: _is_m4a,
    _AAC: _is_aac,
}
