"""The clock: what moves office time, for whom, and what nobody can move."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from janasetu.lib import clock

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=clock.KOLKATA)
SOON = timedelta(seconds=5)


@pytest.fixture(autouse=True)
def _leave_no_clock_behind() -> Iterator[None]:
    yield
    clock.unfollow()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clock"


def test_office_time_is_wall_time_when_nothing_is_followed() -> None:
    before, now, after = clock.wall(), clock.now(), clock.wall()

    assert before <= now <= after
    assert now.tzinfo is UTC


def test_milliseconds_and_wall_time_agree() -> None:
    assert abs(clock.wall_milliseconds() / 1000 - clock.wall().timestamp()) < 5


def test_monotonic_time_never_goes_back() -> None:
    moments = [clock.monotonic() for _ in range(100)]

    assert moments == sorted(moments)


def test_following_makes_a_clock_file_of_zero(path: Path) -> None:
    clock.follow(path)

    assert path.read_bytes() == bytes(8)
    assert abs(clock.now() - clock.wall()) < SOON


def test_advancing_moves_office_time_but_not_wall_time(path: Path) -> None:
    clock.follow(path)

    moved = clock.advance(path, timedelta(days=2))

    assert abs(clock.now() - clock.wall() - timedelta(days=2)) < SOON
    assert abs(clock.now() - moved) < SOON
    assert int.from_bytes(path.read_bytes(), "little", signed=True) == 2 * 86_400 * 1_000_000


def test_advances_add_up_also_from_many_threads(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: clock.advance(path, timedelta(microseconds=1)), range(200)))

    assert path.read_bytes() == (200).to_bytes(8, "little")


def test_another_process_that_moves_the_clock_is_seen_at_once(path: Path) -> None:
    clock.follow(path)
    mover = (
        "import datetime, pathlib, sys; from janasetu.lib import clock;"
        "clock.advance(pathlib.Path(sys.argv[1]), datetime.timedelta(hours=30))"
    )
    python_path = ":".join(sys.path)

    subprocess.run([sys.executable, "-c", mover, str(path)], check=True, env={"PYTHONPATH": python_path})

    assert abs(clock.now() - clock.wall() - timedelta(hours=30)) < SOON


def test_the_offset_survives_a_restart(path: Path) -> None:
    clock.follow(path)
    clock.advance(path, timedelta(days=40))
    clock.unfollow()
    assert abs(clock.now() - clock.wall()) < SOON

    clock.follow(path)

    assert abs(clock.now() - clock.wall() - timedelta(days=40)) < SOON


def test_office_time_can_be_set_to_a_later_moment(path: Path) -> None:
    clock.follow(path)
    target = clock.wall() + timedelta(days=365)

    clock.set_to(path, target.astimezone(clock.KOLKATA))

    assert abs(clock.now() - target) < SOON


@pytest.mark.parametrize("back", [timedelta(microseconds=-1), timedelta.min])
def test_office_time_never_goes_back(path: Path, back: timedelta) -> None:
    clock.advance(path, timedelta(days=1))

    with pytest.raises(clock.ClockBackwardsError, match="cannot go back"):
        clock.advance(path, back)
    with pytest.raises(clock.ClockBackwardsError, match="cannot go back"):
        clock.set_to(path, clock.wall())

    assert path.read_bytes() == (86_400_000_000).to_bytes(8, "little")


def test_standing_still_is_no_step_back(path: Path) -> None:
    clock.advance(path, timedelta(0))

    assert path.read_bytes() == bytes(8)


def test_office_time_never_passes_the_year_2200(path: Path) -> None:
    with pytest.raises(clock.ClockTooFarError, match="2200"):
        clock.advance(path, timedelta.max)
    with pytest.raises(clock.ClockTooFarError, match="2200"):
        clock.set_to(path, datetime(2201, 1, 1, tzinfo=UTC))

    assert path.read_bytes() == bytes(8)
    assert clock.set_to(path, datetime(2200, 6, 1, tzinfo=UTC)).year == 2200


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"four", clock.ClockFileError),
        (b"nine bytes", clock.ClockFileError),
        ((-1).to_bytes(8, "little", signed=True), clock.ClockFileError),
        (b"\xff" * 7 + b"\x7f", clock.ClockTooFarError),
    ],
)
def test_a_file_that_is_no_clock_is_refused_and_left_alone(
    path: Path, content: bytes, error: type[Exception]
) -> None:
    path.write_bytes(content)

    with pytest.raises(error):
        clock.follow(path)

    assert path.read_bytes() == content
    assert abs(clock.now() - clock.wall()) < SOON


def test_a_test_can_hold_office_time_still_in_every_thread() -> None:
    with clock.fixed(NOON) as moment, ThreadPoolExecutor(1) as pool:
        assert moment == NOON
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC
        assert pool.submit(clock.now).result() == NOON
        assert clock.wall() != NOON


def test_inner_holds_end_before_outer_ones_even_after_an_error() -> None:
    later = NOON + timedelta(hours=1)
    with clock.fixed(NOON):
        with suppress(RuntimeError), clock.fixed(later):
            assert clock.now() == later
            raise RuntimeError
        assert clock.now() == NOON

    assert clock.now() != NOON


def test_local_is_what_a_kolkata_wall_clock_shows() -> None:
    assert clock.local(datetime(2026, 11, 24, 18, 45, tzinfo=UTC)).isoformat() == "2026-11-25T00:15:00+05:30"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - the mistake under test

    with pytest.raises(clock.ClockError, match="needs its time zone"):
        clock.local(naive)
    with pytest.raises(clock.ClockError):
        clock.fixed(naive).__enter__()
