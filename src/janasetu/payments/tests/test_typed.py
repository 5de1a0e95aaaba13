"""What a clerk may type for an amount or for the number of a payment, and what the gateway and UPI take."""

from decimal import Decimal

import pytest

from janasetu.payments import gateways, rules, typed, upi
from janasetu.payments.rules import RefusedError


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("200", "200.00"),
        ("২০০", "200.00"),
        ("२००.५", "200.50"),
        ("₹ ১২,৩৪,৫৬৭.৫০", "1234567.50"),
        ("1,234,567", "1234567.00"),
        ("Rs. 200/-", "200.00"),
        ("২০০ টাকা মাত্র", "200.00"),
        ("200.000", "200.00"),
        ("0.01", "0.01"),
        ("\u200b২০০\u00a0", "200.00"),
        ("99999999999.99", "99999999999.99"),
    ],
)
def test_an_amount_is_read_in_any_digits(text: str, amount: str) -> None:
    assert str(typed.amount_typed(text)) == amount


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "amount_needed"),
        (" ₹ ", "amount_needed"),
        ("দুশো", "amount_unreadable"),
        ("2e3", "amount_unreadable"),
        ("১২.৩৪.৫৬", "amount_unreadable"),
        ("20,0", "amount_unreadable"),
        ("NaN", "amount_unreadable"),
        ("9" * 41, "amount_unreadable"),
        ("200.005", "amount_in_paise"),
        ("0", "amount_above_nothing"),
        ("০.০০", "amount_above_nothing"),
        ("-200", "amount_above_nothing"),
        ("\u2212২০০", "amount_above_nothing"),
        ("100000000000", "amount_too_much"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, key: str) -> None:
    with pytest.raises(RefusedError) as refused:
        typed.amount_typed(text)

    assert refused.value.key == key


def test_a_utr_is_twelve_digits_in_any_script_and_spacing() -> None:
    assert typed.utr_typed(" ৪১২৩ 5678-9012 ") == "412356789012"


@pytest.mark.parametrize("text", ["", "41235678901", "4123567890123", "41235678901A"])
def test_what_is_no_utr_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="utr_wrong"):
        typed.utr_typed(text)


# --- UPI ---


def test_the_link_fills_in_everything() -> None:
    link = upi.link(
        address="falakata@specimen",
        name="Falakata Municipality",
        amount=Decimal(200),
        note="26-1002-0001-4",
        reference="26100200014F1",
    )

    assert link == (
        "upi://pay?pa=falakata@specimen&pn=Falakata%20Municipality&tr=26100200014F1&tn=26-1002-0001-4"
        "&am=200.00&cu=INR"
    )


def test_a_name_cannot_smuggle_in_another_amount() -> None:
    link = upi.link(
        address="a1@bank", name="A&am=1.00#", amount=Decimal("0.50"), note="x?y=z", reference="R1"
    )

    assert link == "upi://pay?pa=a1@bank&pn=A%26am%3D1.00%23&tr=R1&tn=x%3Fy%3Dz&am=0.50&cu=INR"


@pytest.mark.parametrize("address", ["", "falakata", "a@", "x y@bank", "a1@bank&am=1", "@bank", "ফা@bank"])
def test_what_is_no_account_gets_no_link(address: str) -> None:
    with pytest.raises(upi.NotAnAddressError):
        upi.link(address=address, name="", amount=Decimal(1), note="", reference="R1")


# --- the payment company ---

STAND_IN = gateways.StandIn(b"a secret")


def an_order(amount: str = "200.00") -> gateways.Order:
    body, checkout = (gateways.order_of(f"{n:032x}.{n + 1:032x}")[0] for n in (1, 2))
    return gateways.Order(body, checkout, Decimal(amount))


def test_what_the_company_signed_is_read() -> None:
    raw, signature = STAND_IN.answer(an_order(), outcome="paid", transaction="T1")

    told = STAND_IN.read(raw, signature)

    assert (told.body_id, told.checkout_id) == (an_order().body_id, an_order().checkout_id)
    assert (told.outcome, told.amount, told.transaction) == ("paid", Decimal(200), "T1")


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "স্বাক্ষর"])
def test_what_it_did_not_sign_is_not_genuine(signature: str) -> None:
    raw, _ = STAND_IN.answer(an_order(), outcome="paid", transaction="T1")

    with pytest.raises(gateways.NotGenuineError):
        STAND_IN.read(raw, signature)


def test_each_changed_byte_breaks_the_signature() -> None:
    raw, signature = STAND_IN.answer(an_order(), outcome="paid", transaction="T1")

    for at in range(len(raw)):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(gateways.NotGenuineError):
            STAND_IN.read(changed, signature)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"null",
        b'{"order": "x.y", "amount": "1", "outcome": "paid", "transaction": "T"}',
        b'{"order": "%s", "amount": "NaN", "outcome": "paid", "transaction": "T"}',
        b'{"order": "%s", "amount": "1.005", "outcome": "paid", "transaction": "T"}',
        b'{"order": "%s", "amount": "-1", "outcome": "paid", "transaction": "T"}',
        b'{"order": "%s", "amount": "1e99", "outcome": "paid", "transaction": "T"}',
        b'{"order": "%s", "amount": "1", "outcome": "maybe", "transaction": "T"}',
        b'{"order": "%s", "amount": "1", "outcome": "paid", "transaction": ""}',
    ],
)
def test_what_is_signed_and_says_nothing_is_not_genuine_either(said: bytes) -> None:
    raw = said.replace(b"%s", an_order().code.encode())

    with pytest.raises(gateways.NotGenuineError):
        STAND_IN.read(raw, STAND_IN._sign(raw))


# --- notes and coins ---


def test_notes_and_coins_are_counted() -> None:
    assert rules.counted({500: 3, 20: 1, 1: 7}) == Decimal(1527)


@pytest.mark.parametrize("pieces", [{2000: 1}, {500: -1}, {10: 100_001}])
def test_what_is_no_count_is_refused(pieces: dict[int, int]) -> None:
    with pytest.raises(RefusedError, match="count_wrong"):
        rules.counted(pieces)
