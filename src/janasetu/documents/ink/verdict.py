"""What was seen in a photo of a paper: the fault, where there is one, and the texts of its QR codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Why no page could be had from a photo; each has its sentence, `ink_NAME`, in phrases.yaml.
FAULTS = ("no_page", "cut", "corners", "dark", "blurred")
PEN_SEEN, PEN_MISSING = "seen", "missing"
BY_HAND = frozenset({"no_page", "cut", "corners"})  # of these: somebody may show the corners


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault`: of FAULTS, or empty. `sharpness`, `brightness`: as flat.py measures them. `at`: where the
    corners of the page lie, in parts of the photo. `pen`: whether pen or seal is
    seen on it; empty where they are not due there.
    """

    fault: str
    texts: tuple[str, ...] = ()
    sharpness: float = 0.0
    brightness: float = 0.0
    at: tuple[tuple[float, float], ...] = ()
    pen: str = ""

    def as_json(self) -> dict[str, Any]:
        """As one process tells it another."""
        return {
            "fault": self.fault,
            "texts": list(self.texts),
            "sharpness": round(self.sharpness, 1),
            "brightness": round(self.brightness, 1),
            "at": [list(point) for point in self.at],
            "pen": self.pen,
        }

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> "Verdict":
        """From what the other process told."""
        at = tuple((float(x), float(y)) for x, y in said["at"])
        return cls(
            said["fault"], tuple(said["texts"]), said["sharpness"], said["brightness"], at, said["pen"]
        )
