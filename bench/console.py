"""How long an officer waits for lists, searches and reports, among a million cases in 3,300 bodies.

The pages are asked for over HTTP of the web process as `serve` runs it, by officers of bodies of every size,
large ones as often as they have cases. Lists come at a fixed rate, each timed from when it was due. What a
list costs is compared inside one run: the pages of the towns of the demo, whose cases stay the same, in a
database with 10,000 cases in all other bodies and in the one with all of them.
"""

import os
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

import django

from bench import load
from bench.million import BESIDE, BODIES, CASES, SKEW, Million, filled
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder
from janasetu.lib import clock

if TYPE_CHECKING:
    from janasetu.bodies.models import Officer

NAME = "console"
OFFERED = 20.0  # lists a second
_OFFERED_FOR = 20.0
_SEATS = 60
_ROWS = 10  # of a list whose statements are counted
_SEARCHES = 200
_DASHBOARDS = 5  # of each kind, a round
_TOWNS = ("secretary@falakata", "secretary@basirhat", "commissioner@kmc")
_LIST, _REPORTS = "/console/", "/console/reports/"
_BARS = {"p95_ms": 100.0, "search_p95_ms": 200.0, "report_max_ms": 500.0, "cost_growth": 1.2}
_WORDS = ("স্টেশন রোড", "বটতলা", "রহিমা", "মণ্ডল", "9812", "আলো", "জল", "শীতলা মন্দির ১২")


def run(*, rounds: int, folder: DataFolder, cases: int = CASES, kept: Path | None = None) -> Report:
    """Measure in a scratch folder; a million cases take some minutes to write, then a round a minute."""
    with place(folder, towns=True, kept=kept) as here:
        os.environ.update(here.variables)
        django.setup()
        bench = _Bench(here, filled(here, cases=cases, now=clock.wall()))
        recounted = bench.recount()
        before = bench.lists_of_towns(here.beside(BESIDE))
        with here.web() as port:
            bench.lists(port, seconds=5)  # nobody's first page
            measured = [bench.round(port) for _ in range(rounds)]
        after = bench.lists_of_towns(here)
        before += bench.lists_of_towns(here.beside(BESIDE))
        figures = {name: statistics.median(one[name] for one in measured) for name in measured[0]}
        figures |= bench.queries()
    figures["few_ms"], figures["all_ms"] = (1000 * statistics.median(one) for one in (before, after))
    figures["cost_growth"] = figures["all_ms"] / figures["few_ms"]
    figures["recount_s"] = recounted
    figures |= {"cases": float(cases), "bodies": float(BODIES)}
    return Report(NAME, rounds, figures, list(_goals(figures)), [_NOTE])


_NOTE = """\
queries: statements of a list of ten rows and more, the same in the largest body and in small ones
(queries_differ: 0). recount_s: what reports from above cost every ten minutes, behind the scenes.
report_...: the slowest of its kind, of the largest body, of a district and of the state."""


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal(f"p95 of a list at {OFFERED:.0f} a second, ms", figures["p95_ms"], _BARS["p95_ms"], below=True)
    yield Goal("p95 of a search, ms", figures["search_p95_ms"], _BARS["search_p95_ms"], below=True)
    yield Goal("slowest report, ms", figures["report_max_ms"], _BARS["report_max_ms"], below=True)
    growth = figures["cost_growth"]
    yield Goal("x the cost of a list with 10,000 cases", growth, _BARS["cost_growth"], below=True)
    yield Goal("lists whose statements differ", figures["queries_differ"], 0, below=True)


class _Bench:
    """Officers at their desks, in one database full of cases."""

    def __init__(self, here: Place, million: Million) -> None:
        self._here = here
        places = [int(BODIES * (seat / _SEATS) ** SKEW) for seat in range(_SEATS)]
        self._officers = [
            _officer(million.bodies[one].id, "secretary", str(one)) for one in sorted({*places})
        ]
        self._keys = [_session(one) for one in self._officers]
        self._above = _officers_above()
        self._towns = _seats_of(_TOWNS)
        _sign_in_beside(here, here.beside(BESIDE), self._towns)

    def recount(self) -> float:
        """The seconds it takes to count the figures from above anew, as `jobs` does every ten minutes."""
        from janasetu.cases.actions import recount  # noqa: PLC0415 - once Django is set up

        begun = perf_counter()
        recount(now=clock.wall())
        took = perf_counter() - begun
        for table in ("cases_tally", "cases_recount"):
            self._here.execute(f"VACUUM (ANALYZE) {table}")
        return took

    def lists_of_towns(self, there: Place) -> list[float]:
        """The seconds of each list of the towns of the demo, whose cases are the same everywhere."""
        asked = [_get(_LIST, key) for key in self._towns]
        with there.web() as port:
            _asked_in_turn(port, asked, 30)  # nobody's first page
            return _asked_in_turn(port, asked, 150)

    def round(self, port: int) -> dict[str, float]:
        """Lists at the fixed rate, then searches and reports one after the other."""
        return self.lists(port, seconds=_OFFERED_FOR) | self._searches(port) | self._reports(port)

    def lists(self, port: int, *, seconds: float) -> dict[str, float]:
        """Every desk looks at its list in turn."""
        asked = [_get(_LIST, key) for key in self._keys]
        answers = load.offered(port, asked, per_second=OFFERED, seconds=seconds, connections=16)
        assert set(answers.statuses) == {200}, self._here.log("web").read_text(errors="replace")[-2000:]
        largest = _asked_in_turn(port, asked[:1], 20)
        return {
            "offered_per_s": answers.per_second,
            "p50_ms": answers.milliseconds(0.5),
            "p95_ms": answers.milliseconds(0.95),
            "max_ms": answers.milliseconds(1),
            "largest_ms": 1000 * statistics.median(largest),
        }

    def _searches(self, port: int) -> dict[str, float]:
        pairs = zip(cycle(self._keys), islice(cycle(_WORDS), _SEARCHES), strict=False)
        asked = [_get(f"{_LIST}?q={quote(words)}", key) for key, words in pairs]
        took = sorted(_asked_in_turn(port, asked, _SEARCHES))
        return {
            "search_p50_ms": 1000 * load.nearest_rank(took, 0.5),
            "search_p95_ms": 1000 * load.nearest_rank(took, 0.95),
            "search_max_ms": 1000 * took[-1],
        }

    def _reports(self, port: int) -> dict[str, float]:
        largest = self._keys[0]
        kinds = {
            "report_month_ms": (largest, ""),
            "report_year_ms": (largest, "?period=year"),
            "report_wards_ms": (largest, "?period=year&by=ward"),
            "report_subjects_ms": (largest, "?period=year&by=category"),
            "report_spots_ms": (largest, "spots/"),
            "report_district_ms": (self._above["district"], "?period=year"),
            "report_state_month_ms": (self._above["state"], ""),
            "report_state_ms": (self._above["state"], "?period=year"),
            "report_state_subjects_ms": (self._above["state"], "?period=year&by=category"),
            "report_list_ms": (largest, "list/?period=year&figure=received"),
        }
        took = {
            name: 1000 * max(_asked_in_turn(port, [_get(f"{_REPORTS}{line}", key)], _DASHBOARDS))
            for name, (key, line) in kinds.items()
        }
        return took | {"report_max_ms": max(took.values())}

    def queries(self) -> dict[str, float]:
        """The statements of a list in the largest body and in the others that are measured.

        One that has only a few rows may need one less: where no clock among them counts open days.
        """
        from django.db import connection  # noqa: PLC0415 - once Django is set up
        from django.test import Client  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        counted = []
        for key in self._keys:
            client = Client(headers={"host": "bench.invalid", "x-forwarded-proto": "https"})
            client.cookies["janasetu_session"] = key
            client.get(_LIST)
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(_LIST)
            assert answer.status_code == 200
            counted += [len(seen)] if answer.content.count(b" data-row") >= _ROWS else []
        return {"queries": float(max(counted)), "queries_differ": float(max(counted) - min(counted))}


# --- who asks ---


def _get(path: str, key: str) -> bytes:
    cookies = f"janasetu_session={key}"
    return load.get(path, {"Host": "bench.invalid", "X-Forwarded-Proto": "https", "Cookie": cookies})


def _asked_in_turn(port: int, requests: Sequence[bytes], times: int) -> list[float]:
    """The seconds of each, asked one after the other; what no answer comes to counts as well."""
    took: list[float] = []
    for one in islice(cycle(requests), times):
        begun = perf_counter()
        answers = load.once(port, [one], connections=1)
        took.append(perf_counter() - begun)
        assert {200}.issuperset(answers.statuses), (answers.statuses, one)
    return took


def _officer(body_id: UUID, role: str, name: str) -> "Officer":
    from django.contrib.auth.models import User  # noqa: PLC0415 - once Django is set up

    from janasetu.bodies.models import Officer  # noqa: PLC0415

    user, __ = User.objects.get_or_create(username=f"bench-{role}-{name}")
    officer, __ = Officer.objects.get_or_create(
        body_id=body_id, role_id=role, user=user, name={"bn": "প্রতাপ সরকার", "en": "Pratap Sarkar"}
    )
    return officer


def _session(officer: "Officer") -> str:
    """The key of a session of this officer, as a login leaves it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415

    from janasetu.config.sessions import SessionStore  # noqa: PLC0415

    kept = SessionStore()
    kept[SESSION_KEY], kept[HASH_SESSION_KEY] = str(officer.user.pk), officer.user.get_session_auth_hash()
    kept[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    kept.save()
    assert kept.session_key
    return kept.session_key


def _seats_of(posts: Sequence[str]) -> list[str]:
    """Sessions of these officers of the demo's towns."""
    from janasetu.bodies.models import Officer  # noqa: PLC0415 - once Django is set up

    return [_session(Officer.objects.select_related("user").get(user__username=one)) for one in posts]


def _sign_in_beside(here: Place, there: Place, keys: Sequence[str]) -> None:
    """These sessions are known in the other database too."""
    for row in here.execute(_SESSIONS, list(keys)):
        there.execute(_SIGNED_IN, *row)


_SESSIONS = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = ANY(%s)"
_SIGNED_IN = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)"


def _officers_above() -> dict[str, str]:
    """Sessions of the state's administrator and of a magistrate, in whose district a share of all lies."""
    from janasetu.bodies.models import LocalBody  # noqa: PLC0415 - once Django is set up

    state, district = (LocalBody.objects.filter(kind=kind).earliest("code") for kind in ("state", "district"))
    return {
        "state": _session(_officer(state.id, "state", "above")),
        "district": _session(_officer(district.id, "dm", "above")),
    }
