"""Which version this is: the first version heading of CHANGELOG.md."""

import re

from janasetu.config.environment import CHECKOUT

_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)\b", re.MULTILINE)


def version() -> str:
    """Such as `0.1.0`."""
    found = _HEADING.search((CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found, "CHANGELOG.md has no version heading"
    return found.group(1)
