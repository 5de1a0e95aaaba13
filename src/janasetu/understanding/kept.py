"""Where trained models are kept: a folder for each, of its name, and beside them which one is in use."""

from pathlib import Path

CURRENT = "current"  # in the folder of models: the name of the one in use
ABOUT = "model.json"  # in a model's own folder: what it says of itself


def name_in_use(models: Path) -> str:
    """The name of the model that is used; empty while there is none."""
    try:
        return (models / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
