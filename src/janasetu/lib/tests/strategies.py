"""Hypothesis strategies for the text that reaches an office: Bengali as typed, and text meant to break."""

from hypothesis import strategies as st

BENGALI = "".join(map(chr, range(0x980, 0xA00)))
DEVANAGARI = "".join(map(chr, range(0x900, 0x980)))
UNSEEN = "\u200b\u200c\u200d\u200e\u2060\ufeff\xad\ufe0f\u202e\u2066"
HOSTILE = "\x00\x07\r\x85\x9b\ud83d\ude00\udfff\ufffe\uffff\ufdd0\U0001ffff\U0010ffff\u0301\u0323\u0334"
EMOJI = "👍🏽👩‍🇮🇳1️⃣❤🔥"


def bengali_typed() -> st.SearchStrategy[str]:
    """Bengali with joiners, spaces, signs and digits of three scripts, well-formed or not."""
    return st.text(st.sampled_from(BENGALI + "\u200c\u200d  \n।-.,19ab१९"), max_size=60)


def bengali_hostile(*, longest: int = 60) -> st.SearchStrategy[str]:
    """All that can stand in a Python string: marks without a base, halves of pairs, controls, turned text.

    Of at most `longest` parts, each a letter or a pile of them.
    """
    letters = st.sampled_from(BENGALI + DEVANAGARI + UNSEEN + HOSTILE + EMOJI + " \n\t।aZ0٣")
    anything = st.characters(exclude_categories=())
    piled = st.builds(lambda base, mark, n: base + mark * n, letters, letters, st.integers(1, 40))
    return st.lists(st.one_of(letters, letters, letters, anything, piled), max_size=longest).map("".join)


def json_values() -> st.SearchStrategy[object]:
    """JSON as a provider might send it, with hostile text, NaN and integers of any size."""
    texts = bengali_hostile(longest=12)
    leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
    return st.recursive(
        leaves, lambda inner: st.one_of(st.lists(inner), st.dictionaries(texts, inner)), max_leaves=10
    )
