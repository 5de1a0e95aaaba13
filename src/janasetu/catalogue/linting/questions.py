"""Rules on questions: names, kinds, what may be skipped, and the conditions under which they are asked."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import copy
from decimal import Decimal, InvalidOperation

from janasetu.catalogue.conditions import Comparison, Condition, condition
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.refusals import nearest
from janasetu.catalogue.linting.walking import every_question, forms, of_type, questions, stages
from janasetu.catalogue.linting.words import FOR_WHOM
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import Alike, Field, Group, Option, Service

_NAMED_KEY = re.compile(r"`([a-z_]+)`")
_YES_NO = ("yes", "no")
_SELF_OTHER = ("self", "other")


def names_stand_once(draft: Draft, service: Service) -> None:
    """Q801: a question and a group have a name of their own, and a question one within its group; at a desk
    also beside those of the service.
    """
    own = {(within, name) for _, within, name in _named(("ask",), service.ask)}
    for steps, asked in forms(service):
        seen = set() if steps == ("ask",) else set(own)
        for at, within, name in _named(steps, asked):
            if (within, name) in seen:
                draft.tell("Q801", at, f"another question is called `{name}` too")
            seen.add((within, name))


def _named(steps: Steps, asked: tuple[Field | Group, ...]) -> Iterator[tuple[Steps, str, str]]:
    """Every name of a form, with the group in which it is one."""
    for at, one in enumerate(asked):
        key = "group" if isinstance(one, Group) else "field"
        yield (*steps, at, key), "", getattr(one, key)
        if isinstance(one, Group):
            for n, field in enumerate(one.ask):
                yield (*steps, at, "ask", n, "field"), one.group, field.field


def kinds_are_known(draft: Draft, service: Service) -> None:
    """Q805: every kind of question exists."""
    for asked in every_question(service):
        if asked.field.kind not in KINDS:
            said = f"no kind is called `{asked.field.kind}`{nearest(asked.field.kind, KINDS)}"
            draft.tell("Q805", (*asked.steps, "kind"), f"{said}; there are {', '.join(sorted(KINDS))}")


def kinds_allow_it(draft: Draft, service: Service) -> None:
    """Q804: what the kind itself says of how the question is declared."""
    for asked in every_question(service):
        kind = KINDS.get(asked.field.kind)
        for said in kind.problems(asked.field) if kind else ():
            key = next((word for word in _NAMED_KEY.findall(said) if word in Field.model_fields), "field")
            draft.tell("Q804", (*asked.steps, key), said, at_key=True)


def skipping_has_words(draft: Draft, service: Service) -> None:
    """Q807: a question that may be left out has words for it, and no other has."""
    for asked in every_question(service):
        if asked.field.required and asked.field.skip:
            said = "a question that must be answered has no `skip`; or write `required: false`"
            draft.tell("Q807", (*asked.steps, "skip"), said, at_key=True)
        if not asked.field.required and not asked.field.skip:
            said = "a question that may be left out needs `skip`, the words for it"
            draft.tell("Q807", (*asked.steps, "required"), said, at_key=True)


def repeats_end_later(draft: Draft, service: Service) -> None:
    """F209: what is asked again may be asked more often than it must."""
    for here, form in forms(service):
        for at, one in enumerate(form):
            inner = one.ask if isinstance(one, Group) else ()
            for steps, asked in [((), one), *((("ask", n), field) for n, field in enumerate(inner))]:
                if asked.repeat and asked.repeat.least > asked.repeat.most:
                    said = "`least` is more than `most`"
                    draft.tell("F209", (*here, at, *steps, "repeat", "least"), said)


def the_title_is_a_question(draft: Draft, service: Service) -> None:
    """Q808: `title_by` names a question that is asked once."""
    names = [one.field for one in service.ask if isinstance(one, Field) and one.repeat is None]
    if service.title_by and service.title_by not in names:
        said = f"`{service.title_by}` is no question that is asked once{nearest(service.title_by, names)}"
        draft.tell("Q808", ("title_by",), said)


def likes_can_be_told(draft: Draft, service: Service) -> None:
    """Q809: cases are compared by a place that is asked, never where the complainant is kept secret."""
    for steps, rule in of_type(service, Alike):
        if service.kind != "complaint" and draft.knows("kind"):
            draft.tell("Q809", steps, "only complaints are compared with each other", at_key=True)
        elif not any(asked.field.kind == "place" for asked in questions(service)):
            draft.tell("Q809", steps, "likes are told by their place, and no place is asked", at_key=True)
        elif rule.incident and rule.metres is not None:
            said = "an incident is a ward's: write `within: ward`"
            draft.tell("Q809", (*steps, "incident"), said, at_key=True)
    for steps, option in of_type(service, Option):
        if option.confidential and option.alike:
            said = "who complains is confidential, so nobody is told of a like case"
            draft.tell("Q809", (*steps, "alike"), said, at_key=True)


def a_voice_can_be_unheard(draft: Draft, service: Service) -> None:
    """Q810: a case can be opened by a voice alone, and be told apart from one that somebody has heard."""
    if service.unheard is None:
        return
    asked = [one for one in service.ask if isinstance(one, Field) and one.repeat is None]
    said = None
    if service.voice_question is None:
        said = "no question takes a voice: a text may have `accepts: [audio]`"
    elif not any(one.field == service.titled_by and one.options for one in asked):
        said = "a case needs a question whose option names it: it is chosen by whoever hears the voice"
    elif service.concerns == "person":
        said = "a voice alone does not tell whom it is for"
    elif service.limits is None:
        said = "a case that nobody has heard has a limit too: write `limits`"
    elif service.refers or any(option.refers for _, option in of_type(service, Option)):
        said = "what is another office's work is told at once, and nobody knows it before it is heard"
    if said:
        draft.tell("Q810", ("unheard",), said, at_key=True)


def the_credit_is_a_question(draft: Draft, service: Service) -> None:
    """Q808: `credits` names a question for words that is asked once: a number is written in them."""
    asked = [one for one in service.ask if isinstance(one, Field) and one.repeat is None]
    names = [one.field for one in asked if one.kind == "text"]
    if service.credits and service.credits not in names:
        said = f"`{service.credits}` is no text that is asked once{nearest(service.credits, names)}"
        draft.tell("Q808", ("credits",), said)


# --- conditions ---


def conditions_make_sense(draft: Draft, service: Service) -> None:
    """Q802, Q803: a condition looks at what was answered before, and at answers that can be given."""
    scope = _Scope(service, asks_for_whom=service.concerns == "person" or not draft.knows("concerns"))
    _check_form(draft, ("ask",), service.ask, scope)
    for steps, stage, _ in stages(service):
        scope.check(draft, (*steps, "when"), condition(stage.when) if stage.when else None)
        _check_form(draft, (*steps, "ask"), stage.ask, scope.inside())
    for at, fee in enumerate(service.fee):
        scope.check(draft, ("fee", at, "when"), condition(fee.when) if fee.when else None)


def _check_form(draft: Draft, steps: Steps, asked: tuple[Field | Group, ...], scope: "_Scope") -> None:
    """The conditions of one form, of which `scope` knows more and more questions."""
    for at, one in enumerate(asked):
        scope.check(draft, (*steps, at, "when"), one.condition())
        if isinstance(one, Group):
            inner = scope.inside()
            for number, field in enumerate(one.ask):
                inner.check(draft, (*steps, at, "ask", number, "when"), field.condition())
                inner.add_beside(field)
        scope.add_asked(one)


class _Scope:
    """The questions that a condition may look at: those asked before it."""

    def __init__(self, service: Service, *, asks_for_whom: bool) -> None:
        self._every = _all_names(service)
        self._known: dict[str, Field | None] = {}  # None: asked several times
        self._own: Mapping[str, tuple[str, ...]] = {FOR_WHOM: _SELF_OTHER} if asks_for_whom else {}

    def add(self, name: str, field: Field) -> None:
        self._known.setdefault(name, None if field.repeat else field)

    def add_asked(self, one: Field | Group) -> None:
        if isinstance(one, Field):
            self.add(one.field, one)
        elif one.repeat:
            self._known[one.group] = None
        else:
            for field in one.ask:
                self.add(f"{one.group}.{field.field}", field)

    def add_beside(self, field: Field) -> None:
        """A question of the same group stands before one outside of the same name."""
        self._known[field.field] = None if field.repeat else field

    def inside(self) -> "_Scope":
        """What a question of a group may look at; more as they are asked."""
        inner = copy(self)
        inner._known = {**self._known}
        return inner

    def check(self, draft: Draft, steps: Steps, asked: Condition | None) -> None:
        for comparison in asked.comparisons() if asked else ():
            said = self._unknown(comparison.name)
            if said:
                draft.tell("Q802", steps, said)
                continue
            wrong = self._impossible(comparison)
            if wrong:
                draft.tell("Q803", steps, wrong)

    def _unknown(self, name: str) -> str | None:
        if name in self._own:
            return None
        if name not in self._known:
            if name in self._every:
                return f"`{name}` is asked later"
            return f"no question is called `{name}`{nearest(name, [*self._known, *self._own])}"
        if self._known[name] is None:
            return f"`{name}` is asked several times; a condition looks at one answer"
        return None

    def _impossible(self, comparison: Comparison) -> str | None:
        field = self._known.get(comparison.name)
        if field is None:
            return _not_one_of(comparison, self._own[comparison.name])
        return _impossible_for(field, comparison)


def _all_names(service: Service) -> set[str]:
    names = {one.group if isinstance(one, Group) else one.field for _, form in forms(service) for one in form}
    for asked in every_question(service):
        if asked.group:
            names |= {asked.field.field, f"{asked.group.group}.{asked.field.field}"}
    return names


def _impossible_for(field: Field, comparison: Comparison) -> str | None:
    """Why the answer can never compare so; None where it can."""
    if comparison.sign == "given" or field.kind not in KINDS:
        return None
    match field.kind:
        case "choice":
            return _not_one_of(comparison, field.options)
        case "choices" if comparison.sign != "has":
            return f"`{field.field}` has several answers: write `{field.field} has {comparison.values[0]}`"
        case "choices":
            return _not_one_of(comparison, field.options, signs=("has",))
        case "yes_no":
            return _not_one_of(comparison, _YES_NO)
        case "count" | "money":
            return _not_read(comparison, _is_number, "a number")
        case "date":
            return _not_read(comparison, _is_day, "a day as 2026-04-01")
    return f"`{field.field}` has no answer to compare with; only `{field.field} is given` can be asked"


def _not_one_of(
    comparison: Comparison, known: Collection[str], signs: tuple[str, ...] = ("=", "!=", "in")
) -> str | None:
    name = comparison.name
    if comparison.sign == "given":
        return None
    if comparison.sign not in signs:
        return (
            f"`{name}` cannot be compared by `{comparison.sign}`; there are {', '.join(signs)} and is given"
        )
    unknown = next((value for value in comparison.values if value not in known), None)
    if unknown is None or not known:
        return None
    return f"`{unknown}` is no answer to `{name}`{nearest(unknown, known)}; there are {', '.join(known)}"


def _not_read(comparison: Comparison, can_be: Callable[[str], bool], what: str) -> str | None:
    if comparison.sign == "has":
        return f"`{comparison.name}` has one answer: write `{comparison.name} = {comparison.values[0]}`"
    wrong = next((value for value in comparison.values if not can_be(value)), None)
    return f"the answer to `{comparison.name}` is {what}, never `{wrong}`" if wrong is not None else None


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


RULES = (
    names_stand_once,
    kinds_are_known,
    kinds_allow_it,
    skipping_has_words,
    repeats_end_later,
    the_title_is_a_question,
    likes_can_be_told,
    a_voice_can_be_unheard,
    the_credit_is_a_question,
    conditions_make_sense,
)
