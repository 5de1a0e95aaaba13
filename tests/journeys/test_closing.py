"""A complaint lived to its end: proof, a no, the next officer, a yes, stars, thanks; and one in silence."""

from collections.abc import Callable

from janasetu.lib.numerals import digits
from journeys.product import Phone, Product, ref_in

Citizen = Callable[[], Phone]


def resolve(product: Product, ref: str, officer: str, note: str) -> None:
    """With a photo of the finished work."""
    done = product.act(ref, "resolve", "--as", officer, "--photo", "sample", "--note", note)
    assert done.returncode == 0, done.stderr


def story(product: Product, ref: str) -> list[str]:
    return [event["code"] for event in product.case(ref)["events"]]


def test_work_that_was_not_done_is_opened_again_done_and_thanked_for(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    receipt = phone.complain()
    ref = ref_in(receipt["text"])
    assert phone.sent == 6
    assert "সময়সীমা:" in receipt["text"]

    told = phone.say(digits(ref))
    assert f"{ref} · রাস্তার আলো জ্বলছে না" in told["text"]

    refused = product.act(ref, "resolve", "--as", "officer@falakata", "--note", "কাজ শেষ")
    assert (refused.returncode, product.case(ref)["status"]) == (1, "received")
    resolve(product, ref, "officer@falakata", "বাতি বদলানো হল")
    (question,) = phone.hear()
    assert (question["type"], "বাতি বদলানো হল" in question["text"]) == ("choice", True)
    assert question["file"]  # the photo that shows the work as done

    reopened = phone.say("না")
    assert reopened["text"].endswith(f"অভিযোগ {ref} আবার খোলা হল, এবার দেখবেন সচিব।")
    case = product.case(ref)
    assert (case["status"], case["level"], case["officer"]) == ("in_progress", 1, "secretary@falakata")
    assert (case["resolved_by"], case["closes_at"]) == (None, None)

    resolve(product, ref, "secretary@falakata", "তার সারিয়ে নতুন বাতি লাগানো হল")
    phone.hear()
    asked = phone.say("হ্যাঁ")
    assert asked["text"].splitlines() == [
        f"ধন্যবাদ। অভিযোগ {ref} মিটে গেছে বলে লেখা হল।",
        "কাজটা কেমন হল? পাঁচের মধ্যে কত দেবেন?",
    ]
    assert [choice["id"].rpartition(":")[2] for choice in asked["choices"]] == list("54321")
    assert "৫ তারা লেখা হল" in phone.say("৫")["text"]
    assert phone.say("ধন্যবাদ")["text"].startswith("শুনে ভালো লাগল।")

    case = product.case(ref)
    assert (case["status"], case["stars"], case["resolved_by"]) == (
        "resolved_confirmed",
        5,
        "secretary@falakata",
    )
    assert story(product, ref) == [
        *("opened", "resolve_claimed", "reopened", "resolve_claimed", "confirmed", "rated", "thanked")
    ]
    rated = next(event for event in case["events"] if event["code"] == "rated")
    assert (rated["stars"], rated["officer"], rated["department"]) == (5, "secretary@falakata", "m_lighting")


def test_who_is_silent_is_asked_again_then_it_ends_and_a_late_no_opens_it(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    ref = ref_in(phone.complain()["text"])
    resolve(product, ref, "officer@falakata", "আলো জ্বলছে")
    phone.hear()

    product.advance(hours=5 * 24)
    (reminder,) = phone.hear()
    product.advance(hours=2 * 24)
    (ended,) = phone.hear()

    assert "এখনও জানাননি" in reminder["text"]
    assert "আপনার সম্মতি ছাড়াই এটি শেষ বলে লিখতে হল।" in ended["text"]
    assert product.case(ref)["status"] == "resolved_unconfirmed"
    reopened = phone.tap("no", ended)
    assert reopened["text"].endswith("এবার দেখবেন সচিব।")
    assert story(product, ref) == [
        *("opened", "resolve_claimed", "asked_again", "closed_unconfirmed", "reopened")
    ]
