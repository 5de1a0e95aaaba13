"""Values of a talk: what is kept as it was typed is said back without marks that turn or hide in it."""

from janasetu.messaging.values import Media, Said, Spot


def test_what_was_said_is_read_back_as_it_was_kept() -> None:
    said = Said(
        "image",
        text="র\u200d্যাশন দোকানের আলো",
        spot=Spot(26.5, 89.25, "বাজার", "স্টেশন রোড"),
        media=Media("1", "image", "image/jpeg"),
    )

    assert Said.from_json(said.as_json()) == said
    assert Said.from_json(Said("sticker").as_json()) == Said("sticker")


def test_words_and_places_are_read_without_what_turns_them() -> None:
    kept = Said(
        "location", text="\u202eআলো\u202c নেই", spot=Spot(26.5, 89.25, "\u2067বাজার", "রোড\u200f")
    ).as_json()

    assert Said.from_json(kept) == Said("location", text="আলো নেই", spot=Spot(26.5, 89.25, "বাজার", "রোড"))


def test_a_place_without_a_name_is_its_degrees() -> None:
    assert Spot.from_json({"lat": 26.5, "lon": 89.25}) == Spot(26.5, 89.25)
