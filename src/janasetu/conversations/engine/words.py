"""Whole messages that mean an act, in every spelling people use."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from janasetu.lib import bn

# What else a yes or a no means where that is what was offered.
MEANS = {
    "yes": ("yes", "submit", "confirm", "ok", "resume"),
    "no": ("no", "edit"),
    "skip": ("skip",),
    "done": ("done",),
    "more": ("more",),
    "cancel": ("cancel",),
}
# These only answer what was offered; said of nothing they are words like others.
ANSWERS = frozenset({"yes", "no", "skip", "done", "more"})


@cache
def _acts() -> dict[str, str]:
    written = YAML(typ="safe").load(Path(__file__).with_name("words.yaml"))
    return {bn.match_key(str(word)): str(act) for act, words in written.items() for word in words}


def act_of(text: str) -> str | None:
    """The act this whole message means; None where it is something else."""
    return _acts().get(bn.match_key(text)) if len(text) < 60 else None
