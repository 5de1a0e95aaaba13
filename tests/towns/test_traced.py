"""What strace tells is read aright: whole calls, calls that others came between, answers too early."""

from towns import traced

SOCKET = "14<TCP:[127.0.0.1:37517->127.0.0.1:42790]>"
ASKED = f'7 10.000100 recvfrom({SOCKET}, "POST /webhooks/whatsapp "..., 24, 0, NULL, NULL) = 24 <0.000100>'
FORCED = "8 10.001000 fdatasync(20</town/pg_wal/000000010000000000000002>) = 0 <0.000400>"
ANSWERED = (
    f'7 10.002000 writev({SOCKET}, [{{iov_base="HTTP/1.1 200 OK\\r\\nco"..., iov_len=9}}], 2) = 9 <0.0001>'
)


def test_an_answer_after_the_log_was_forced_is_in_order() -> None:
    calls = list(traced.calls([ASKED, FORCED, ANSWERED]))

    assert traced.answers(calls) == [traced.Answer(10.0002, 10.002)]
    assert traced.unsynced(calls) == []


def test_answers_by_two_sockets_are_held_against_what_came_by_each() -> None:
    other = [line.replace("42790", "42791") for line in (ASKED, ANSWERED)]
    later = other[0].replace("10.0001", "10.0012")  # when the log was being forced already

    calls = list(traced.calls([ASKED, FORCED, later, other[1], ANSWERED]))

    assert traced.unsynced(calls) == [traced.Answer(10.0013, 10.002)]


def test_an_answer_before_the_log_was_forced_or_without_is_found() -> None:
    late = FORCED.replace("10.001000", "10.001700")

    for lines in ([ASKED, ANSWERED], [ASKED, ANSWERED, late], [FORCED, ASKED.replace("10.0", "10.00115")]):
        calls = list(traced.calls([*lines, ANSWERED] if ANSWERED not in lines else lines))
        assert traced.unsynced(calls) == traced.answers(calls) != []


def test_a_forcing_that_failed_or_of_another_file_does_not_count() -> None:
    failed = FORCED.replace("= 0 <", "= -1 EIO (Input/output error) <")
    other = FORCED.replace("pg_wal", "base")

    for line in (failed, other):
        assert traced.unsynced(list(traced.calls([ASKED, line, ANSWERED])))


def test_a_call_that_others_came_between_ends_when_it_goes_on() -> None:
    begun = "8 10.001000 fdatasync(20</town/pg_wal/2> <unfinished ...>"
    ended = "8 10.001900 <... fdatasync resumed>) = 0 <0.000900>"
    too_late = ended.replace("10.001900", "10.002500")

    assert traced.unsynced(list(traced.calls([ASKED, begun, ended, ANSWERED]))) == []
    assert traced.unsynced(list(traced.calls([ASKED, begun, ANSWERED, too_late])))
