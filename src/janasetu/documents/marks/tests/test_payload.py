"""The signed statement of a paper: it comes back as it was said, and nothing else passes for it."""

import random
from dataclasses import replace
from datetime import date

import pytest

from janasetu.documents.marks import payload, qr
from janasetu.documents.marks.errors import LongMarkError, NotGenuineError
from janasetu.documents.marks.keys import new_key
from janasetu.documents.marks.payload import Mark, Read

KEY = new_key()
KEYS = {KEY.check.kid: KEY.check}
CODE = "0ZA3G9230VQVST"
MARK = Mark(
    issuer="basirhat",
    type="residence_recommendation",
    number="BSH/RES/2026-27/0042",
    code=CODE,
    issued=date(2026, 11, 24),
    until=date(2027, 5, 23),
    name_bn="লক্ষ্মীপ্রিয়া চট্টোপাধ্যায়",
    name_en="Lakshmipriya Chattopadhyay",
)


def test_what_was_said_comes_back() -> None:
    said = payload.opened(payload.sealed(MARK, KEY), KEYS)

    assert said == replace(MARK, kid=KEY.check.kid, name_bn=said.name_bn)
    assert said.name_bn == "লক্ষ্মীপ্রিয়া চট্টোপাধ্যায়"  # the letters that Unicode writes as two


def test_a_paper_without_an_end_and_without_a_name() -> None:
    bare = replace(MARK, until=None, name_bn="", name_en="", number="ক-১২/২৬")

    assert payload.opened(payload.sealed(bare, KEY), KEYS) == replace(bare, kid=KEY.check.kid)


def test_it_goes_through_digits_and_an_address() -> None:
    digits = payload.digits_of(payload.sealed(MARK, KEY))
    address = payload.address("https://seba.example.gov.in/", CODE, digits)

    assert address == f"HTTPS://SEBA.EXAMPLE.GOV.IN/V/{CODE}#{digits}"
    read = payload.taken_apart(address)
    assert read == Read("seba.example.gov.in", CODE, digits)
    assert payload.opened(payload.bytes_of(read.digits), KEYS).number == MARK.number


@pytest.mark.parametrize(
    "text", ["", "https://wa.me/91", "HTTPS://HOST/V/0ZA3G9230VQVSV#1", "https://host/x/0ZA3G9230VQVST", CODE]
)
def test_what_is_no_address_of_a_paper_is_none(text: str) -> None:
    assert payload.taken_apart(text) is None


def test_an_address_without_a_statement_names_the_paper_alone() -> None:
    assert payload.taken_apart("http://localhost:8000/v/0za-3g92-30vq-vst") == Read(
        "localhost:8000", CODE, ""
    )


def test_a_usual_statement_fits_into_a_qr_whose_squares_survive_a_photocopy() -> None:
    address = payload.address(
        "https://seba.example.gov.in", CODE, payload.digits_of(payload.sealed(MARK, KEY))
    )

    assert len(payload.sealed(MARK, KEY)) <= 215
    assert qr.squares(address) <= 69  # version 11: 0.67 mm a square in a box of 46 mm


def test_long_names_are_cut_and_say_so() -> None:
    long = replace(MARK, name_bn="শ্রীমতী " + "লক্ষ্মীপ্রিয়া " * 8, name_en="Shrimati " + "Lakshmipriya " * 8)

    content = payload.sealed(long, KEY)
    said = payload.opened(content, KEYS)

    assert len(content) <= payload.MOST_BYTES
    assert long.name_en.startswith(said.name_en.removesuffix("…"))
    assert said.name_en.endswith("…")
    assert said.name_bn.endswith("…")
    assert len(said.name_bn) >= 20


def test_what_does_not_fit_without_names_is_refused() -> None:
    with pytest.raises(LongMarkError):
        payload.sealed(replace(MARK, number="৯" * 200), KEY)


def test_a_key_that_is_not_known_here_is_told_apart_from_a_wrong_signature() -> None:
    content = payload.sealed(MARK, KEY)

    with pytest.raises(NotGenuineError) as unknown:
        payload.opened(content, {})
    with pytest.raises(NotGenuineError) as forged:
        payload.opened(content, {KEY.check.kid: new_key().check})
    assert (unknown.value.reason, forged.value.reason) == ("key", "signature")


def test_a_forger_with_a_key_of_his_own_is_refused() -> None:
    forged = payload.sealed(replace(MARK, name_bn="অন্য কেউ"), new_key())

    with pytest.raises(NotGenuineError):
        payload.opened(forged, KEYS)


def test_every_changed_bit_is_refused() -> None:
    content = payload.sealed(MARK, KEY)

    for bit in range(len(content) * 8):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotGenuineError):
            payload.opened(bytes(changed), KEYS)


@pytest.mark.parametrize(
    "content", [b"", b"\x01", b"\x01" * 80, b"\x01\x84", random.Random(1).randbytes(200)]
)
def test_any_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(NotGenuineError):
        payload.opened(content, KEYS)


@pytest.mark.parametrize("digits", ["", "0", "01", "১২৩", "-1", "1e3", "9" * 2001, " 12", "\uff11\uff12"])
def test_digits_that_we_do_not_write_are_refused(digits: str) -> None:
    with pytest.raises(NotGenuineError):
        payload.opened(payload.bytes_of(digits), KEYS)
