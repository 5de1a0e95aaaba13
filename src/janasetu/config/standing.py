"""How providers stand to our templates and numbers, in lines for who looks after the machine."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from janasetu.config.lines import counted
from janasetu.conversations.ready import all_declared
from janasetu.messaging.choices import StandingKind
from janasetu.messaging.models import Standing
from janasetu.messaging.standings import Concern, Trouble, concerns

_NAMED = 3  # of many, so many are named
_SHOWN = 60  # characters of a sentence
_SAID = {
    Trouble.COSTS_MORE: "charged as something dearer than UTILITY",
    Trouble.REFUSED: "refused by the provider",
    Trouble.STOPPED: "paused or disabled by the provider",
    Trouble.BAD_QUALITY: "of low quality: people block it or complain",
    Trouble.RESTRICTED: "restricted by the provider",
    Trouble.WAITING: "not looked at by the provider yet",
    Trouble.UNKNOWN: "of which the provider has told nothing",
}
MENDS = {
    Trouble.COSTS_MORE: "ask the provider to review its category, or reword it; docs/reference/costs.md",
    Trouble.REFUSED: "reword the sentence: it is proposed again by itself; docs/reference/costs.md",
    Trouble.STOPPED: "send less of it until the provider lifts the pause; people are reached by other ways",
    Trouble.BAD_QUALITY: "find out what people block: too many notices, or to the wrong people",
    Trouble.RESTRICTED: "read the provider's own page of the account, and answer it there",
    Trouble.WAITING: "",
    Trouble.UNKNOWN: "see that the sender runs and reaches the provider",
}


@dataclass(frozen=True, slots=True)
class Told:
    """All that has one trouble, in a line; `mend`: what a person does about it, empty where waiting helps."""

    trouble: Trouble
    fact: str
    mend: str


def troubles() -> list[Told]:
    """What is not as it should be, the alarms first; nothing before a provider has told anything. Two queries
    at most.
    """
    if not Standing.objects.exists():
        return []
    found: dict[Trouble, list[Concern]] = defaultdict(list)
    for concern in concerns(all_declared()):
        found[concern.trouble].append(concern)
    return [Told(trouble, _fact(trouble, each), MENDS[trouble]) for trouble, each in found.items()]


def _fact(trouble: Trouble, found: list[Concern]) -> str:
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    named = "; ".join(_named(concern) for concern in found[:_NAMED])
    return f"{counted(len(found), 'thing')} {_SAID[trouble]}: {named}{more}"


def _named(concern: Concern) -> str:
    return " ".join(_words(concern))


def _words(concern: Concern) -> Iterator[str]:
    yield f"{concern.kind} {concern.name}"
    if concern.kind == StandingKind.TEMPLATE:
        yield concern.lang
        said = " ".join(concern.said.split())
        yield f"«{said[:_SHOWN]}…»" if len(said) > _SHOWN else f"«{said}»"
    if concern.standing and (why := concern.standing.reason):
        yield f"({why})"
