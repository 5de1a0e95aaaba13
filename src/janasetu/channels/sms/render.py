"""Put a neutral message into the words of a text message: no buttons, no files, one paragraph a line."""

from janasetu.lib.text import shorten

TEXT = 1000  # characters the gateway takes; about fifteen parts of Bengali


def render(text: str) -> str:
    """The words, cut at a letter's border where they are more than a gateway takes."""
    lines = (line.strip() for line in text.splitlines())
    return shorten("\n".join(line for line in lines if line), TEXT)
