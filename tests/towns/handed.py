"""Papers while whatever makes and brings them is killed, again and again: each once, and to the end."""

import hashlib
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import httpx

from storm.programs import below, environment, free_port, signal_all
from towns.town import Town, scratch

PAPERS = 60
_KILLED = ("signer", "jobs", "sender", "signer", "pump", "postgres")  # the signer most of all
_HASTE = (0.2, 1.2)  # seconds between two kills
_PATIENCE = 120.0  # seconds until all is handed out after the last
_TOLD = 60.0  # seconds until the telephones have what was sent
_FILES = 4  # of one application: the paper, the QR to pay by, two receipts
_PANCHAYAT = "#panchayat"
_PAPERS = """
SELECT paper.series, paper.serial, paper.sha256, paper.state, kase.ref, kase.status, kase.source
  FROM documents_paper AS paper JOIN cases_case AS kase ON kase.id = paper.case_id
 WHERE kase.source LIKE 'proof:%%'
"""
_SIGNED = """
SELECT paper.id, count(*) FILTER (WHERE entry.kind = 'signed')
  FROM documents_signerentry AS entry
  JOIN documents_signingorder AS signing ON signing.id = entry.order_id
  JOIN documents_paper AS paper ON paper.id = signing.paper_id
  JOIN cases_case AS kase ON kase.id = paper.case_id
 WHERE kase.source LIKE 'proof:%%'
 GROUP BY paper.id
"""
_FORMS = """
SELECT form.pressed_at IS NOT NULL, form.why_not
  FROM cases_rightspaper AS form JOIN cases_case AS kase ON kase.id = form.case_id
 WHERE kase.source LIKE 'proof:%%' AND form.form = 'form-1'
"""


def run() -> Mapping[str, int]:
    """All of it, in a demo of its own; some three minutes."""
    with scratch() as folder:
        town, sim = Town(folder / "town"), free_port()
        try:
            town.run("demo", "--small", "--port", str(free_port()), "--sim-port", str(sim))
            phones = [f"9170000{number:05}" for number in range(PAPERS)]
            _have_written(sim, phones)
            refs, kills = _approved_meanwhile(town, phones)
            _all_handed_out(town, refs)
            return _held_against(town, sim, refs) | kills
        finally:
            town.close()


def _control(sim: int, path: str, **body: object) -> object:
    address = f"http://127.0.0.1:{sim}/control{path}"
    ask = httpx.post(address, json=body, trust_env=False) if body else httpx.get(address, trust_env=False)
    ask.raise_for_status()
    return ask.json()


def _have_written(sim: int, phones: list[str]) -> None:
    """So that a file may be sent to each: they have just spoken with the panchayat."""
    lines: object = _control(sim, "/lines")
    assert isinstance(lines, list)
    line = next(one["phone_number_id"] for one in lines if one["body"] is None)
    for phone in phones:
        _control(sim, f"/phones/{phone}/send", line=line, type="text", text=_PANCHAYAT)
    for phone in phones:
        end = monotonic() + _PATIENCE
        while not _control(sim, f"/phones/{phone}/messages?after=0&wait=1"):
            assert monotonic() < end, f"{phone} was never answered"


def _approved_meanwhile(town: Town, phones: list[str]) -> tuple[list[str], dict[str, int]]:
    """What was approved to the last, while things died; each number stands for a committed word."""
    variables = environment() | {"JANASETU_DATA": str(town.folder), "JANASETU_MODE": "demo"}
    variables["PYTHONPATH"] = str(town.checkout / "src")
    officers = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("approving.py")), *phones],
        env=variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    killed = Counter[str]()
    luck = random.Random("handed")  # the same in every run
    while officers.poll() is None:
        sleep(luck.uniform(*_HASTE))
        name = luck.choice(_KILLED)
        with suppress(OSError, ValueError, ProcessLookupError):
            pid = town.pid(name)
            signal_all([pid, *(below(pid) if name == "postgres" else ())], signal.SIGKILL)
            killed[name] += 1
    said, _ = officers.communicate()
    assert officers.returncode == 0, "the officers came to no end"
    return said.split(), {f"killed_{name}": times for name, times in sorted(killed.items())}


def _all_handed_out(town: Town, refs: list[str]) -> None:
    """AssertionError where a paper that was let go, or the receipt by the law, is not there in time."""
    assert len(refs) == PAPERS
    end = monotonic() + _PATIENCE
    while True:
        with suppress(Exception):  # the database may just be coming back
            issued = {row[4] for row in town.ask(_PAPERS) if row[5] == "issued"}
            forms = [pressed for pressed, _ in town.ask(_FORMS)]
            if issued.issuperset(refs) and len(forms) == len(refs) and all(forms):
                return
            assert monotonic() < end, f"{len(set(refs) - issued)} were let go and never handed out"
        sleep(1)


def _held_against(town: Town, sim: int, refs: list[str]) -> dict[str, int]:
    papers, media = town.ask(_PAPERS), town.folder / "media"
    numbers = Counter((series, serial) for series, serial, *_ in papers)
    assert len(papers) == len(refs), f"{len(papers)} papers of {len(refs)} applications"
    assert max(numbers.values()) == 1, "a serial was used twice"
    for series in {series for series, _ in numbers}:
        serials = sorted(serial for one, serial in numbers if one == series)
        assert serials == list(range(serials[0], serials[0] + len(serials))), f"{series} has a gap"
    assert all(times == 1 for _, times in town.ask(_SIGNED)), "one was signed twice, or never"
    for *_, sha256, _state, _ref, _status, source in papers:
        content = (media / sha256[:2] / sha256).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256, "a paper is not what was signed"
        _is_told_once(sim, str(source).removeprefix("proof:"), content)
    return {"papers": len(papers)}


def _is_told_once(sim: int, phone: str, content: bytes) -> None:
    """The telephone has the very bytes, and has them once; and what else came, each once: the QR to pay by,
    the receipt of the fee and the one by the law.
    """
    end = monotonic() + _TOLD
    while True:
        messages = _control(sim, f"/phones/{phone}/messages?after=0&wait=0")
        assert isinstance(messages, list)
        got = [httpx.get(one["file"], trust_env=False).content for one in messages if one.get("file")]
        if content in got:
            break
        assert monotonic() < end, f"{phone} never got its paper"
        sleep(0.5)
    assert got.count(content) == 1, f"{phone} got its paper {got.count(content)} times"
    assert max(Counter(got).values()) == 1, f"{phone} got something twice"
    assert len(got) <= _FILES, f"{phone} got {len(got)} files"
