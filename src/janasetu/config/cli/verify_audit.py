"""`janasetu verify-audit`: whether the audit chain is whole, and which row is not as it was left."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from janasetu.config import lines
from janasetu.config.errors import FrontDoorError

if TYPE_CHECKING:
    from janasetu.audit.anchors import Line
    from janasetu.audit.verifying import Anchor, Finding, Verdict

Codes = Mapping[UUID | None, str]

_TOLD = {
    "edited": "was edited; history wrote of it last on {at}, by {actor}",
    "deleted": "was deleted; history wrote of it last on {at}",
    "inserted": "was inserted past the product; history knows nothing of it",
    "by hand": "was changed by hand on {at}, by {actor}, and nobody said why",
    "replaced": "is not the seal that was anchored",
    "not kept": "",
}
_NEVER = "a day that nobody knows"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose history, and what of it somebody has kept outside."""
    parser.add_argument("--body", metavar="CODE", help="only the history of this body")
    parser.add_argument(
        "--anchor",
        metavar="FILE",
        type=Path,
        help="compare with the heads that FILE holds, and write the heads of today there if all is whole",
    )
    parser.add_argument(
        "--seen",
        action="store_true",
        help="with --anchor: changes by hand were looked into; write all the same",
    )


def run(options: argparse.Namespace) -> int:
    """0 where all is whole; 1, and each finding with the earliest first, where it is not."""
    from janasetu.audit.verifying import Fault, Scope, verify

    codes = _codes(options.body)
    kept = _kept(options.anchor)
    body_id = next((one for one, code in codes.items() if code == options.body), None)
    verdict = verify(Scope(body_id), anchors=_anchors(kept, codes))
    for finding in verdict.in_order:
        print(_sentence(finding, codes))
    print(_summary(verdict))
    only_by_hand = all(finding.fault == Fault.BY_HAND for finding in verdict.findings)
    if options.anchor and (verdict.is_whole or (options.seen and only_by_hand)):
        _write(options.anchor, kept, verdict, codes)
    return 0 if verdict.is_whole else 1


def _codes(only: str | None) -> Codes:
    """The bodies by their ids, all or this one; without a body stands "-"."""
    from janasetu.audit.anchors import NO_BODY
    from janasetu.bodies.models import LocalBody

    bodies = LocalBody.objects.filter(code=only) if only else LocalBody.objects.all()
    found: dict[UUID | None, str] = dict(bodies.values_list("id", "code"))
    if only and not found:
        raise FrontDoorError(f"there is no body {only}; ./janasetu bodies list names them all.")
    return found if only else found | {None: NO_BODY}


# --- what stands outside ---


def _kept(file: Path | None) -> "dict[str, Line]":
    from janasetu.audit.anchors import AnchorError, read

    if file is None or not file.exists():
        return {}
    try:
        return read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, AnchorError) as error:
        raise FrontDoorError(f"{file} cannot be read: {error}.") from error


def _anchors(kept: "Mapping[str, Line]", codes: Codes) -> "list[Anchor]":
    from janasetu.audit.verifying import Anchor

    return [
        Anchor(body_id, kept[code].number, bytes.fromhex(kept[code].digest))
        for body_id, code in codes.items()
        if code in kept
    ]


def _write(file: Path, kept: "Mapping[str, Line]", verdict: "Verdict", codes: Codes) -> None:
    """The heads of today, beside those of bodies that were not looked at; whole or not at all."""
    from janasetu.audit.anchors import Line, written
    from janasetu.lib import clock
    from janasetu.lib.moments import rfc3339

    at = rfc3339(clock.wall())
    heads = {
        codes[body_id]: Line(codes[body_id], number, digest.hex(), at)
        for body_id, (number, digest) in verdict.heads.items()
        if body_id in codes
    }
    making = file.with_name(f"{file.name}.making")
    try:
        making.write_text(written({**kept, **heads}), encoding="utf-8")
        making.replace(file)
    except OSError as error:
        raise FrontDoorError(f"{file} cannot be written: {error.strerror}.") from error
    chains = lines.counted(len(heads), "chain")
    print(f"The heads of {chains} are in {file}: keep a copy where no officer can write.")


# --- what is told ---


def _sentence(finding: "Finding", codes: Codes) -> str:
    from janasetu.lib.clock import local

    told = _TOLD[finding.fault]
    if not told:
        return finding.table
    at = f"{local(finding.at):%Y-%m-%d %H:%M:%S}" if finding.at else _NEVER
    words = told.format(at=at, actor=finding.actor or "nobody")
    about = f" ({finding.about})" if finding.about else ""
    return f"{codes.get(finding.body_id, finding.body_id)}: {finding.table} {finding.key}{about} {words}."


def _summary(verdict: "Verdict") -> str:
    seals, chains = lines.counted(verdict.seals, "seal"), lines.counted(len(verdict.heads), "chain")
    waiting = lines.counted(verdict.waiting, "row")
    looked = (
        f"{lines.counted(verdict.rows, 'row')} of history, {seals} of {chains}; {waiting} not yet sealed."
    )
    if verdict.unlike:
        other = lines.counted(verdict.unlike, "row")
        looked += f" {other} could not be compared: written by hand, or under another secret_key."
    if verdict.is_whole:
        return f"Whole: {looked}"
    count = lines.counted(len(verdict.findings) + verdict.more, "finding")
    return f"NOT WHOLE, {count}: {looked}"
