"""Whether somebody has told of the same matter before: the person joins them, or theirs is another."""

from hashlib import blake2b

from janasetu.cases.likeness import Where, place_in
from janasetu.catalogue.fields.text import words_in
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import LikeCases, LikeLine, OpenCase, Say, Turn
from janasetu.conversations.engine.saying import PHRASES, choice
from janasetu.lib import bn, references
from janasetu.lib.wards import ward_in
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message

STEP = "alike"  # what the draft waits for while this is asked; no question is called so
ME_TOO, DIFFERENT = "me_too", "different"
# Kept beside the answers: of which matter it was asked last, and the numbers of the cases that were shown.
SEEN, SHOWN = "alike.seen", "alike.shown"
_MOST_SHOWN = 2  # with «no» beside them they are three buttons


def look(form: Form) -> Form | Turn:
    """Join a known incident, or ask whether it is the same as one before; else the form, to be gone on with.

    It is looked for once for each kind and place that is told.
    """
    asked = _question(form)
    if asked is None or form.session.fields.get(SEEN) == _mark(asked):
        return form
    likes = form.world.know(asked)
    known = next((one for one in likes if one.is_known), None)
    if known:
        return join(form, known.ref)
    if not likes:
        return form.at(form.session.with_answer(SEEN, _mark(asked)))
    shown = likes[:1] if likes[0].own else tuple(one for one in likes if not one.own)[:_MOST_SHOWN]
    waiting = form.session.asks(STEP).with_answer(SHOWN, " ".join(one.ref for one in shown))
    return Turn(waiting, (_ask(form, shown),))


def chosen(form: Form, parts: list[str]) -> Turn | Form | None:
    """What a tap on this question means: to join, or the form, to be gone on with. None where it was not
    asked.
    """
    match parts:
        case [ref, act] if act == ME_TOO and ref in str(form.session.fields.get(SHOWN) or "").split():
            return join(form, ref)
        case [act] if act == DIFFERENT:
            return onward(form)
    return None


def onward(form: Form) -> Form:
    """The form as if theirs were another matter: for who answers the next question in place of this one."""
    asked = _question(form)
    return form.at(form.session.with_answer(SEEN, _mark(asked))) if asked else form


def join(form: Form, ref: str) -> Turn:
    """Hand in what there is, to be heard with the case of this number; the receipt is said by the case."""
    return Turn(form.session.idle(), form.handed_in(joins=ref))


def is_handed_in(turn: Turn) -> bool:
    """Whether the turn ends the form: nothing need be said of how to go on with it."""
    return any(isinstance(effect, OpenCase) for effect in turn.effects)


def _question(form: Form) -> LikeCases | None:
    """What to look for; None where the matter is nobody else's, or it is not known yet where it is.

    Before the place is asked, a ward that the description names is enough for a known incident.
    """
    if not form.service.may_be_alike:
        return None
    answers = form.applying()
    rule, category = form.service.alike_in(answers), form.service.category(answers)
    if rule is None or not category:
        return None
    slot = next((one for one in form.slots() if one.field.kind == "place"), None)
    if slot is None or slot.answered(form.session.fields):
        where = Where.of(place_in(form.service, answers))
        return LikeCases(category, rule, where) if slot and answers.get(slot.path) else None
    ward = _ward_told(form)
    return LikeCases(category, rule, Where(ward=ward), only_known=True) if ward and rule.incident else None


def _ward_told(form: Form) -> str:
    """The ward that the description names, where this office has it."""
    told = (one for one in form.slots() if one.field.kind == "long_text")
    words = (form.session.fields.get(one.path) for one in told)
    ward = next((ward for answer in words if answer and (ward := ward_in(words_in(answer)))), "")
    return ward if ward and form.territory.has_ward(ward) else ""


def _mark(asked: LikeCases) -> str:
    where = asked.where
    parts = (asked.category, asked.only_known, where.ward, where.lat, where.lon, where.words)
    told = "|".join(map(str, parts))
    return blake2b(told.encode(), digest_size=6).hexdigest()


# --- words ---


def _ask(form: Form, likes: tuple[LikeLine, ...]) -> Say:
    lang, begin = form.lang, f"{form.session.draft}:{STEP}"
    different = choice(f"{begin}:{DIFFERENT}", DIFFERENT, lang)
    if len(likes) == 1:
        one = likes[0]
        me_too = choice(f"{begin}:{one.ref}:{ME_TOO}", "me_too_mine" if one.own else ME_TOO, lang)
        return Say(Message(_of_one(one, lang), (me_too, different)))
    listed = "\n".join(f"{bn.number(place, lang)}. {one.shown}" for place, one in enumerate(likes, start=1))
    rows = (
        Choice(
            f"{begin}:{one.ref}:{ME_TOO}",
            PHRASES.say("me_too_numbered", lang, number=bn.number(place, lang)),
        )
        for place, one in enumerate(likes, start=1)
    )
    return Say(Message(PHRASES.say("alike_several", lang, list=listed), (*rows, different)))


def _of_one(like: LikeLine, lang: Lang) -> str:
    if like.own:
        return PHRASES.say("alike_mine", lang, like=like.shown, ref=references.grouped(like.own))
    return PHRASES.say("alike_one", lang, like=like.shown)
