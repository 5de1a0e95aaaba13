"""A small model of a small bank, trained once."""

from collections.abc import Sequence

import pytest

from janasetu.understanding.model import Model
from janasetu.understanding.phrases import Phrase, meant
from janasetu.understanding.training import train

_SAID = {
    "water_no_supply": [
        "জল আসছে না",
        "kole jol nei",
        "no water since morning",
        "jol pacchi na",
        "কলে জল নেই",
        "পানি নাই",
    ],
    "streetlight_out": [
        "রাস্তার আলো জ্বলছে না",
        "light jolche na",
        "street lamp is off",
        "alo nei rastay",
        "ল্যাম্প নেভা",
    ],
    "drain_blocked": [
        "নর্দমা আটকে আছে",
        "drain ta block",
        "nala jam hai",
        "নালা উপচে পড়ছে",
        "nordoma porishkar hoyni",
    ],
    "thanks": ["অনেক ধন্যবাদ", "thank you", "kaj hoye geche dhonnobad", "জল এসে গেছে, উপকার হল", "khub bhalo"],
    "status_query": ["কাজ কতদূর", "amar complain er ki holo", "status please", "কবে হবে", "kotodur egolo"],
    "emergency": ["আগুন লেগেছে বাঁচান", "bachan agun", "শক লেগেছে অজ্ঞান", "jole dube jacche", "fire help"],
}


@pytest.fixture(scope="session")
def bank() -> Sequence[Phrase]:
    # Twice, for what stands in one phrase alone is not learnt.
    said = [(label, text) for label, texts in _SAID.items() for text in texts]
    return [
        *(Phrase(text, "bn", *meant(label)) for label, text in said),
        *(Phrase(f"dada {text}", "bn", *meant(label)) for label, text in said),
        Phrase("drain er kaj hoyni", "bn-Latn", "reopen", "drain_blocked"),
        Phrase("কাজ হয়নি", "bn", "reopen"),
    ]


@pytest.fixture(scope="session")
def model(bank: Sequence[Phrase]) -> Model:
    return train(bank)
