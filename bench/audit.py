"""What history costs whoever writes, and how long it takes to look through a hundred thousand rows of it.

Cases with their events are inserted as the pump does it, a batch at a time, with the triggers of history and
without; rounds are interleaved, a ratio is taken inside its round, and the median of the rounds is told.
"""

import os
import resource
import statistics
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import Any

import django

from bench.place import place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder

NAME = "audit"
_CASES, _BATCH = 5000, 200
_HISTORY = 100_000  # rows that are looked through
_TABLES = ("cases_case", "cases_caseevent")
_MEBI = 1024  # ru_maxrss is in KiB


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Measure in a scratch folder; about 10 seconds a round."""
    with place(folder, towns=True) as here:
        os.environ.update(here.variables)
        django.setup()
        _inserted(kept=True)  # nobody's tables are cold
        measured = [_round() for _ in range(rounds)]
        figures = {name: statistics.median([one[name] for one in measured]) for name in measured[0]}
        figures |= _looked_through()
    return Report(NAME, rounds, figures, list(_goals(figures)))


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal("x the time of an insert without history", figures["insert_cost"], 2, below=True)
    yield Goal("rows of history verified a second", figures["verified_per_s"], 10_000)
    yield Goal("findings in what nobody bent", figures["findings"], 0, below=True)
    yield Goal("MB more while verifying", figures["verify_rss_growth_mb"], 30, below=True)


def _round() -> dict[str, float]:
    """Both, and the ratio inside the round."""
    without, kept = _inserted(kept=False), _inserted(kept=True)
    return {"insert_cost": kept / without, "kept_us": kept * 1e6, "without_us": without * 1e6}


def _inserted(*, kept: bool) -> float:
    """The seconds of one case with its event; nothing of it stays."""
    from django.db import connection, transaction  # noqa: PLC0415 - once Django is set up

    from janasetu.cases.models import Case  # noqa: PLC0415

    cases = [_like_another(Case) for _ in range(_CASES)]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in () if kept else _TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_insert")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        begin = perf_counter()
        _insert(cases)
        seconds = perf_counter() - begin
        transaction.set_rollback(True)
    return seconds / _CASES


def _insert(cases: list[Any]) -> None:
    """These cases, each with its first event, a batch at a time."""
    from janasetu.cases.models import Case, CaseEvent  # noqa: PLC0415 - once Django is set up

    for start in range(0, len(cases), _BATCH):
        batch = cases[start : start + _BATCH]
        Case.objects.bulk_create(batch)
        CaseEvent.objects.bulk_create(
            CaseEvent(body_id=one.body_id, case=one, code="opened", by="citizen", at=one.opened_at)
            for one in batch
        )


def _like_another(model: Any) -> Any:
    """A case like the first of the demo, with an id, a number and a source of its own."""
    from janasetu.lib.ids import uuid7  # noqa: PLC0415 - once Django is set up

    global _first
    _first = _first or model.objects.earliest("id")
    case = model(**{field.attname: getattr(_first, field.attname) for field in model._meta.concrete_fields})
    case.id = uuid7()
    case.ref, case.source = case.id.hex[-18:], f"bench:{case.id}"
    return case


_first: Any = None


def _looked_through() -> dict[str, float]:
    """Cases are written and changed, all of it is sealed and looked through, twice; the quicker counts."""
    from janasetu.audit.models import AuditRow  # noqa: PLC0415 - once Django is set up
    from janasetu.audit.sealing import seal_all  # noqa: PLC0415
    from janasetu.audit.verifying import Scope, verify  # noqa: PLC0415
    from janasetu.cases.models import Case  # noqa: PLC0415
    from janasetu.lib import clock  # noqa: PLC0415

    with_history = Case.objects.filter(source__startswith="bench:")
    _insert([_like_another(Case) for _ in range(2 * _CASES)])
    while AuditRow.objects.count() < _HISTORY:
        level = with_history.values_list("level", flat=True)[0]
        with_history.update(level=1 - level)
    begin = perf_counter()
    sealed = seal_all(wall=clock.wall())
    seal_seconds = perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = min(_timed(lambda: verify(Scope())) for _ in range(2))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    verdict = verify(Scope())
    return {
        "rows": float(verdict.rows),
        "sealed_per_s": sealed / seal_seconds,
        "verify_s": seconds,
        "verified_per_s": verdict.rows / seconds,
        "verify_rss_growth_mb": grown / _MEBI,
        "findings": float(len(verdict.findings) + verdict.more),
    }


def _timed(do: Callable[[], object]) -> float:
    begin = perf_counter()
    do()
    return perf_counter() - begin
