"""See to it that the provider knows our templates: what it lacks is proposed, once."""

from collections.abc import Iterable

import structlog

from janasetu.channels.whatsapp.client import CloudApi, FetchError
from janasetu.messaging.templates import Template

log = structlog.get_logger("templates")


def propose_missing(api: CloudApi, account: str, declared: Iterable[Template]) -> bool:
    """Propose what the account does not have; whether it now has, or is looking at, all of it."""
    try:
        known = api.templates(account)
    except FetchError as error:
        log.warning("templates_unknown", reason=str(error))
        return False
    missing = [one for one in declared if (one.name, one.lang) not in known]
    proposed = [_propose(api, account, template) for template in missing]
    return all(proposed)


def _propose(api: CloudApi, account: str, template: Template) -> bool:
    try:
        api.propose(account, template)
    except FetchError as error:
        log.warning("template_refused", template=template.name, lang=template.lang, reason=str(error))
        return False
    return True
