"""What a webhook tells of our templates, numbers and account: in Meta's words, looked at before believed.

Shapes: Cloud API reference, 2026. News of the account stand beside messages, each in a change of its own with
the name of its field; the second is that of the entry.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from janasetu.channels.loose import Json, as_dict, as_list, as_text, dicts, items, moment
from janasetu.messaging.choices import StandingKind
from janasetu.messaging.values import News

CHANNEL = "whatsapp"
MOST_NAME, MOST_LANG, MOST_WORD, MOST_QUALITY, MOST_REASON = 512, 20, 40, 20, 200
_NO_REASON = frozenset({"", "NONE"})


def told(envelope: Json, *, received_at: datetime) -> Iterator[News]:
    """All of it, in the order of the webhook."""
    for entry in as_list(envelope.get("entry")):
        at = moment(as_dict(entry).get("time"), received_at)
        account = as_text(as_dict(entry).get("id"))[:MOST_NAME]
        for change in items(as_dict(entry).get("changes")):
            changed = as_dict(change)
            read = _READERS.get(as_text(changed.get("field")))
            if read:
                one = read(as_dict(changed.get("value")), account, at)
                yield from [one] if one.name else []


_Reader = Callable[[Json, str, datetime], News]


def _status(value: Json, account: str, at: datetime) -> News:
    reason = as_text(value.get("reason"))
    return replace(
        _template(value, at),
        state=_word(value.get("event")),
        reason="" if reason in _NO_REASON else reason[:MOST_REASON],
    )


def _category(value: Json, account: str, at: datetime) -> News:
    return replace(
        _template(value, at),
        category=_word(value.get("new_category")),
        was_category=_word(value.get("previous_category")),
    )


def _quality(value: Json, account: str, at: datetime) -> News:
    return replace(_template(value, at), quality=_word(value.get("new_quality_score"), MOST_QUALITY))


def _template(value: Json, at: datetime) -> News:
    name = as_text(value.get("message_template_name"))[:MOST_NAME]
    lang = as_text(value.get("message_template_language"))[:MOST_LANG]
    return News(CHANNEL, StandingKind.TEMPLATE, name, at, lang=lang)


def _number(value: Json, account: str, at: datetime) -> News:
    """A number is named by its digits alone."""
    return News(
        CHANNEL,
        StandingKind.NUMBER,
        digits_of(as_text(value.get("display_phone_number"))),
        at,
        state=_word(value.get("event")),
        limit=_word(value.get("current_limit")),
    )


def _account(value: Json, account: str, at: datetime) -> News:
    return News(
        CHANNEL,
        StandingKind.ACCOUNT,
        account,
        at,
        state=_word(value.get("event")),
        reason=", ".join(_reasons(value))[:MOST_REASON],
    )


def template_as_listed(given: Json, at: datetime) -> News:
    """A template as the account's own list has it."""
    reason = as_text(given.get("rejected_reason"))
    return News(
        CHANNEL,
        StandingKind.TEMPLATE,
        as_text(given.get("name"))[:MOST_NAME],
        at,
        lang=as_text(given.get("language"))[:MOST_LANG],
        state=_word(given.get("status")),
        reason="" if reason in _NO_REASON else reason[:MOST_REASON],
        category=_word(given.get("category")),
        quality=_word(as_dict(given.get("quality_score")).get("score"), MOST_QUALITY),
    )


def number_as_listed(given: Json, at: datetime) -> News:
    """A number as the account's own list has it."""
    return News(
        CHANNEL,
        StandingKind.NUMBER,
        digits_of(as_text(given.get("display_phone_number"))),
        at,
        state=_word(given.get("status")),
        quality=_word(given.get("quality_rating"), MOST_QUALITY),
        limit=_word(given.get("whatsapp_business_manager_messaging_limit")),
    )


def _reasons(value: Json) -> Iterator[str]:
    """What is restricted, for which violation, or why it was banned."""
    for one in dicts(value.get("restriction_info")):
        yield _word(one.get("restriction_type"))
    for name in ("violation_info", "ban_info"):
        for said in as_dict(value.get(name)).values():
            yield as_text(said)


def digits_of(number: str) -> str:
    """A number's digits, however it is written."""
    return "".join(sign for sign in number if sign.isascii() and sign.isdigit())


def _word(given: object, most: int = MOST_WORD) -> str:
    return as_text(given)[:most]


_READERS: dict[str, _Reader] = {
    "message_template_status_update": _status,
    "template_category_update": _category,
    "message_template_quality_update": _quality,
    "phone_number_quality_update": _number,
    "account_update": _account,
}
