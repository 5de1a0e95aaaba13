"""What several people have in common: they join one case or have one of their own, and hear the end."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from janasetu.lib import bn
from journeys.product import Phone, Product, ref_in

Citizen = Callable[[], Phone]
ENDED = {"resolved_confirmed", "resolved_unconfirmed", "rejected", "withdrawn", "duplicate", "not_ours"}
PEOPLE = 200
WATER = "water_no_supply"


def untold_ward(product: Product, category: str) -> str:
    """A ward of which nobody has reported yet that it has this."""
    told = {case["ward"] for case in cases_of(product, category) if case["status"] not in ENDED}
    return next(ward for ward in map(str, range(1, 19)) if ward not in told)


def cases_of(product: Product, category: str) -> list[dict[str, Any]]:
    cases = product.lines("cases", "--body", "falakata")
    return [case for case in cases if case["category"] == category]


def tells(phone: Phone, ward: str) -> dict[str, Any]:
    """What somebody hears who has said that there is no water, and where."""
    phone.say("জল আসছে না")
    phone.say("সকাল থেকে কল শুকনো")
    return phone.say(f"{bn.digits(ward)} নং ওয়ার্ড")


def hands_in(phone: Phone) -> dict[str, Any]:
    """The receipt of who has told where it is."""
    phone.say("ছবি নেই")
    return phone.say("জমা দিন")


def tells_at_once(phone: Phone, ward: str) -> dict[str, Any]:
    """The same, told in one message."""
    return phone.say(f"{bn.digits(ward)} নম্বর ওয়ার্ডে সকাল থেকে জল আসছে না")


def all_tell(phones: Sequence[Phone], ward: str) -> list[dict[str, Any]]:
    """What these hear who report it at the same time: every tenth bit by bit, the others in one message."""
    ways = [tells if at % 10 == 0 else tells_at_once for at in range(len(phones))]
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda way, phone: way(phone, ward), ways, phones))


def test_two_hundred_report_one_failure_and_all_hear_the_end_in_three_messages(
    product: Product, citizen: Citizen
) -> None:
    ward, phones = untold_ward(product, WATER), [citizen() for _ in range(PEOPLE)]
    before = len(cases_of(product, WATER))

    tells(phones[0], ward)
    receipts = [hands_in(phones[0])]
    asked = tells(phones[1], ward)
    assert asked["text"].splitlines()[-1] == "আপনারও কি একই সমস্যা?"
    receipts.append(phones[1].tap("me_too", asked))
    for phone in phones[2:5]:
        phone.tap("different", tells(phone, ward))
        receipts.append(hands_in(phone))
    assert receipts[4]["text"].startswith("এই সমস্যাটি অফিসের জানা আছে: জল আসছে না")  # theirs was the fifth
    receipts += all_tell(phones[5:], ward)

    numbers = [ref_in(receipt["text"]) for receipt in receipts]
    assert len(set(numbers)) == PEOPLE
    incident = product.case(numbers[0])
    assert (incident["incident"], incident["supporters"]) == (
        {"wards": [ward], "expected_at": None},
        PEOPLE - 1,
    )
    assert len(cases_of(product, WATER)) - before == 3  # the first one, and two that have become part of it
    assert product.case(bn.digits(numbers[11]))["ref"] == incident["ref"]

    done = product.act(numbers[0], "resolve", "--as", "officer@falakata", "--photo", "sample")
    assert done.returncode == 0, done.stderr

    claims = [phone.hear()[0] for phone in phones]
    for claim in claims:
        assert [choice["id"].rpartition(":")[2] for choice in claim["choices"]] == ["yes", "no"]
    ends = [phones[0].tap("yes", claims[0]), *(phone.hear()[0] for phone in phones[1:])]
    assert product.case(numbers[11])["status"] == "resolved_confirmed"
    assert phones[-1].hears_nothing_more()
    for phone, number, *told in zip(phones, numbers, receipts, claims, ends, strict=True):
        assert phone.heard_since(told[0]) == [message["text"] for message in told]
        assert all(number in message["text"] for message in told)
    assert numbers[11] in phones[11].say(numbers[11])["text"]


def water_stands(phone: Phone, ward: str) -> dict[str, Any]:
    """What somebody hears who has told it by a photo, a few words and a pin."""
    phone.say("নমস্কার")
    phone.send("image", caption="জল জমে আছে")
    (where,) = phone.hear()
    assert where["text"].startswith("«অভিযোগ» লিখছি, বিষয় জল জমে আছে।")
    phone.send("location", lat=phone.lat, lon=89.2043, name=f"স্টেশন রোড, {bn.digits(ward)} নং ওয়ার্ড")
    return phone.hear()[0]


def resolve(product: Product, ref: str, officer: str) -> None:
    done = product.act(ref, "resolve", "--as", officer, "--photo", "sample")
    assert done.returncode == 0, done.stderr


def test_whose_matter_is_another_than_the_two_nearby_has_a_case_that_is_settled_by_their_word_alone(
    product: Product, citizen: Citizen
) -> None:
    ward, (first, second, phone) = untold_ward(product, "waterlogging"), [citizen() for _ in range(3)]
    first.tap("submit", water_stands(first, ward))
    second.tap("submit", second.tap("different", water_stands(second, ward)))

    asked = water_stands(phone, ward)
    nearby = asked["text"].splitlines()
    assert nearby[0] == "কাছাকাছি এই সমস্যাগুলি আগে জানানো হয়েছে:"
    assert [line.split(",")[0] for line in nearby[1:3]] == ["১. জল জমে আছে", "২. জল জমে আছে"]
    receipt = phone.tap("submit", phone.tap("different", asked))
    ref = ref_in(receipt["text"])
    assert phone.sent == 5
    assert {"দপ্তর: সাফাই ও নিকাশি"} < set(receipt["text"].splitlines())
    assert f"{ref} · জল জমে আছে" in phone.say(bn.digits(ref))["text"]

    resolve(product, ref, "officer@falakata")
    (question,) = phone.hear()
    assert question["file"]
    assert phone.say("না")["text"].endswith(f"অভিযোগ {ref} আবার খোলা হল, এবার দেখবেন সচিব।")
    resolve(product, ref, "secretary@falakata")
    phone.hear()
    assert "কাজটা কেমন হল?" in phone.say("হ্যাঁ")["text"]
    phone.say("৫")
    assert phone.say("ধন্যবাদ")["text"].startswith("শুনে ভালো লাগল।")

    case = product.case(ref)
    assert (case["status"], case["stars"], case["resolved_by"]) == (
        "resolved_confirmed",
        5,
        "secretary@falakata",
    )
    assert first.hears_nothing_more(0)
