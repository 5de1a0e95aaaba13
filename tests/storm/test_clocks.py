"""A wrong wall clock: what it tells moves, there and back; sleeping and the steady clock stay right."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storm.clocks import WallClock

_READS = """
import datetime, json, sys, time
for _ in sys.stdin:
    steady = time.monotonic()
    time.sleep(0.01)
    now = datetime.datetime.now(datetime.timezone.utc).timestamp()
    slept = time.monotonic() - steady
    readings = [time.time(), now, time.time_ns() / 1e9, time.mktime(time.localtime())]
    print(json.dumps([*readings, slept]), flush=True)
"""


@pytest.mark.parametrize("shift", [7200, -7200, 86400])
def test_every_reading_of_the_wall_clock_is_shifted_and_put_right(tmp_path: Path, shift: int) -> None:
    clock = WallClock(tmp_path)
    if not clock.is_there:
        pytest.skip("there is no C compiler here")

    with subprocess.Popen(
        [sys.executable, "-c", _READS],
        env=clock.variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        told = []
        for wrong in (0, shift, 0):
            clock.shift(wrong)
            answer = _asked(process)
            told.append([round(reading - time.time()) for reading in answer[:-1]])
            assert 0.01 <= answer[-1] < 5
        process.communicate()

    assert all(abs(reading) <= 2 for reading in (*told[0], *told[2]))
    assert all(abs(reading - shift) <= 2 for reading in told[1])


def _asked(process: "subprocess.Popen[str]") -> list[float]:
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    readings: list[float] = json.loads(process.stdout.readline())
    return readings
