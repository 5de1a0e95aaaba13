"""What processes asked of the system and when, as strace tells it: which answer waited for which disk."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

_CALLS = "fsync,fdatasync,recvfrom,recvmsg,read,readv,write,writev,sendto,sendmsg"
_LINE = re.compile(r"(?P<thread>\d+) +(?P<at>\d+\.\d+) (?P<rest>.*)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
_WHOLE = re.compile(r"(?P<name>\w+)\(\d+<(?P<what>(?:->|[^>])*)>(?P<rest>.*) = (?P<result>-?\d+).*")
_TOOK = re.compile(r"<(\d+\.\d+)>$")
_PATIENCE = 20.0  # seconds until strace has hold of all
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Call:
    """A call that went well: from when to when (seconds), on what (a path, a socket), with which bytes."""

    name: str
    begin: float
    end: float
    what: str
    content: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200 of the intake: when all of its request was there, and when it was written."""

    arrived: float
    written: float


def is_here() -> bool:
    return shutil.which("strace") is not None


@contextmanager
def traced(pids: Sequence[int], into: Path) -> Iterator[None]:
    """Note the calls of these processes, all their threads and children to come, until the block ends."""
    words = into.with_suffix(".words")
    command = ["strace", "-f", "-yy", "-ttt", "-T", "-s", "40", "-e", f"trace={_CALLS}", "-o", str(into)]
    strace = _begun(command, pids, words)
    try:
        yield
    finally:
        strace.send_signal(signal.SIGTERM)  # it lets go of all, and they go on
        strace.wait()


def _begun(command: Sequence[str], pids: Sequence[int], words: Path) -> "subprocess.Popen[bytes]":
    """strace, once it has hold of all that still live: it gives up where one ends before its turn comes."""
    for _ in range(_TRIES):
        living = [pid for pid in pids if Path("/proc", str(pid)).exists()]
        which = [part for pid in living for part in ("-p", str(pid))]
        with words.open("wb") as told:
            strace = subprocess.Popen([*command, *which], stdin=subprocess.DEVNULL, stderr=told)
        if _has_hold(strace, words, len(living)):
            return strace
    raise AssertionError(f"strace could not begin: {words.read_text()}")


def _has_hold(strace: "subprocess.Popen[bytes]", words: Path, count: int) -> bool:
    """Whether it got hold of so many; not, if it gave up. AssertionError where it takes too long."""
    end = monotonic() + _PATIENCE
    while words.read_text().count("attached") < count:
        if strace.poll() is not None:
            return False
        assert monotonic() < end, f"strace could not begin: {words.read_text()}"
        sleep(0.05)
    return True


def calls(lines: Iterable[str]) -> Iterator[Call]:
    """The calls that went well; one that others came between is told when it has ended."""
    begun: dict[str, tuple[float, str]] = {}
    for line in lines:
        if not (read := _LINE.fullmatch(line.rstrip("\n"))):
            continue
        thread, at, rest = read["thread"], float(read["at"]), read["rest"]
        if rest.endswith("<unfinished ...>"):
            begun[thread] = at, rest.removesuffix("<unfinished ...>").rstrip()
        elif resumed := _RESUMED.fullmatch(rest):
            begin, first = begun.pop(thread, (at, ""))
            yield from _call(first + resumed["rest"], begin, at)
        else:
            took = _TOOK.search(rest)
            yield from _call(rest, at, at + float(took[1]) if took else at)


def _call(text: str, begin: float, end: float) -> Iterator[Call]:
    whole = _WHOLE.fullmatch(text)
    if whole and int(whole["result"]) >= 0:
        yield Call(whole["name"], begin, end, whole["what"], whole["rest"])


def answers(of: Sequence[Call]) -> list[Answer]:
    """Each 200, with the moment when the last of its request had come by the same socket."""
    arrived: dict[str, float] = {}
    found = []
    for one in sorted(of, key=lambda call: call.end):
        if not one.what.startswith("TCP:"):
            continue
        if one.name.startswith(("recv", "read")):
            arrived[one.what] = one.end
        elif "HTTP/1.1 200" in one.content and one.what in arrived:
            found.append(Answer(arrived[one.what], one.begin))
    return found


def syncs(of: Sequence[Call]) -> list[Call]:
    """Where the write-ahead log was forced to the disk."""
    return [one for one in of if one.name in ("fsync", "fdatasync") and "/pg_wal/" in one.what]


def unsynced(of: Sequence[Call]) -> list[Answer]:
    """The answers between whose request and whose 200 no forcing of the log both began and ended."""
    forced = syncs(of)
    return [
        one
        for one in answers(of)
        if not any(one.arrived <= sync.begin and sync.end <= one.written for sync in forced)
    ]
