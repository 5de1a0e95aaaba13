"""What is answered too late, otherwise than with 503, or not taken again in time is found."""

from towns import away
from towns.load import Load, Try

GONE = away.Time("gone", begun=100.0, there=101.0, ending=160.0, over=161.0)
BACK = Try("back", 162.0, 0.1, 200)


def faults(*tries: Try) -> list[str]:
    load = Load("http://127.0.0.1:1/", "line", tries=[*tries, BACK])
    return away._late(load, GONE, away.REFUSED_WITHIN)


def test_503_in_time_while_it_is_gone_and_200_before_and_after_is_in_order() -> None:
    early, late = Try("early", 100.5, 0.2, 200), Try("late", 160.5, 0.9, 200)

    assert faults(early, Try("refused", 120.0, 2.9, 503), late) == []


def test_what_is_late_or_answered_otherwise_is_found() -> None:
    assert faults(Try("slow", 120.0, 3.1, 503)) == ["gone for 20.0 s: 503 in 3.1 s: late"]
    assert faults(Try("lying", 120.0, 0.1, 200)) == ["gone for 20.0 s: 200 in 0.1 s, not 503"]
    assert len(faults(Try("broken", 120.0, 0.1, 500))) == 2  # not 503, and never right
    assert faults(Try("hung", 99.0, 9.0, 503)) == ["gone for -1.0 s: 503 in 9.0 s: late"]


def test_a_return_that_takes_long_is_found() -> None:
    load = Load("http://127.0.0.1:1/", "line", tries=[Try("back", 166.0, 0.5, 200)])

    assert away._late(load, GONE, 3.0) == ["the first 200 came 5.5 s after the return"]
    assert away._late(Load("http://127.0.0.1:1/", "line"), GONE, 3.0) == [
        "the first 200 came inf s after the return"
    ]
