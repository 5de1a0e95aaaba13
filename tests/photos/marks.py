"""A share of the proof of marks: statements altered in every way, and a paper photographed whole."""

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from janasetu.documents.marks import codes, payload, qr
from janasetu.documents.marks.errors import NotGenuineError
from janasetu.documents.marks.keys import CheckKey, new_key
from janasetu.documents.marks.payload import Mark
from photos import simulated

ALTERED = 100
_HALF, _ORDER = 32, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_NAMES = (
    ("লক্ষ্মীপ্রিয়া চট্টোপাধ্যায়", "Lakshmipriya Chattopadhyay"),
    ("মোঃ রফিকুল ইসলাম", "Md. Rafikul Islam"),
    ("স্বাতী দে", "Swati De"),
)

Altering = Callable[[bytes, "Scene"], bytes]


class Scene:
    """A key that is believed, one that is not, and two papers."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.key, self.forger = new_key(), new_key()
        self.believed: Mapping[bytes, CheckKey] = {self.key.check.kid: self.key.check}
        self.mark, self.other = self._mark(), self._mark()
        self.sealed = payload.sealed(self.mark, self.key)

    def _mark(self) -> Mark:
        name_bn, name_en = self.chance.choice(_NAMES)
        serial = self.chance.randrange(1, 99_999)
        return Mark(
            issuer="basirhat",
            type="residence_recommendation",
            number=f"BSH/RES/2026-27/{serial:04}",
            code=codes.new_code(1003, draw=self.chance.randrange),
            issued=date(2026, 4, 1),
            until=None,
            name_bn=name_bn,
            name_en=name_en,
        )


def part(number: int) -> Mapping[str, int]:
    """A hundred altered statements are refused, and one photo is read by both readers."""
    scene = Scene(number)
    assert payload.opened(scene.sealed, scene.believed).number == scene.mark.number
    for turn in range(ALTERED):
        alter = _ALTERINGS[turn % len(_ALTERINGS)]
        _must_be_refused(scene, alter)
    return {"altered": ALTERED, "photos": 1, "photos read by zbar": _photographed(scene, number)}


def _must_be_refused(scene: Scene, alter: Altering) -> None:
    altered = alter(scene.sealed, scene)
    assert altered != scene.sealed
    try:
        digits = payload.digits_of(altered)
        payload.opened(payload.bytes_of(digits) if altered[:1] != b"\0" else altered, scene.believed)
    except NotGenuineError:
        return
    raise AssertionError(f"{alter.__name__} passed: {altered.hex()}")


# --- alterings ---


def _bit(content: bytes, scene: Scene) -> bytes:
    at = scene.chance.randrange(len(content) * 8)
    return _with(content, at // 8, content[at // 8] ^ 1 << at % 8)


def _byte(content: bytes, scene: Scene) -> bytes:
    at = scene.chance.randrange(len(content))
    return _with(content, at, (content[at] + scene.chance.randrange(1, 256)) % 256)


def _two_places(content: bytes, scene: Scene) -> bytes:
    while True:
        one, two = scene.chance.sample(range(len(content)), 2)
        if content[one] != content[two]:
            return _with(_with(content, one, content[two]), two, content[one])


def _shorter(content: bytes, scene: Scene) -> bytes:
    at = scene.chance.randrange(len(content))
    return content[:at] + content[at + scene.chance.randrange(1, 9) :]


def _longer(content: bytes, scene: Scene) -> bytes:
    at = scene.chance.randrange(len(content) + 1)
    return content[:at] + scene.chance.randbytes(scene.chance.randrange(1, 9)) + content[at:]


def _by_a_forger(_: bytes, scene: Scene) -> bytes:
    return payload.sealed(scene.other, scene.forger)


def _by_a_forger_under_our_name(_: bytes, scene: Scene) -> bytes:
    forged = payload.sealed(scene.other, scene.forger)
    return forged.replace(scene.forger.check.kid, scene.key.check.kid)


def _words_of_one_signature_of_another(content: bytes, scene: Scene) -> bytes:
    other = payload.sealed(replace(scene.other, number="X" + scene.other.number), scene.key)
    return other[:-64] + content[-64:]


def _twin(content: bytes, _: Scene) -> bytes:
    s = int.from_bytes(content[-_HALF:])
    return content[:-_HALF] + (_ORDER - s).to_bytes(_HALF)


def _another_signature(content: bytes, scene: Scene) -> bytes:
    return content[:-64] + scene.chance.randbytes(64)


def _no_signature(content: bytes, _: Scene) -> bytes:
    return content[:-64] + bytes(64)


_ALTERINGS: tuple[Altering, ...] = (
    *(_bit, _byte, _two_places, _shorter, _longer, _bit, _by_a_forger, _by_a_forger_under_our_name),
    *(_words_of_one_signature_of_another, _twin, _another_signature, _no_signature, _byte),
)


def _with(content: bytes, at: int, byte: int) -> bytes:
    return content[:at] + bytes([byte]) + content[at + 1 :]


# --- the photo ---


def _photographed(scene: Scene, number: int) -> int:
    """Whether zbar was there to read it too: 1 or 0."""
    digits = payload.digits_of(scene.sealed)
    text = payload.address("https://seba.example.gov.in", scene.mark.code, digits)
    photo = simulated.sent(text, simulated.Photo(), number)
    assert qr.read(photo) == [text], f"photo {number} was not read by zxing-cpp"
    if shutil.which("zbarimg") is None:
        assert not os.environ.get("CI"), "CI has no zbarimg: .ci/run installs zbar-tools"
        return 0
    assert _zbar(photo) == text, f"photo {number} was not read by zbar"
    return 1


def _zbar(photo: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(photo)
        file.flush()
        only_qr = ("-q", "--raw", "-Sdisable", "-Sqrcode.enable")
        read = subprocess.run(["zbarimg", *only_qr, file.name], capture_output=True, text=True, check=False)
    return read.stdout.strip()
