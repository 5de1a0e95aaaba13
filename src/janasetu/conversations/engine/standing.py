"""Where a talk stands, said once more: the open question, the draft that waits, the menu."""

from janasetu.conversations.engine import asking, away, finding, form, menus
from janasetu.conversations.engine.effects import Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.conversations.engine.session import Draft


def stand(here: Here) -> Turn:
    """Say once more where the talk stands: the open question, or the menu."""
    if here.office.is_area:
        return finding.repeat(here)
    if here.session.in_form:
        return form.repeat(here.form())
    return Turn(here.session, (menus.menu(here.office, here.lang),))


def stale(here: Here) -> Turn:
    """A button from an earlier message: nothing changes, and the person is told where the talk stands."""
    return with_remark(stand(here), phrase("stale_choice", here.lang))


def told_in_vain(here: Here, decided: Turn) -> Turn:
    """The words beside a file or a place decided, and it could not be kept itself: that is said."""
    came = here.heard.file or here.heard.said.spot
    return with_remark(decided, phrase("send_again", here.lang)) if came else decided


def greet(here: Here) -> Turn:
    """The menu; or first the draft that still waits."""
    greeted = here.session.idle().reached("greeting")
    shown = waiting(here) or menus.menu(here.office, here.lang, "greeting")
    return Turn(greeted, (shown,))


def waiting(here: Here) -> Say | None:
    """That the newest draft this person has set aside can be gone on with."""
    draft = set_aside(here)
    service = here.office.service(draft.version) if draft else None
    return asking.unfinished(service, draft.name, here.lang) if draft and service else None


def set_aside(here: Here) -> Draft | None:
    """The newest draft that waits, is this person's, was begun in this office, and can be asked on."""
    here_begun = (one for one in reversed(here.session.parked) if one.office in ("", here.office.body))
    known = [one for one in here_begun if here.office.service(one.version)]
    is_shared = bool(known) and len(away.who_share(here)) > 1
    return next((one for one in known if not is_shared or away.is_theirs(here, one)), None)


def unfinished(here: Here) -> Turn:
    return Turn(here.session, (asking.unfinished(here.service(), here.session.draft, here.lang),))


def take_up(here: Here, name: str) -> Turn:
    """A draft that waits is gone on with."""
    taken = here.at(here.session.unpark(name))
    known = here.office.service(taken.session.version)
    return form.repeat(taken.form()) if known else stale(here)


def leave(here: Here, name: str) -> Turn:
    """A draft that waits is given up."""
    left = here.at(here.session.without(name))
    return with_remark(stand(left), phrase("cancelled", here.lang))
