"""What the ledger says against what the tables say, in SQL of the storm's own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg

from storm import ledger

RANK = {"queued": 0, "sending": 1, "accepted": 2, "sent": 3, "failed": 4, "delivered": 5, "read": 6}
# Seconds: who sends again sooner has not waited for what may still be told. The product waits for 30.
_TO_UNDERSTAND = 20.0
_LATE = 1.0  # seconds until the answer to one of a crowd
# The product says: five tries. A pump of another machine may begin one before the last death was counted.
_TRIES, _OTHER_PUMPS = 5, 1


@dataclass
class Findings:
    """How many of each; all but _NO_FAULT are faults of the product. `examples`: some of each, by name.

    `secrets_doubled` stays 0: nothing is sent in a storm yet that may not come twice, such as a code.
    """

    acknowledged: int = 0
    replies: int = 0
    unanswered_accepts: int = 0
    doubled_in_doubt: int = 0
    crowd: int = 0
    lost: int = 0
    inbox_doubled: int = 0
    cases_lost: int = 0
    cases_doubled: int = 0
    cases_from_nowhere: int = 0
    secrets_doubled: int = 0
    replies_lost: int = 0
    replies_doubled: int = 0
    order_violations: int = 0
    status_downgrades: int = 0
    promises_wrong: int = 0
    files_wrong: int = 0
    poison_wrong: int = 0
    crowd_late: int = 0
    stuck: int = 0
    examples: dict[str, list[str]] = field(default_factory=dict)

    def found(self, name: str, examples: Iterable[Any]) -> None:
        listed = [str(one) for one in examples]
        setattr(self, name, getattr(self, name) + len(listed))
        if listed:
            self.examples[name] = [*self.examples.get(name, []), *listed][:5]

    @property
    def is_clean(self) -> bool:
        """Something came, and nothing of it was lost, doubled, out of order or stuck."""
        told = asdict(self)
        return self.acknowledged > 0 and not any(told[name] for name in told if name not in _NO_FAULT)


_NO_FAULT = ("acknowledged", "replies", "unanswered_accepts", "doubled_in_doubt", "crowd", "examples")


@dataclass
class Books:
    """The ledgers of one storm, read."""

    inputs: dict[str, dict[str, Any]]
    accepted: dict[str, float]  # when each key was first answered 200, in seconds since 1970
    outbound: list[dict[str, Any]]
    whole_files: set[str]  # the provider's ids of those that were ever handed over whole
    poisons: dict[str, int]  # how many processes each message that kills its worker killed
    # What each post of a crowd was about, its answer, its seconds; what comes again later is none.
    crowd: list[tuple[str, int, float]]

    @classmethod
    def of(cls, folder: Path) -> "Books":
        entries = list(ledger.read(folder / "ledger.jsonl"))
        provided = list(ledger.read(folder / "outbound.jsonl"))
        answered = reversed([one for one in entries if one.get("status") == 200])  # the first stays
        return cls(
            inputs={one["wamid"]: one for one in entries if "wamid" in one},
            accepted={one["key"]: one["at"] for one in answered},
            outbound=[one for one in provided if "opaque" in one],
            whole_files={one["file"] for one in provided if one.get("whole")},
            poisons={one["poison"]: one["deaths"] for one in entries if "poison" in one},
            crowd=list(_crowds(entries)),
        )

    @property
    def taken(self) -> list[dict[str, Any]]:
        """What people said and the product acknowledged."""
        return [one for wamid, one in self.inputs.items() if wamid in self.accepted]


def _crowds(entries: Iterable[dict[str, Any]]) -> Iterable[tuple[str, int, float]]:
    """The posts of each crowd until all of it was answered."""
    crowd = set[str]()
    for one in entries:
        if "crowd" in one:
            crowd.add(one["crowd"])
        elif "crowd_over" in one:
            crowd.clear()
        elif _of(one) in crowd:
            yield one["key"], one["status"], one["took"]


def _of(entry: dict[str, Any]) -> str:
    """Who said what this post is about; empty where it is no post, or not about anything said."""
    key = entry.get("key", "")
    return key.split(".")[2] if key.startswith("wamid.in.") else ""


def stuck(connection: "psycopg.Connection[Any]") -> list[str]:
    """What has not come to an end.

    Of what others are told, an officer of every new case, nothing is asked: one telephone may be written to
    every few seconds, so that goes on for minutes.
    """
    rows = connection.execute(
        """
        SELECT 'batch ' || id FROM messaging_inboundbatch WHERE state = 'new'
        UNION ALL
        SELECT 'inbound ' || id FROM messaging_inboundmessage WHERE state = 'new'
        UNION ALL
        SELECT 'outbound ' || state || ' ' || id || ' ' || error FROM messaging_outboundmessage
         WHERE state IN ('queued', 'sending')
           AND EXISTS (SELECT FROM messaging_inboundmessage AS said
                        WHERE said.bucket = messaging_outboundmessage.bucket
                          AND said.contact_id = messaging_outboundmessage.contact_id)
        UNION ALL
        SELECT 'file ' || id FROM documents_receivedfile WHERE state = 'wanted'
        """
    )
    return [row for (row,) in rows]


def reconcile(connection: "psycopg.Connection[Any]", folder: Path) -> Findings:
    """Everything the storm knows, held against the tables."""
    books, findings = Books.of(folder), Findings()
    findings.acknowledged = len(books.taken)
    findings.found("stuck", stuck(connection))
    _inbox(connection, books, findings)
    _replies(connection, books, findings)
    _order(connection, books, findings)
    _statuses(connection, books, findings)
    _cases(connection, books, findings)
    _files(connection, books, findings)
    _poisons(connection, books, findings)
    _crowd(books, findings)
    return findings


def _inbox(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """What was acknowledged is there once; what never was is there once at most."""
    rows = connection.execute(
        "SELECT provider_id, count(*) FROM messaging_inboundmessage"
        " WHERE provider_id LIKE 'wamid.in.%' AND kind <> 'status' GROUP BY provider_id"
    )
    there = dict(rows.fetchall())
    findings.found("lost", (one["wamid"] for one in books.taken if one["wamid"] not in there))
    findings.found("inbox_doubled", (wamid for wamid, times in there.items() if times > 1))
    parked = connection.execute("SELECT provider_id FROM messaging_inboundmessage WHERE state = 'parked'")
    innocent = (wamid for (wamid,) in parked if wamid not in books.poisons)
    findings.found("replies_lost", (f"parked {wamid}" for wamid in innocent))


_ANSWERS = """
SELECT question.provider_id, answer.bucket || '.' || answer.id, answer.state
  FROM messaging_inboundmessage AS question
  LEFT JOIN messaging_outboundmessage AS answer
    ON answer.bucket = question.bucket AND answer.caused_by = question.id
   AND answer.contact_id = question.contact_id  -- others may be told of it too
 WHERE question.provider_id LIKE 'wamid.in.%' AND question.kind <> 'status'
"""


def _replies(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """Each thing said has an answer, and the provider got each answer once, unless it left that in doubt."""
    got: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in books.outbound:
        got[one["opaque"]].append(one)
    findings.replies = len(got)
    findings.unanswered_accepts = sum(one["withheld"] for one in books.outbound)
    answers: dict[str, list[str]] = defaultdict(list)
    for wamid, opaque, _ in connection.execute(_ANSWERS):
        if opaque:
            answers[wamid].append(opaque)
    findings.doubled_in_doubt = sum(_is_in_doubt(times) for times in got.values())
    owed = [one["wamid"] for one in books.taken if not one["may_be_silent"]]
    findings.found("replies_lost", (wamid for wamid in owed if not any(a in got for a in answers[wamid])))
    findings.found("replies_doubled", (opaque for opaque, times in got.items() if _doubled(times)))
    findings.found("replies_doubled", (f"{wamid} x{len(a)}" for wamid, a in answers.items() if len(a) > 1))


def _doubled(times: list[dict[str, Any]]) -> bool:
    """More than once without having waited, or though the provider told what became of it, at once or later.

    Whether the provider's answer arrived is not asked: who sent may have been killed before it did.
    """
    return any(once["told"] or again["at"] - once["at"] < _TO_UNDERSTAND for once, again in pairwise(times))


def _is_in_doubt(times: list[dict[str, Any]]) -> bool:
    """More than once, because the provider left it in doubt: it neither answered nor ever told."""
    return len(times) > 1 and not _doubled(times)


def _order(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """Per person the answers came in the order of what was said."""
    asked = {opaque: wamid for wamid, opaque, _ in connection.execute(_ANSWERS) if opaque}
    latest: Counter[str] = Counter()
    wrong = []
    for one in books.outbound:
        said = books.inputs.get(asked.get(one["opaque"], ""))
        if said is None:
            continue
        if said["number"] < latest[one["to"]]:
            wrong.append(f"{one['opaque']} to {one['to']}")
        latest[one["to"]] = max(latest[one["to"]], said["number"])
    findings.found("order_violations", wrong)


def _statuses(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """A message stands at the furthest that was acknowledged of it, never below."""
    furthest: dict[str, str] = {}
    of_wamid = {one["wamid"]: one["opaque"] for one in books.outbound}
    for key in books.accepted:
        status, _, wamid = key.partition(":")
        opaque = of_wamid.get(wamid)
        if opaque and RANK.get(status, 0) > RANK.get(furthest.get(opaque, "queued"), 0):
            furthest[opaque] = status
    states: Mapping[str, str] = dict(
        connection.execute("SELECT bucket || '.' || id, state FROM messaging_outboundmessage").fetchall()
    )
    findings.found(
        "status_downgrades",
        (
            f"{opaque} is {states.get(opaque)}, was {status}"
            for opaque, status in furthest.items()
            if RANK[states.get(opaque, "queued")] < RANK[status]
        ),
    )


_OPENED = """
SELECT question.provider_id, coalesce(matter.opened_at, question.provider_at)
  FROM messaging_inboundmessage AS question
  JOIN (SELECT source, opened_at FROM cases_case
        UNION ALL SELECT source, joined_at FROM cases_caseparty WHERE source <> ''
        UNION ALL SELECT substr(source, 8), NULL FROM messaging_outboundmessage
                   WHERE source LIKE 'joined:in:%%') AS matter
    ON matter.source = 'in:' || question.id
 WHERE question.provider_id = ANY(%s) AND question.kind <> 'status'
"""

_CASES_OF_TALKS = """
SELECT question.provider_id, matter.source
  FROM cases_case AS matter
  LEFT JOIN messaging_inboundmessage AS question ON matter.source = 'in:' || question.id
 WHERE matter.source LIKE 'in:%'
"""


def _cases(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """Each card handed in is one case, or joins one, or is answered with the number they have; its promise
    counts from the provider's second.
    """
    handed_in = {wamid: one for wamid, one in books.inputs.items() if one["opens"]}
    opened: dict[str, list[datetime]] = defaultdict(list)
    for wamid, at in connection.execute(_OPENED, [list(handed_in)]):
        opened[wamid].append(at)
    cards: dict[tuple[str, str], list[str]] = defaultdict(list)  # the taps on each, also one never answered
    for wamid, one in handed_in.items():
        cards[one["contact"], one["opens"]].append(wamid)
    counts = {card: sum(len(opened[wamid]) for wamid in wamids) for card, wamids in cards.items()}
    owed = {card for card, wamids in cards.items() if any(wamid in books.accepted for wamid in wamids)}
    findings.found("cases_lost", (f"{card}" for card, count in counts.items() if card in owed and not count))
    findings.found("cases_doubled", (f"{card}" for card, count in counts.items() if count > 1))
    findings.found("promises_wrong", _promised_otherwise(opened, handed_in))
    rows = connection.execute(_CASES_OF_TALKS).fetchall()
    findings.found("cases_from_nowhere", (source for wamid, source in rows if wamid not in handed_in))


def _promised_otherwise(
    opened: Mapping[str, list[datetime]], handed_in: Mapping[str, dict[str, Any]]
) -> Iterable[str]:
    """The cases whose promise counts from another second than that in which the card was tapped."""
    for wamid, times in opened.items():
        said = datetime.fromtimestamp(handed_in[wamid]["at"], UTC)
        yield from (f"{wamid}: {at}, said {said}" for at in times if at != said)


def _files(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """A file that is shown came whole, and one that never came whole is not taken for the person's fault."""
    rows = connection.execute(
        "SELECT file.provider_id, file.state FROM documents_receivedfile AS file"
        " JOIN messaging_inboundmessage AS message"
        "   ON message.bucket = file.bucket AND message.said->'media'->>'provider_id' = file.provider_id"
        " WHERE file.state IN ('stored', 'refused') AND message.provider_id LIKE 'wamid.in.%'"
    )
    findings.found(
        "files_wrong", (f"{file} {state}" for file, state in rows if file not in books.whole_files)
    )


def _poisons(connection: "psycopg.Connection[Any]", books: Books, findings: Findings) -> None:
    """What kills its worker was tried five times and set aside; `_replies` sees that its sender was told."""
    rows = connection.execute(
        "SELECT provider_id, state, attempts FROM messaging_inboundmessage WHERE provider_id = ANY(%s)",
        [list(books.poisons)],
    )
    stands = {wamid: (state, tries) for wamid, state, tries in rows}
    wrong = (
        f"{wamid}: {deaths} deaths, {stands.get(wamid)}"
        for wamid, deaths in books.poisons.items()
        if stands.get(wamid) != ("parked", _TRIES) or not _TRIES <= deaths <= _TRIES + _OTHER_PUMPS
    )
    findings.found("poison_wrong", wrong)


def _crowd(books: Books, findings: Findings) -> None:
    """Everybody in a crowd has an answer soon, and be it that there is no room now."""
    findings.crowd = len(books.crowd)
    late = (post for post in books.crowd if post[2] > _LATE or post[1] not in (200, 503))
    findings.found("crowd_late", (f"{key} {status} {took}" for key, status, took in late))
