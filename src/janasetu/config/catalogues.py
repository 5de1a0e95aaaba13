"""Read gettext catalogues: what stands in a message, under which key."""

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

Key = tuple[str | None, str]  # the context, where there is one, and the English sentence


def read(path: Path) -> Catalog:
    """The catalogue of this .po file, in the language of its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def key_of(message: Message) -> Key:
    """By what gettext finds the message."""
    return message.context, msgid(message)


def msgid(message: Message) -> str:
    """The English sentence, of one thing where there is a plural."""
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> list[str]:
    """The translations: one, or one for each plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())
