"""A complaint lived through from the first greeting to the citizen's last word."""

from collections.abc import Callable

from journeys.product import Phone, Product, ref_in

Citizen = Callable[[], Phone]


def test_a_complaint_with_photo_and_place_takes_six_messages(product: Product, citizen: Citizen) -> None:
    phone = citizen()

    receipt = phone.complain()

    assert phone.sent == 6
    ref = ref_in(receipt["text"])
    case = product.case(ref)
    assert receipt["text"].splitlines()[:4] == [
        "আপনার অভিযোগ জমা পড়েছে।",
        f"নম্বর: {ref}",
        "বিষয়: রাস্তার আলো জ্বলছে না",
        "দপ্তর: আলো",
    ]
    assert receipt["text"].splitlines()[4].startswith("সময়সীমা: ")
    assert case["fields"]["place"] == {
        "text": "সুভাষপল্লী, ৫ নং ওয়ার্ড",
        "ward": "5",
        "landmark": "সুভাষপল্লী, ৫ নং ওয়ার্ড",
        "lat": phone.lat,
        "lon": 89.2043,
    }
    assert (case["category"], case["status"], case["channel"], case["attachments"]) == (
        "streetlight_out",
        "received",
        "whatsapp",
        1,
    )
    assert (case["department"], case["officer"], case["ward"]) == ("m_lighting", "officer@falakata", "5")


def test_numbers_may_be_typed_in_any_digits_and_english_chosen(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    phone.say("hello")

    menu = phone.say("English")
    assert menu["text"].splitlines()[0] == "We will write in English from now on."
    categories = phone.say("1")
    assert categories["type"] == "choice"
    phone.say("২")
    phone.say("The lamp beside the school is dark")
    photo_question = phone.say("Ward 7, beside the school")
    card = phone.say(str(len(photo_question["choices"])))
    receipt = phone.say("1")

    assert "Subject: Street light out" in card["text"].splitlines()
    assert receipt["text"].splitlines()[0] == "Your complaint is registered."
    case = product.case(ref_in(receipt["text"]))
    assert (case["category"], case["ward"], case["attachments"]) == ("streetlight_out", "7", 0)


def test_resolving_needs_evidence_and_the_citizens_yes(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    ref = ref_in(phone.complain()["text"])

    refused = product.act(ref, "resolve", "--as", "officer@falakata")
    assert refused.returncode == 1
    assert "ছবি ছাড়া নিষ্পত্তি করা যাবে না। কাজ শেষের অন্তত একটি ছবি দিন।" in refused.stderr
    done = product.act(ref, "resolve", "--as", "officer@falakata", "--photo", "sample", "--note", "আলো জ্বলছে")
    assert done.returncode == 0, done.stderr
    (question,) = phone.hear()
    reopened = phone.say("না")

    assert [choice["id"].rpartition(":")[2] for choice in question["choices"]] == ["yes", "no"]
    assert "সচিব" in reopened["text"]
    case = product.case(ref)
    assert (case["status"], case["officer"]) == ("in_progress", "secretary@falakata")
    assert [event["code"] for event in case["events"]] == ["opened", "resolve_claimed", "reopened"]

    product.act(ref, "resolve", "--as", "secretary@falakata", "--photo", "sample")
    (question,) = phone.hear()
    thanks = phone.tap("yes", question)

    assert thanks["text"].splitlines()[0] == f"ধন্যবাদ। অভিযোগ {ref} মিটে গেছে বলে লেখা হল।"
    case = product.case(ref)
    assert case["status"] == "resolved_confirmed"
    assert case["ended_at"] is not None


def test_a_stale_button_changes_nothing_and_is_answered(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    phone.complain()
    before = product.lines("cases")

    phone.send("choose", id=_first_category(phone), message=2)
    (answer,) = phone.hear()

    assert answer["text"].startswith("ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।")
    assert product.lines("cases") == before


def _first_category(phone: Phone) -> str:
    phone.read = 0
    categories = phone.hear(count=6)[1]
    return str(categories["choices"][0]["id"])
