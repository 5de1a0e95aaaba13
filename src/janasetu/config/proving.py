"""The long proofs: which there are, which parts of them hold for the tree as it is, and how the rest is run.

A proof is one module in tests/proofs; its file gives it its name. It is cut into parts, each of which counts
what it looked at and raises where it does not hold. The first of a hundred or more is run by the tests too.
"""

import hashlib
import json
import multiprocessing
import os
import re
import signal
import sys
import threading
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment

from janasetu.config import first_tables, translations
from janasetu.config.environment import CHECKOUT
from janasetu.config.errors import FrontDoorError
from janasetu.config.postgres import throwaway
from janasetu.lib import clock

PARTS = 100
SIDE_BY_SIDE = 2  # processes; a core each
TESTS = CHECKOUT / "tests"
_NO_DATABASE = "postgresql:///nowhere?host=/nonexistent"
_MATTERS = (".py", ".sql", ".yaml", ".typ", ".html", ".css", ".js", ".svg", ".po")


@dataclass(frozen=True)
class Proof:
    """What one module of tests/proofs proves.

    `sentence`: the line it proves. `floor`: the highest package of the product that it rests on. `part`:
    looks at the part of this number, the same things at every call, and counts them; what it counts first is
    what its speed is told in. It raises, with the whole example in the text, where that does not hold.
    `folders`: of the checkout, what it rests on beside the packages. `on_database`: it looks at what stands
    in a database, and leaves nothing in it. `in_one_go`: its parts are one run, by one process in their
    order, so that those of a run that was stopped count for nothing.
    """

    sentence: str
    floor: str
    part: Callable[[int], Mapping[str, int]]
    parts: int = PARTS
    folders: tuple[str, ...] = ()
    on_database: bool = False
    in_one_go: bool = False


@dataclass(frozen=True)
class Held:
    """A part that holds: what it counted, and the seconds it took."""

    part: int
    counted: Mapping[str, int]
    seconds: float


@dataclass(frozen=True)
class Broken:
    """A part that does not hold, and the example that shows it, in words."""

    part: int
    words: str


class ProofEndedError(FrontDoorError):
    """A process of a proof was ended from outside."""


# --- which proofs there are ---


def names() -> list[str]:
    """The names of all proofs."""
    return sorted(path.stem for path in (TESTS / "proofs").glob("*.py") if not path.stem.startswith("test_"))


def proof(name: str) -> Proof:
    """The proof of this name."""
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    found: Proof = import_module(f"proofs.{name}").PROOF
    return found


# --- what a proof rests on ---


def tree(name: str) -> str:
    """A hash of all that this proof rests on: a change to any of it begins the proof anew."""
    hashed = hashlib.sha256()
    for path in sorted(_rests_on(name)):
        hashed.update(f"{os.path.relpath(path, CHECKOUT)}\0{path.stat().st_size}\0".encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def _rests_on(name: str) -> Iterator[Path]:
    """The packages up to its floor, the definitions, its folders, it and what proofs share, the libraries."""
    rests = proof(name)
    packages = [CHECKOUT / "src" / "janasetu" / package for package in packages_up_to(rests.floor)]
    own = [CHECKOUT / folder for folder in ("services", *rests.folders)]
    shared = [path for path in (TESTS / "proofs").iterdir() if path.is_dir()]
    for folder in (*packages, *own, *shared):
        yield from (path for path in folder.rglob("*") if path.suffix in _MATTERS and path.is_file())
    yield TESTS / "proofs" / f"{name}.py"
    yield from (CHECKOUT / "requirements").glob("*.txt")


def packages_up_to(floor: str) -> list[str]:
    """The packages on this one's floor and below, as the import linter's contract has them."""
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = [re.findall(r"\w+", layer) for layer in layers]
    top = next(place for place, packages in enumerate(floors) if floor in packages)
    return [package for packages in floors[top:] for package in packages]


# --- what holds already ---


@dataclass(frozen=True)
class Ledger:
    """The parts of one proof that hold for one tree: a line each in DIR/proofs/NAME.jsonl."""

    path: Path
    tree: str

    @classmethod
    def of(cls, name: str, data: Path) -> "Ledger":
        return cls(data / "proofs" / f"{name}.jsonl", tree(name))

    def held(self) -> dict[int, Held]:
        return {one.part: one for line in self._lines() if (one := self._read(line))}

    def begin(self, *, anew: bool = False) -> None:
        """Leave out what was held for another tree, and a line that a kill cut short; if `anew`, all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = [] if anew else [line for line in self._lines() if self._read(line)]
        written = self.path.with_suffix(".new")
        written.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
        written.replace(self.path)

    def add(self, held: Held) -> None:
        line = {"tree": self.tree, "part": held.part, "counted": held.counted, "seconds": held.seconds}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line)}\n")

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _read(self, line: str) -> Held | None:
        try:
            written = json.loads(line)
        except ValueError:
            return None
        if written["tree"] != self.tree:
            return None
        return Held(written["part"], written["counted"], written["seconds"])


@dataclass(frozen=True)
class Standing:
    """How far a proof is."""

    name: str
    proves: Proof
    parts: tuple[Held, ...]

    @classmethod
    def of(cls, name: str, ledger: Ledger) -> "Standing":
        return cls(name, proof(name), tuple(ledger.held().values()))

    @property
    def holds(self) -> bool:
        return len(self.parts) == self.proves.parts

    @cached_property
    def counted(self) -> dict[str, int]:
        total: Counter[str] = Counter()
        for part in self.parts:
            total.update(part.counted)
        return dict(total)

    @property
    def seconds(self) -> float:
        """What the parts took, one after another."""
        return round(sum(part.seconds for part in self.parts), 1)

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "sentence": self.proves.sentence,
            "holds": self.holds,
            "parts": self.proves.parts,
            "held": len(self.parts),
            "counted": self.counted,
            "seconds": self.seconds,
        }


# --- running ---


def carry_out(name: str, parts: Iterable[int]) -> Generator[Held | Broken]:
    """Run these parts side by side, each told as it ends; whoever stops listening ends those that run."""
    in_order = proof(name).in_one_go
    with _told(proof(name)) as variables, _processes(variables, 1 if in_order else SIDE_BY_SIDE) as pool:
        running = [pool.submit(_carry_out_one, name, part) for part in parts]
        try:
            for ended in running if in_order else as_completed(running):
                yield ended.result()
        except BrokenProcessPool as error:
            raise ProofEndedError(
                "A process of the proof was ended from outside; what holds is kept, so call it again."
            ) from error


@contextmanager
def _told(proves: Proof) -> Iterator[Mapping[str, str]]:
    """The environment of the processes of this proof; most have no database to find by chance."""
    if proves.on_database:
        translations.compile_catalogues()
        with throwaway.served() as variables:
            yield variables
    else:
        yield {"JANASETU_MODE": "test", "JANASETU_DATABASE_URL": _NO_DATABASE}


@contextmanager
def _processes(variables: Mapping[str, str], at_once: int) -> Iterator[ProcessPoolExecutor]:
    """Processes of their own, which do not outlive the block."""
    spawned = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(at_once, mp_context=spawned, initializer=_prepare, initargs=(variables,))
    try:
        yield pool
    finally:
        for process in multiprocessing.active_children():
            process.kill()
        pool.shutdown(cancel_futures=True)


def _prepare(variables: Mapping[str, str]) -> None:
    """In a process of a proof: the product's settings, as the tests have them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who waits for us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ |= variables
    os.environ["DJANGO_SETTINGS_MODULE"] = "janasetu.config.settings"
    django.setup()


@cache
def _make_database() -> None:
    """A database for this process alone, laid as new ones are, and what tests have around them."""
    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # see the tests' conftest
    name = f"proof_{os.getpid()}"
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # as Django's tests do
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    first_tables.lay()
    call_command("migrate", verbosity=0, interactive=False)


def _end_with_parent() -> None:
    """However the process that started us goes, we do not stay behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _carry_out_one(name: str, part: int) -> Held | Broken:
    begun, proves = clock.monotonic(), proof(name)
    try:
        if proves.on_database:
            _make_database()
        counted = dict(proves.part(part))
    except Exception:  # noqa: BLE001  # whatever it is, it is the answer, and not every error can be sent as it is
        return Broken(part, traceback.format_exc())
    return Held(part, counted, round(clock.monotonic() - begun, 2))
