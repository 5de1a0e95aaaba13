"""See to it that the provider knows our templates: what it lacks is proposed, once; how it stands is kept."""

from collections.abc import Callable, Iterable, Sequence

import structlog

from janasetu.channels.whatsapp.client import CloudApi, FetchError
from janasetu.messaging.templates import CATEGORY, Template
from janasetu.messaging.values import News

log = structlog.get_logger("templates")

Keep = Callable[[Sequence[News]], None]


def propose_missing(api: CloudApi, account: str, declared: Iterable[Template], *, keep: Keep) -> bool:
    """Propose what the account does not have; whether it now has, or is looking at, all of it.

    `keep` is given how the provider stands to each template.
    """
    try:
        known = api.templates(account)
    except FetchError as error:
        log.warning("templates_unknown", reason=str(error))
        return False
    keep(known)
    ours = {(one.name, one.lang): one for one in declared}
    for one in known:
        if (one.name, one.lang) in ours and one.category not in ("", CATEGORY):
            log.error("template_costs_more", template=one.name, lang=one.lang, category=one.category)
    missing = ours.keys() - {(one.name, one.lang) for one in known}
    proposed = [_propose(api, account, ours[key]) for key in sorted(missing)]
    keep([one for one in proposed if one])
    return all(proposed)


def keep_numbers(api: CloudApi, account: str, *, keep: Keep) -> None:
    """Give `keep` how the provider stands to each number of the account."""
    try:
        keep(api.numbers(account))
    except FetchError as error:
        log.warning("numbers_unknown", reason=str(error))


def _propose(api: CloudApi, account: str, template: Template) -> News | None:
    """What the provider says to it; None where it did not even look at it."""
    try:
        return api.propose(account, template)
    except FetchError as error:
        log.warning("template_refused", template=template.name, lang=template.lang, reason=str(error))
        return None
