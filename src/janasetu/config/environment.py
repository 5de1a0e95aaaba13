"""Make the environment (.venv) the product runs in, or bring it up to date; run by the front door.

Standard library only: before the first environment there is nothing else. An environment is whole when it
holds a stamp, a copy of the requirements file it was made from, written last; one without a stamp was left
half-made by a killed call and is made anew. The console scripts in .venv/bin are never used: their first line
breaks where the path of the checkout holds a space.
"""

import fcntl
import filecmp
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parents[3]
FOLDER = CHECKOUT / ".venv"
PYTHON = FOLDER / "bin" / "python"

_PURPOSES = {
    "runtime": "the environment",
    "dev": "the tools for tests and checks",
    "bench": "the peers of the benchmarks",
}
_PRIVATE_SETTINGS = {
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "VIRTUAL_ENV",
    "PYTHONHOME",
    "PYTHONPATH",
}


class EnvironmentMakingError(Exception):
    """The environment cannot be made; the text is one sentence for the person who called."""


def require(part: str) -> None:
    """See that `part` of the requirements (a file there) is installed; quick where it is.

    EnvironmentMakingError with a sentence where it cannot be.
    """
    if not is_whole(part):
        with _alone(part):
            if not is_whole(part):
                _make(part)


def is_whole(part: str) -> bool:
    """Whether the environment holds exactly what requirements/PART.txt asks for, as far as its
    stamp tells.
    """
    try:
        return os.access(PYTHON, os.X_OK) and filecmp.cmp(_requirements(part), _stamp(part), shallow=False)
    except FileNotFoundError:
        return False


def require_fitting_python(arguments: Sequence[str]) -> None:
    """Begin again at the front door where an upgrade of the machine put another Python under the
    environment.
    """
    if Path(sysconfig.get_path("purelib")).is_dir():  # its path names the version
        return
    try:
        _stamp("runtime").unlink()
    except OSError:
        _refuse(f"The environment in {FOLDER} was made for another Python, and you may not change it.")
    os.execv("/bin/sh", ["sh", str(CHECKOUT / "janasetu"), *arguments])  # noqa: S606  # nothing but a list


def main(arguments: Sequence[str]) -> int:
    """Install the parts named in `arguments`; 0 when done, 1 with a sentence on standard error."""
    _prefer_a_python_for_everybody(arguments)
    try:
        for part in arguments:
            require(part)
    except EnvironmentMakingError as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"The environment could not be made ({error}); the next call begins it again.")
    except KeyboardInterrupt:
        _refuse("Stopped before the environment was ready; the next call begins it again.")
    return 0


def _requirements(part: str) -> Path:
    return CHECKOUT / "requirements" / f"{part}.txt"


def _stamp(part: str) -> Path:
    return FOLDER / f"janasetu-{part}.txt"


@contextmanager
def _alone(part: str) -> Iterator[None]:
    """Hold the environment's lock, so that two first calls do not break each other."""
    try:
        FOLDER.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentMakingError(_why_not_writable(part)) from error
    if not os.access(FOLDER, os.W_OK):
        raise EnvironmentMakingError(_why_not_writable(part))
    descriptor = os.open(FOLDER, os.O_RDONLY)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _say("another call is making the environment; waiting for it.")
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _why_not_writable(part: str) -> str:
    if part != "runtime":
        return (
            f"{_PURPOSES[part].capitalize()} are not in {FOLDER}, and you may not change it: "
            "let its owner make the same call once, or work in a checkout of your own."
        )
    if FOLDER.exists():
        return (
            f"The environment in {FOLDER} is not complete or not yours to use, and you may not change it: "
            "let its owner call ./janasetu once, or work in a checkout of your own."
        )
    return (
        f"The checkout {CHECKOUT} cannot be written and has no environment yet: "
        "call ./janasetu once as its owner, or work in a checkout of your own."
    )


def _make(part: str) -> None:
    """Install one part; the stamp goes first and comes last, so that a kill in between leaves no false
    promise.
    """
    if part == "runtime":
        _prepare_folder()
    _stamp(part).unlink(missing_ok=True)
    _install(part)
    shutil.copyfile(_requirements(part), _stamp(part))


def _prepare_folder() -> None:
    """Keep a whole environment to update it; empty anything else and begin a new one."""
    if _stamp("runtime").exists() and _works():
        return
    _empty_folder()
    import venv  # noqa: PLC0415  # Debian ships Python without it, and the front door says so in a better way

    venv.EnvBuilder(symlinks=True, with_pip=False).create(FOLDER)
    (packages,) = FOLDER.glob("lib/python3.*/site-packages")
    (packages / "janasetu.pth").write_text(
        f"{CHECKOUT / 'src'}\n", encoding="utf-8"
    )  # for `python -m linesim`


def _works() -> bool:
    """Whether the environment's Python runs, and is still the one its packages were installed for."""
    code = (
        "import pathlib, sys, sysconfig; sys.exit(not pathlib.Path(sysconfig.get_path('purelib')).is_dir())"
    )
    return (
        os.access(PYTHON, os.X_OK)
        and subprocess.run([PYTHON, "-I", "-c", code], capture_output=True).returncode == 0
    )


def _empty_folder() -> None:
    try:
        for entry in FOLDER.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    except OSError as error:
        raise EnvironmentMakingError(_why_not_writable("runtime")) from error


def _install(part: str) -> None:
    wanted = re.findall(r"^([\w.-]+)==", _requirements(part).read_text(encoding="utf-8"), re.MULTILINE)
    purpose = _PURPOSES[part]
    _say(f"making {purpose}, once ({len(wanted)} packages, well under a minute with a good line) ...")
    if not _install_with_uv(part):
        _install_with_pip(part, expected=len(wanted))
    subprocess.run([PYTHON, "-I", "-m", "compileall", "-q", "-j", "0", FOLDER / "lib"], capture_output=True)
    _say("the environment is ready.")


def _install_with_uv(part: str) -> bool:
    """Try uv, which is quicker. It reads another configuration than pip, so its failure is not
    the last word.
    """
    uv = shutil.which("uv")
    if uv is None:
        return False
    command = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        str(PYTHON),
        "--require-hashes",
        "-r",
        str(_requirements(part)),
    ]
    done = subprocess.run(command, env=_clean_variables()).returncode == 0
    if not done:
        _say("uv could not do it; trying pip.")
    return done


def _install_with_pip(part: str, *, expected: int) -> None:
    """Install with the pip that comes with Python, unpacked beside: twice as quick as installing
    pip first.
    """
    with tempfile.TemporaryDirectory(prefix="janasetu-pip-") as folder:
        with zipfile.ZipFile(_pip_wheel()) as wheel:
            wheel.extractall(folder)
        command = [
            str(PYTHON),
            str(Path(folder, "pip")),
            "install",
            "--disable-pip-version-check",
            "--no-input",
        ]
        command += ["--no-compile", "--require-hashes", "-r", str(_requirements(part))]
        _run_with_progress(command, expected=expected)


def _pip_wheel() -> Path:
    """The wheel of pip that Python carries for `ensurepip`; Debian keeps it in a folder of its own."""
    import ensurepip  # noqa: PLC0415  # as venv above

    bundled = Path(ensurepip.__file__).with_name("_bundled")
    for folder in (sysconfig.get_config_var("WHEEL_PKG_DIR") or bundled, bundled):
        for wheel in sorted(Path(folder).glob("pip-*.whl"), reverse=True):
            return wheel
    raise EnvironmentMakingError(
        "This Python carries no pip for its venv: install python3-venv, or uv, and call again."
    )


def _run_with_progress(command: Sequence[str], *, expected: int) -> None:
    """Run pip, showing each package it takes up; EnvironmentMakingError with its last words where
    it fails.
    """
    spoken = []
    with subprocess.Popen(
        command,
        env=_clean_variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        spoken = list(_show_progress(pip.stdout or (), expected=expected))
    if pip.returncode:
        sys.stderr.write("".join(line for line in spoken if not line.startswith("WARNING"))[-2000:])
        raise EnvironmentMakingError(
            "The packages could not be installed (pip's own words are above): "
            "see that its index can be reached, then call again."
        )


def _show_progress(lines: Iterable[str], *, expected: int) -> Iterator[str]:
    """Pass pip's lines on, writing a line that counts packages: in place on a terminal, every tenth in a
    file.
    """
    count = 0
    for line in lines:
        yield line
        if line.startswith("Collecting "):
            count += 1
            _show_count(f"{count} of {expected}: {line.split()[1].split('==')[0]}", often=count % 10 == 0)
        elif line.startswith("Installing collected packages"):
            _show_count("installing them", often=True)
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")


def _show_count(text: str, *, often: bool) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[Kjanasetu: {text}")
        sys.stderr.flush()
    elif often:
        _say(text)


def _clean_variables() -> dict[str, str]:
    """The caller's variables, without those that would send the packages elsewhere."""
    kept = {name: text for name, text in os.environ.items() if name not in _PRIVATE_SETTINGS}
    return kept | {"PIP_USER": "0"}


def _prefer_a_python_for_everybody(arguments: Sequence[str]) -> None:
    """As root, leave a Python in root's own home: an environment on it would be of no use to other users."""
    if os.geteuid() != 0 or _may_be_run_by_all(Path(sys.executable)):
        return
    machine_python = shutil.which("python3", path="/usr/local/bin:/usr/bin:/bin")
    if machine_python and _may_be_run_by_all(Path(machine_python)) and _is_enough(machine_python):
        os.execv(machine_python, [machine_python, "-I", __file__, *arguments])  # noqa: S606  # nothing but a list


def _may_be_run_by_all(program: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (program.resolve(), *program.resolve().parents))


def _is_enough(python: str) -> bool:
    code = "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-I", "-c", code], capture_output=True).returncode == 0


def _say(sentence: str) -> None:
    sys.stderr.write(f"janasetu: {sentence}\n")


def _refuse(sentence: str) -> NoReturn:
    _say(sentence)
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
