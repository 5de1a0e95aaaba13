"""What is said of work that was just confirmed: stars, by tap or typed, a few words, a word of thanks."""

import re
from collections.abc import Sequence

from janasetu.conversations.engine import beginning
from janasetu.conversations.engine.effects import RateWork, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Command, case_asked, meaning
from janasetu.conversations.engine.saying import phrase
from janasetu.lib import bn, references

STARS = ("5", "4", "3", "2", "1")
NOTHING = "nothing"
# Stars as people type them, in the form that lib.bn.match_key gives them: «৫ তারা», «5/5», «5 stars».
_COUNTED = "|".join(map(bn.match_key, ("5", "তারা", "তারকা", "star", "stars", "तारे", "तारा")))
_TYPED = re.compile(rf"([1-5])(?: (?:{_COUNTED}))?")
_DRAWN = re.compile("[★⭐*\ufe0f ]+")  # or drawn, one beside the other
_STAR = re.compile("[★⭐*]")


def said(here: Here) -> Turn | None:
    """Words after the question about the work, or after its stars; None for everything else."""
    if here.heard.said.kind != "text" or here.heard.said.choice:
        return None
    if thanked := _thanked(here):
        return thanked
    if stars := _typed_stars(here):
        return stars
    ref = case_asked(here, "rate", NOTHING)
    if not ref or beginning.named(here) or references.find(here.heard.said.text):
        return None
    return Turn(here.session, (RateWork(ref, text=here.heard.said.text),))


def pressed(here: Here, parts: list[str]) -> Turn | None:
    """A star, or that there is nothing more to say; None for every other button."""
    match parts:
        case ["rate", ref, what] if what in STARS and references.read(ref) == ref:
            return Turn(here.session, (RateWork(ref, stars=int(what)),))
        case ["rate", _, what] if what == NOTHING:
            return Turn(here.session, (phrase("thanks_too", here.lang),))
    return None


def _thanked(here: Here) -> Turn | None:
    """A lone word of thanks right after the work was confirmed is for those who did it."""
    meant = meaning(here)
    ref = _asked_of(here, (*STARS, NOTHING))
    if not ref or not (isinstance(meant, Command) and meant.act == "thanks"):
        return None
    return Turn(here.session, (RateWork(ref),))


def _typed_stars(here: Here) -> Turn | None:
    stars = _stars_in(here.heard.said.text)
    ref = _asked_of(here, STARS) if stars else ""
    return Turn(here.session, (RateWork(ref, stars=int(stars)),)) if ref else None


def _stars_in(text: str) -> str:
    """How many stars the whole text means; empty where it means anything else."""
    if _DRAWN.fullmatch(text) and str(count := len(_STAR.findall(text))) in STARS:
        return str(count)
    found = _TYPED.fullmatch(bn.match_key(text))
    return found[1] if found else ""


def _asked_of(here: Here, acts: Sequence[str]) -> str:
    """The case about whose work it was asked last; empty where something else was said after it."""
    if not here.heard.offered.newest:
        return ""
    parts = (one.id.split(":") for one in here.heard.offered.choices)
    asked = {part[1] for part in parts if len(part) == 3 and part[0] == "rate" and part[2] in acts}
    known = [ref for ref in asked if references.read(ref) == ref]
    return known[0] if len(known) == 1 else ""
