"""Where the keys of an installation lie: a file, a token, or our own test authority. Pure; no key is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PER_MINUTE = 60  # papers of one body, unless the settings say otherwise


@dataclass(frozen=True, slots=True)
class TestAuthority:
    """The authority that each installation makes for itself; what it signs says SPECIMEN on every page."""

    __test__ = False  # nothing for pytest
    folder: Path


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file, and the file that holds its password."""

    path: Path
    password_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A token or HSM: the library that speaks to it (PKCS#11), its label, the label of the key in it.

    `chain`: PEM files of the authorities above its certificate, which tokens often do not hold.
    """

    module: Path
    token: str
    key: str
    pin_file: Path | None = None
    chain: tuple[Path, ...] = ()


KeyPlace = TestAuthority | KeyFile | Token


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """Which key signs for which body: its own, else the installation's, else the test authority's."""

    folder: Path
    general: KeyPlace | None = None
    bodies: Mapping[str, KeyPlace] = field(default_factory=dict)
    per_minute: int = PER_MINUTE

    def of(self, body: str) -> KeyPlace:
        """The key of the body with this code."""
        return self.bodies.get(body) or self.general or TestAuthority(self.folder)

    def is_specimen(self, body: str) -> bool:
        """Whether papers of this body must say SPECIMEN: no key of a real authority signs them."""
        return isinstance(self.of(body), TestAuthority)
