"""The sentences of posters."""

from pathlib import Path

from janasetu.lib.phrases import Phrases

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
