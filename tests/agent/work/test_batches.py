"""Batches: full, old or complete ones are written at once; one value's failure is its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from agent.work.batches import Batches, together_or_alone


def _doubling(written: list[list[int]], *, most: int = 3, wait_s: float = 60.0) -> Batches[int, int]:
    def write(values: Sequence[int]) -> list[int | Exception]:
        written.append(list(values))
        return [ValueError("seven") if value == 7 else 2 * value for value in values]

    return Batches(write, most=most, wait_s=wait_s)


def test_a_full_batch_is_written_and_each_gets_its_own_answer() -> None:
    async def story() -> None:
        written: list[list[int]] = []
        batches = _doubling(written)
        with batches.coming():
            answers = [batches.hand_in(value) for value in (1, 7, 2)]
            assert await answers[0] == 2 and await answers[2] == 4
            with pytest.raises(ValueError, match="seven"):
                await answers[1]
        assert written == [[1, 7, 2]]

    asyncio.run(story())


def test_a_batch_that_nobody_adds_to_is_written_without_waiting() -> None:
    async def story() -> None:
        written: list[list[int]] = []
        batches = _doubling(written)
        with batches.coming(), batches.coming():
            answer = batches.hand_in(1)
        assert await asyncio.wait_for(answer, 5) == 2
        assert await asyncio.wait_for(batches.hand_in(2), 5) == 4
        assert written == [[1], [2]]

    asyncio.run(story())


def test_a_heavy_value_fills_a_batch() -> None:
    async def story() -> None:
        written: list[list[int]] = []

        def write(values: Sequence[int]) -> list[int | Exception]:
            written.append(list(values))
            return list(values)

        batches: Batches[int, int] = Batches(write, most=10, wait_s=60.0, weigh=lambda value: value)
        with batches.coming():
            answers = [batches.hand_in(value) for value in (3, 8, 2)]
            assert await asyncio.wait_for(answers[1], 5) == 8
        await asyncio.wait_for(answers[2], 5)
        assert written == [[3, 8], [2]]

    asyncio.run(story())


def test_an_old_batch_is_written_while_others_are_still_preparing() -> None:
    async def story() -> None:
        written: list[list[int]] = []
        batches = _doubling(written, wait_s=0.02)
        with batches.coming():
            assert await asyncio.wait_for(batches.hand_in(1), 5) == 2

    asyncio.run(story())


def test_what_writing_raises_reaches_everyone() -> None:
    def broken(_values: Sequence[int]) -> list[int | Exception]:
        raise OSError("the disk is full")

    async def story() -> None:
        batches: Batches[int, int] = Batches(broken, most=2, wait_s=60.0)
        for answer in [batches.hand_in(1), batches.hand_in(2)]:
            with pytest.raises(OSError, match="full"):
                await answer

    asyncio.run(story())


def test_a_value_that_spoils_a_batch_fails_alone() -> None:
    written: list[int] = []

    def write(values: Sequence[int]) -> None:
        if 7 in values:
            raise ValueError("seven")
        written.extend(values)

    answers = together_or_alone(write, [1, 7, 2], spoilt_by=(ValueError,))
    assert [type(answer) for answer in answers] == [type(None), ValueError, type(None)]
    assert written == [1, 2]
    with pytest.raises(ValueError, match="seven"):
        together_or_alone(write, [7], spoilt_by=(KeyError,))
