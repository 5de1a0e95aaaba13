"""The front door from a fresh checkout: the environment is made once, whole, or a sentence says why not."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from janasetu.config import pids
from janasetu.config.environment import CHECKOUT
from janasetu.config.tests.conftest import AS_NOBODY, needs_root, quick_place

OLD = "sys.version_info = (3, 9, 2, 'final', 0)"
BARE = "sys.modules['ensurepip'] = None"


@dataclass(frozen=True)
class Checkout:
    """A fresh copy of the front door and what it needs, asking for one tiny package."""

    path: Path
    wheels: Path

    @property
    def venv(self) -> Path:
        return self.path / ".venv"

    def call(
        self,
        *arguments: str,
        variables: Mapping[str, str] | None = None,
        prefix: tuple[str, ...] = (),
        **more: object,
    ) -> "subprocess.CompletedProcess[str]":
        """Call the front door with no variable set but those that name the package's place."""
        command = [*prefix, str(self.path / "janasetu"), *arguments]
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            command,
            env=self.variables | (variables or {}),
            capture_output=True,
            text=True,
            check=False,
            **more,
        )

    @property
    def variables(self) -> dict[str, str]:
        return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "TMPDIR": str(self.wheels)}


def copy_checkout(place: Path) -> Checkout:
    """The parts of the checkout that the front door runs before any command, and requirements it can meet
    offline.
    """
    checkout = Checkout(place / "জন সেতু" / "clone", place / "wheels")
    for part in ("config", "lib"):
        skip = shutil.ignore_patterns("tests", "__pycache__")
        shutil.copytree(CHECKOUT / "src/janasetu" / part, checkout.path / "src/janasetu" / part, ignore=skip)
    for file in ("janasetu", "src/janasetu/__init__.py", "src/janasetu/__main__.py"):
        shutil.copy(CHECKOUT / file, checkout.path / file)
    checkout.wheels.mkdir(parents=True)
    digest = build_wheel(checkout.wheels / "tiny-1.0-py3-none-any.whl")
    (checkout.path / "requirements").mkdir()
    (checkout.path / "requirements/runtime.txt").write_text(f"tiny==1.0 --hash=sha256:{digest}\n")
    return checkout


def build_wheel(path: Path) -> str:
    """Write the smallest package there is; returns its hash."""
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny.py", "")
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr(
            "tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def checkout(open_place: Path) -> Checkout:
    """A checkout with no environment yet."""
    return copy_checkout(open_place)


@dataclass(frozen=True)
class Said:
    """What a call answered."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def made_once() -> Iterator[tuple[Checkout, list[Said]]]:
    """A checkout whose environment is made once for all tests that begin with one, and what the two calls
    said that came first, both at once.
    """
    with tempfile.TemporaryDirectory(prefix="janasetu-test-", dir=quick_place()) as place:
        checkout = copy_checkout(Path(place))
        door, pipe = [checkout.path / "janasetu", "--help"], subprocess.PIPE
        calls = [
            subprocess.Popen(door, env=checkout.variables, stdout=pipe, stderr=pipe, text=True)
            for _ in range(2)
        ]
        told = [call.communicate() for call in calls]
        yield checkout, [Said(call.returncode, *words) for call, words in zip(calls, told, strict=True)]


@pytest.fixture
def used_checkout(made_once: tuple[Checkout, list[Said]], open_place: Path) -> Checkout:
    """A checkout with its environment, moved to where it never was before."""
    made, _ = made_once
    shutil.copytree(made.wheels.parent, open_place / "moved", symlinks=True)
    (open_place / "moved").chmod(0o755)
    return Checkout(open_place / "moved" / made.path.relative_to(made.wheels.parent), made.wheels)


def test_the_first_call_makes_the_environment_and_later_ones_only_run(
    made_once: tuple[Checkout, list[Said]], tmp_path: Path
) -> None:
    checkout, at_once = made_once
    [first] = [said for said in at_once if "making the environment, once" in said.stderr]
    (tmp_path / "json.py").write_text("raise SystemExit('the json.py of the folder was imported')")
    (tmp_path / "door").symlink_to(checkout.path / "janasetu")

    second = checkout.call("--help", cwd=tmp_path)
    linked = subprocess.run(
        [tmp_path / "door", "--help"], env={}, capture_output=True, text=True, cwd="/", check=False
    )

    assert first.returncode == 0
    assert "Usage: ./janasetu COMMAND" in first.stdout
    assert "making the environment, once (1 packages, " in first.stderr
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")
    assert (linked.returncode, linked.stdout, linked.stderr) == (0, first.stdout, "")


def test_two_first_calls_at_once_both_get_the_environment(made_once: tuple[Checkout, list[Said]]) -> None:
    checkout, at_once = made_once
    told = [(said.stderr.count("making"), said.returncode) for said in at_once]

    assert told == [(1, 0), (1, 0)]  # one is making it, the other says whom it waits for
    assert at_once[0].stdout == at_once[1].stdout
    assert (checkout.venv / "janasetu-runtime.txt").exists()


def test_an_environment_left_half_made_by_a_kill_is_made_anew(checkout: Checkout) -> None:
    door = [checkout.path / "janasetu", "--help"]
    killed = subprocess.Popen(door, env=checkout.variables, stderr=subprocess.DEVNULL, start_new_session=True)
    assert pids.wait_until((checkout.venv / "bin" / "python").exists, seconds=60)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    (checkout.venv / "half").touch()

    again = checkout.call("--help")

    assert again.returncode == 0
    assert not (checkout.venv / "half").exists()


def test_an_environment_whose_python_was_replaced_is_made_anew(used_checkout: Checkout) -> None:
    [packages] = (used_checkout.venv / "lib").glob("python3.*")
    packages.rename(packages.with_name("python3.10"))  # as an upgrade of the machine would leave it

    upgraded = used_checkout.call("--help")

    assert (upgraded.returncode, "making the environment" in upgraded.stderr) == (0, True)
    assert not packages.with_name("python3.10").exists()


def test_a_moved_checkout_keeps_its_environment(used_checkout: Checkout) -> None:
    called = used_checkout.call("--help")

    assert (called.returncode, called.stderr) == (0, "")


def test_new_requirements_are_installed_into_the_environment_there_is(used_checkout: Checkout) -> None:
    (used_checkout.venv / "kept").touch()
    with (used_checkout.path / "requirements/runtime.txt").open("a") as requirements:
        requirements.write("# of a newer release\n")

    updated = used_checkout.call("--help")

    assert (updated.returncode, "making the environment" in updated.stderr) == (0, True)
    assert (used_checkout.venv / "kept").exists()


def test_packages_that_cannot_be_had_end_in_a_sentence(checkout: Checkout) -> None:
    refused = checkout.call("--help", variables={"PIP_FIND_LINKS": "/nonexistent"})

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("janasetu: The packages could not be installed")
    assert "Traceback" not in refused.stderr
    assert not (checkout.venv / "janasetu-runtime.txt").exists()


NEEDED = "janasetu: Python 3.11 or newer is needed, and {python}"
NO_VENV = "has no venv: install it (on Debian and Ubuntu: apt install python3-venv) and call again."


@pytest.mark.parametrize(
    ("disguise", "sentence"),
    [
        (OLD, f"{NEEDED} is only 3.9.2."),
        (BARE, f"janasetu: {{python}} (Python 3.11.2) {NO_VENV}"),
        ("sys.exit(1)", f"{NEEDED} does not run."),
    ],
    ids=["old", "bare", "broken"],
)
def test_a_python_that_will_not_do_is_named(
    checkout: Checkout, tmp_path: Path, disguise: str, sentence: str
) -> None:
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec /usr/bin/python3 -I -c "import sys; {disguise}\n$3"\n')
    python.chmod(0o755)

    refused = checkout.call("--help", variables={"PATH": str(python.parent)})

    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        f"{sentence.format(python=python)}\n",
    )
    assert not checkout.venv.exists()


@needs_root
def test_a_checkout_that_cannot_be_written_needs_its_environment(
    checkout: Checkout, used_checkout: Checkout
) -> None:
    without = checkout.call("--help", prefix=AS_NOBODY)
    with_one = used_checkout.call("--help", prefix=AS_NOBODY)

    assert (without.returncode, without.stdout) == (1, "")
    assert without.stderr == (
        f"janasetu: The checkout {checkout.path} cannot be written and has no environment yet: "
        "call ./janasetu once as its owner, or work in a checkout of your own.\n"
    )
    assert (with_one.returncode, with_one.stderr) == (0, "")


@needs_root
def test_an_ordinary_user_makes_his_own_environment(private_home: Path) -> None:
    checkout = copy_checkout(private_home)
    subprocess.run(["chown", "-R", "nobody", private_home], check=True)

    first = checkout.call("--help", prefix=AS_NOBODY)

    assert first.returncode == 0
    assert checkout.venv.owner() == "nobody"
