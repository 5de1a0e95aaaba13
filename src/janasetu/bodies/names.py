"""The keys of a body's name, remembered: a directory asks for those of one name many times over. Pure."""

from functools import cache, lru_cache

from janasetu.lib import bn
from janasetu.lib.fold import fold, fold_keys, fold_words

_REMEMBERED = 1 << 15  # the spellings of a whole state

# What people add to a name, and spell as they like; it does not tell one body from another.
_KIND_WORDS = (
    "পুরসভা পৌরসভা পুরনিগম পৌরনিগম পৌরসংস্থা গ্রাম পঞ্চায়েত পঞ্চায়েৎ ব্লক জেলা অঞ্চল জিপি "
    "municipality corporation municipal gram panchayat panchayet block district gp pourosabha purosabha"
)

as_written = lru_cache(_REMEMBERED)(bn.match_key)  # just as it is written, but for case, signs and digits
filed_under = lru_cache(_REMEMBERED)(fold_keys)  # the keys by which it is found as it sounds


@lru_cache(_REMEMBERED)
def as_heard(name: str) -> str:
    """As it sounds, in any script, without the words that only say the kind."""
    return _telling(fold(name))


@lru_cache(_REMEMBERED)
def heard_as(name: str) -> tuple[str, ...]:
    """The keys under which a name is to be looked for with `as_heard`."""
    return tuple(dict.fromkeys(map(_telling, filed_under(name))))


@cache
def kind_words() -> frozenset[str]:
    """The words that only say the kind, folded."""
    return frozenset(fold_words(_KIND_WORDS))


def _telling(key: str) -> str:
    """The words that tell one body from another; all of them where there are no such."""
    return " ".join(word for word in key.split() if word not in kind_words()) or key
