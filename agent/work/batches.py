"""Values handed in by many tasks and written together: one transaction for many, without waiting long for any."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from agent.log import logger

T = TypeVar("T")
R = TypeVar("R")
log = logger("batches")


@dataclass(slots=True)
class _Batch(Generic[T, R]):
    """One batch: filling until it is full, old, or nobody is left who could add to it."""

    values: list[T] = field(default_factory=list)
    weight: int = 0
    answers: list[asyncio.Future[R]] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, written: asyncio.Task[Sequence[R | Exception]]) -> None:
        """Give everyone who handed in the answer to it."""
        error = asyncio.CancelledError() if written.cancelled() else written.exception()
        results = [error] * len(self.values) if error is not None else written.result()
        for answer, result in zip(self.answers, results, strict=True):
            if answer.done():
                continue
            if isinstance(result, BaseException):
                answer.set_exception(result)
            else:
                answer.set_result(result)


def _one(_value: object) -> int:
    return 1


class Batches(Generic[T, R]):
    """`write` gets up to `most` values at once, at most `wait_s` after the first; it answers each with a result or
    with the error that this one value met, in order. What `write` itself raises, everyone who handed in gets. `weigh`
    says for how many of `most` a value counts, so that large ones are written in smaller batches."""

    def __init__(
        self,
        write: Callable[[Sequence[T]], Sequence[R | Exception]],
        *,
        most: int,
        wait_s: float,
        weigh: Callable[[T], int] = _one,
    ) -> None:
        self._write = write
        self._most = most
        self._wait_s = wait_s
        self._weigh = weigh
        self._filling: _Batch[T, R] | None = None
        self._writing: set[asyncio.Task[Sequence[R | Exception]]] = set()
        self._coming = 0

    @contextmanager
    def coming(self) -> Iterator[None]:
        """While somebody prepares a value. When nobody does any more, nothing is worth waiting for."""
        self._coming += 1
        try:
            yield
        finally:
            self._coming -= 1
            if not self._coming:
                self._close()

    def hand_in(self, value: T) -> asyncio.Future[R]:
        """The result of `value`, once its batch is written."""
        batch = self._filling or self._begin()
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        batch.values.append(value)
        batch.answers.append(answer)
        batch.weight += self._weigh(value)
        if batch.weight >= self._most:
            self._close()
        return answer

    def _begin(self) -> _Batch[T, R]:
        batch: _Batch[T, R] = _Batch()
        self._filling = batch
        task = asyncio.create_task(self._write_later(batch))
        self._writing.add(task)  # the loop itself keeps only weak references
        task.add_done_callback(self._writing.discard)
        task.add_done_callback(batch.tell)
        return batch

    def _close(self) -> None:
        if self._filling is not None:
            self._filling.closed.set()
            self._filling = None

    async def _write_later(self, batch: _Batch[T, R]) -> Sequence[R | Exception]:
        if self._coming and self._wait_s:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._wait_s):
                    await batch.closed.wait()
        if self._filling is batch:
            self._filling = None
        return self._write(batch.values)


def together_or_alone(
    write: Callable[[Sequence[T]], object], values: Sequence[T], *, spoilt_by: tuple[type[Exception], ...]
) -> list[Exception | None]:
    """Write all at once; where one value spoils that, each by itself, so that it fails alone."""
    try:
        write(values)
    except spoilt_by as error:
        if len(values) == 1:
            return [error]
        log.warning("a batch was not written at once", values=len(values), error=str(error)[:200])
        return [answer for one in values for answer in together_or_alone(write, [one], spoilt_by=spoilt_by)]
    return [None] * len(values)
