"""Ids, buckets and partitions: order, layout, and values that may never change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import RFC_4122, UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import clock, ids
from janasetu.lib.tests.strategies import bengali_hostile


def test_an_id_is_a_version_7_uuid() -> None:
    made = ids.uuid7()

    assert made.version == 7
    assert made.variant == RFC_4122


def test_ids_of_one_thread_only_grow() -> None:
    made = [ids.uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_many_threads_never_meet_and_grow_in_each() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [ids.uuid7() for _ in range(2_000)], range(8)))

    assert all(batch == sorted(batch) for batch in batches)
    assert len({made for batch in batches for made in batch}) == 16_000


def test_ids_keep_growing_when_the_wall_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids.uuid7()
    monkeypatch.setattr(clock, "wall_milliseconds", lambda: 0)

    assert ids.uuid7() > first


def test_a_counter_that_is_full_borrows_from_the_next_millisecond() -> None:
    sequence = ids._Sequence()
    sequence.step(wall=1_000, fresh=(1 << 42) - 1)

    sequence.step(wall=1_000, fresh=7)

    assert (sequence.millisecond, sequence.counter) == (1_001, 7)


def test_an_id_tells_when_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_sequence", ids._Sequence())
    monkeypatch.setattr(clock, "wall_milliseconds", lambda: 1_795_000_000_123)

    assert ids.uuid7_time(ids.uuid7()) == datetime(2026, 11, 18, 11, 6, 40, 123_000, tzinfo=UTC)


def test_the_time_of_the_standards_own_example_is_read() -> None:
    example = UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")  # RFC 9562, appendix A.6

    assert ids.uuid7_time(example) == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)


def test_an_id_of_another_version_has_no_time() -> None:
    with pytest.raises(ValueError, match="Not an id of version 7"):
        ids.uuid7_time(uuid4())


def test_a_forked_child_does_not_wait_for_the_lock_its_parent_held(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = ids._Sequence()
    monkeypatch.setattr(ids, "_sequence", parents)

    with parents.lock:
        ids._begin_again()  # what the system calls in the child

        assert ids.uuid7().version == 7


@pytest.mark.parametrize(
    ("key", "bucket"),
    [
        ("", 692),
        ("919000000001", 308),
        ("919830000001", 651),
        ("IN.abc123", 750),
        ("wamid.HBgMOTE5MDAwMDAwMDAxFQIAEhgA", 278),
        ("রহিমা বিবি", 60),
        ("page:1234567890:24234234234234234", 786),
        ("\ud83d", 762),
    ],
)
def test_the_bucket_of_a_key_never_changes(key: str, bucket: int) -> None:
    assert ids.bucket_of(key) == bucket


def test_keys_spread_evenly_over_buckets_and_partitions() -> None:
    buckets = [ids.bucket_of(f"91{9_000_000_000 + n}") for n in range(102_400)]
    partitions = [ids.partition_of(bucket) for bucket in buckets]

    assert len(set(buckets)) == ids.BUCKETS
    assert max(map(buckets.count, range(0, ids.BUCKETS, 64))) < 150  # 100 each on average
    assert max(map(partitions.count, range(ids.PARTITIONS))) < 1_800  # 1,600 each on average


@given(bengali_hostile())
def test_every_text_has_a_bucket(key: str) -> None:
    assert 0 <= ids.bucket_of(key) < ids.BUCKETS


@given(st.integers(0, ids.BUCKETS - 2))
def test_a_partition_is_a_run_of_sixteen_neighbouring_buckets(bucket: int) -> None:
    assert ids.partition_of(bucket) == bucket // 16
    assert ids.partition_of(bucket + 1) - ids.partition_of(bucket) in (0, 1)


@pytest.mark.parametrize("bucket", [-1, 1024])
def test_there_is_no_partition_for_a_bucket_that_is_none(bucket: int) -> None:
    with pytest.raises(ValueError, match="There is no bucket"):
        ids.partition_of(bucket)


def test_an_id_after_another_sorts_after_it_whoever_made_that() -> None:
    now = ids.uuid7()
    tomorrow = UUID(int=now.int + (86_400_000 << 80))

    assert ids.uuid7_after(None) > now
    assert ids.uuid7_after(now) > now
    assert ids.uuid7_after(tomorrow) > tomorrow
    assert ids.uuid7_time(ids.uuid7_after(tomorrow)) == ids.uuid7_time(tomorrow)
    assert ids.uuid7_after(tomorrow).version == 7
