"""Take out of a definition what the format refuses, put something in its place, and look again.

So one wrong line does not hide what is wrong with the others. What is invented here is never told about, and
never leaves the linter: a definition with a refusal is not used.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from janasetu.catalogue.linting.refusals import Refusal, Refused, refusals
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import Service
from janasetu.lib.text import shorten, units

_ROUNDS = 8  # each may bring to light what the one before hid
_BRANCH = re.compile(
    r"(constrained-str|tuple|dict|literal)(?:\[.*\])?"
)  # how pydantic calls alternatives of a value
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "constrained-str": str,
    "tuple": list,
    "dict": dict,
    "literal": (str, bool, int),
}
_EITHER = {
    "constrained-str": "a code, or a code for each kind of body",
    "tuple": "a list of codes, or a list for each kind of body",
    "literal": "one word, or one for each kind of body",
}


class _List(dict[int, Any]):
    """A list whose items keep their numbers when others are taken out."""


@dataclass
class Mended:
    """What remains of a definition: the service, if any, and how its places stand to those of the file."""

    service: Service | None = None
    refusals: list[Refusal] = field(default_factory=list)
    _invented: set[Steps] = field(default_factory=set)
    _values: Any = None
    _kept: dict[Steps, list[int]] = field(default_factory=dict)

    def as_written(self, steps: Steps) -> Steps:
        """The steps in the file to what stands at these steps of the service, without what was taken out."""
        written: Steps = ()
        here: Steps = ()
        node = self._values
        for step in steps:
            found = step
            if _holds(node, step):
                found = self._kept[here][int(step)] if isinstance(node, list) else step
                node, here = node[step], (*here, step)
            written = (*written, found)
        return written

    def is_invented(self, written: Steps) -> bool:
        return _lies_in(self._invented, written)


def mended(values: Mapping[str, Any]) -> Mended:
    """The service that these values describe, without what the format refuses, and all that it refuses."""
    made = Mended()
    tree = _opened(values)
    for _ in range(_ROUNDS):
        made._kept = {}
        made._values = _closed(tree, (), made._kept)
        try:
            made.service = Service.model_validate(made._values)
        except ValidationError as error:
            before = frozenset(made._invented)
            for refused in _refused(error, made):
                if not _is_our_doing(refused, made._invented):
                    made.refusals += refusals(refused)
                if not _lies_in(made._invented - before, refused.steps):  # else it went out with those
                    _mend(tree, refused, made._invented)
        else:
            break
    return made


# --- what is refused ---


def _refused(error: ValidationError, made: Mended) -> Iterator[Refused]:
    """The errors with their places in the file; one where a value may be this or that and is neither."""
    for each in error.errors(include_url=False):
        context = dict(each.get("ctx") or {})
        steps, branch = _without_branches(each["loc"], made._values)
        if branch is not None and not _is_meant(*branch):
            if branch[0] == "dict" or isinstance(branch[1], dict):
                continue
            context["expected"] = _EITHER[branch[0]]
        value = _value_at(made._values, steps)
        if each["type"] != "too_short" or not value:  # else its items are refused one by one
            yield Refused(each["type"], made.as_written(steps), value, each["msg"], context)


def _is_meant(branch: str, value: Any) -> bool:
    """Whether the value is of the type that this alternative wants."""
    return isinstance(value, _TYPES[branch])


def _without_branches(location: tuple[str | int, ...], values: Any) -> tuple[Steps, tuple[str, Any] | None]:
    """The steps without the names of alternatives; the alternative, if any, and the value it is of."""
    steps: list[str | int] = []
    branch, node = None, values
    for at, step in enumerate(location):
        alternative = _BRANCH.fullmatch(step) if isinstance(step, str) else None
        if _is_tag(location[: at + 1]):
            continue
        if _holds(node, step):
            node = node[step]
        elif alternative:
            branch = alternative[1], node
            continue
        steps.append(step)
    return tuple(steps), branch


def _is_tag(location: tuple[str | int, ...]) -> bool:
    """Whether the last of these says which sort of question it was taken for: `ask.0.field.label`, of the
    service or of a desk; what a group asks is of one sort.
    """
    return location[-3:-2] == ("ask",) and location[-1] in _TAGS and location[-4:-3] != ("group",)


def _is_our_doing(refused: Refused, invented: set[Steps]) -> bool:
    """Whether something would not be refused, had we not put our own in the place of something else."""
    here = refused.steps
    if _lies_in(invented, here):
        return True
    return refused.type in _OF_THE_WHOLE and any(place[: len(here)] == here for place in invented)


def _lies_in(places: set[Steps], steps: Steps) -> bool:
    """Whether one of the places is on the way to these steps."""
    return any(steps[:length] in places for length in range(len(steps) + 1))


# --- what is put in its place ---


def _mend(tree: dict[Any, Any], refused: Refused, invented: set[Steps]) -> None:
    steps = refused.steps
    match refused.type:
        case "extra_forbidden":
            _drop(tree, steps)
            return
        case "missing" | "too_short":
            _put(tree, steps, _invention(refused.key, len(invented)))
        case "too_long" if isinstance(refused.value, Mapping):
            _shorten(tree, refused, invented)
            return
        case "nearness":
            _put(tree, steps, "ward")
        case "stage_shape":
            _leave_one(_value_at(tree, steps), ("together", "desk", "role"))
            steps = (*steps, "role")
        case "stage_agency" | "stage_ask":
            steps = (*steps, refused.type.removeprefix("stage_"))
            _put(tree, steps, _WORD if refused.type == "stage_agency" else [])
        case "topic_shape":
            _leave_one(_value_at(tree, steps), ("text", "numbers", "says"))
            steps = (*steps, "says")
        case _:
            steps = steps[:-1] if refused.is_of_key else steps
            _drop(tree, steps)
    invented.add(steps)


def _shorten(tree: dict[Any, Any], refused: Refused, invented: set[Steps]) -> None:
    limit = int(refused.context["limit"])
    for lang, text in refused.value.items():
        if units(str(text)) > limit:
            _put(tree, (*refused.steps, lang), shorten(str(text), limit))
            invented.add((*refused.steps, lang))


def _leave_one(node: dict[Any, Any], keys: Sequence[str]) -> None:
    """Leave the first of the keys that exclude each other; where there is none, put in the last."""
    first = next((key for key in keys if node.get(key)), keys[-1])
    for key in set(keys) - {first}:
        node.pop(key, None)
    node[first] = node.get(first) or _INVENTIONS.get(first, _WORD)  # an empty `role:` is none


def _invention(key: str, number: int) -> Any:
    """Something of the right form, unlike anything else; the same key may hold different things."""
    if key in _TEXTS:
        return {"bn": f"বাকি {number}", "en": f"{_WORD} {number}"}
    made = _INVENTIONS.get(key, f"{_WORD}{number}")
    return made() if callable(made) else made


_WORD = "unread"
_TAGS = ("field", "group")
_OF_THE_WHOLE = frozenset({"too_short", "stage_shape", "stage_agency", "topic_shape"})
_TEXTS = frozenset({"name", "label", "short", "more", "purpose"})
_INVENTIONS: Mapping[str, Any | Callable[[], Any]] = {
    "amount": 0,
    "ask": lambda: [{"field": _WORD, "kind": _WORD}],
    "first_action": lambda: [{"within": "1 day"}],
    "for": "1 day",
    "format": 1,
    "from": "here",
    "kind": "information",
    "most": 2,
    "number": "000",
    "offered_by": lambda: ["state"],
    "promise": lambda: [{"within": "1 day"}],
    "says": "hours",
    "to": "end",
    "type": "letter",
    "within": "1 day",
}


# --- trees ---


def _opened(node: Any) -> Any:
    """The same values, with lists whose items keep their numbers."""
    if isinstance(node, Mapping):
        return {key: _opened(value) for key, value in node.items()}
    if isinstance(node, list):
        return _List(enumerate(map(_opened, node)))
    return node


def _closed(node: Any, steps: Steps, kept: dict[Steps, list[int]]) -> Any:
    """Plain values again; `kept` tells for each list which items are left."""
    if isinstance(node, _List):
        kept[steps] = list(node)
        return [_closed(value, (*steps, at), kept) for at, value in enumerate(node.values())]
    if isinstance(node, dict):
        return {key: _closed(value, (*steps, key), kept) for key, value in node.items()}
    return node


def _holds(node: Any, step: str | int) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def _value_at(node: Any, steps: Steps) -> Any:
    """The value there; a shape that may be written shorter has fewer steps than it is meant to have."""
    for step in steps:
        node = node[step] if _holds(node, step) else node
    return node


def _put(tree: dict[Any, Any], steps: Steps, value: Any) -> None:
    """Put a value where the mapping around it is written."""
    _value_at(tree, steps[:-1])[steps[-1]] = _opened(value)


def _drop(tree: dict[Any, Any], steps: Steps) -> None:
    """Take out the value there, or the nearest around it that is written."""
    node, holder, last = tree, None, None
    for step in steps:
        if _holds(node, step):
            holder, last, node = node, step, node[step]
    if holder is not None:
        del holder[last]
