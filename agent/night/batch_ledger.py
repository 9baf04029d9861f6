"""Batches at a model's endpoint: put in once, found again after a kill, their answers taken in, their money settled.

Money is held and the batch written down before anything leaves, so that whatever dies in between is known of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.batches import Batch, BatchState, Ended, Owed, Question
from agent.errors import ModelUnavailable
from agent.log import logger
from agent.store import known_answers, model_batches, work
from agent.store.engine import Store
from agent.tables.columns import new_id
from agent.work.holders import new_holder, take_over
from drafting.batch_lines import BatchAnswer, BatchRequest, answers_in, path_of
from drafting.batch_wire import TAG, BatchRefused, BatchWire, Remote
from drafting.budget import Budget, Reservation
from drafting.endpoint import Endpoint, Rung
from drafting.model import About
from drafting.prices import DISCOUNT, Prices, Used
from drafting.telemetry import answered_in_batch

LEASE = "model-batch"
LEASE_LENGTH = timedelta(minutes=15)
UNSEEN = timedelta(minutes=5)
"""So long after it was made a batch that the endpoint does not list may still be on its way there."""
GIVEN_UP = timedelta(days=3)
MOST_ANSWER_BYTES = 100_000
log = logger("batch")


@dataclass(frozen=True, slots=True)
class BatchLedger:
    """The batches of one installation at one endpoint. No method raises for what the endpoint does. Whoever puts in has
    them to itself (`ours`)."""

    store: Store
    clock: Clock
    endpoint: Endpoint
    wire: BatchWire
    budget: Budget
    prices: Prices
    holder: str = field(default_factory=new_holder)

    @contextmanager
    def ours(self) -> Iterator[bool]:
        """Whether this process has the batches to itself now; what a dead one held is taken over."""
        with self.store.write() as session:
            is_ours = take_over(session, LEASE, self.holder, now=self.clock.now(), length=LEASE_LENGTH)
        try:
            yield is_ours
        finally:
            if is_ours:
                with self.store.write() as session:
                    work.drop_lease(session, LEASE, self.holder)

    def is_free(self, night: str) -> bool:
        """Whether nothing was put in for `night`. What a killed process had planned is looked for first."""
        there = self._of_night(night)
        if there is not None and there.state is BatchState.PLANNED:
            try:
                self._found(there)
            except ModelUnavailable:
                return False
            there = self._of_night(night)
        return there is None

    def put_in(self, night: str, requests: Sequence[BatchRequest], rung: Rung) -> int:
        """Put in as many of `requests` as the day's budget holds. Returns how many were taken."""
        batch = self._planned(night, requests, rung)
        if batch is None:
            return 0
        lines = b"".join(one.line for one in requests[: batch.requests])
        tags = {TAG: batch.id, "night": night}
        try:
            remote = self.wire.put_in(f"night-{night}", lines, path=path_of(rung), metadata=tags)
        except BatchRefused as refused:
            self._end(batch, Ended(BatchState.REFUSED, str(refused)))
            return 0
        except ModelUnavailable as error:  # it may have been taken: it is looked for when answers are
            log.warning("batch in question", batch=batch.id, why=str(error))
            return 0
        with self.store.write() as session:
            model_batches.submitted(session, batch.id, remote.id)
        return batch.requests

    def take(self, before: str = "") -> int:
        """Take in what was answered. `before` is a night that begins: what is not ready for it is called off. Returns
        how many answers came in; none while another process has the batches."""
        with self.ours() as is_ours:
            return self._take(before) if is_ours else 0

    def _take(self, before: str) -> int:
        with self.store.read() as session:
            waiting = model_batches.still_open(session, self.endpoint.base_url)
        answered = 0
        for batch in waiting:
            try:
                answered += self._look_at(batch, before)
            except ModelUnavailable as error:
                log.warning("batch not read", batch=batch.id, why=str(error))
                if batch.made_at < self.clock.now() - GIVEN_UP:
                    self._end_lost(batch, str(error))
                break  # the endpoint is the same for all: the next is asked another time
        return answered

    def _planned(self, night: str, requests: Sequence[BatchRequest], rung: Rung) -> Batch | None:
        held, many = None, len(requests)
        while many and (held := self._held(requests[:many])) is None:
            many //= 2
        if held is None:
            return None
        batch = Batch(
            id=new_id(),
            night=night,
            base_url=self.endpoint.base_url,
            model=self.endpoint.model,
            rung=int(rung),
            state=BatchState.PLANNED,
            made_at=self.clock.now(),
            held_day=held.day,
            hold_id=held.id,
            held_usd=float(held.usd),
            held_tokens=held.tokens,
            requests=many,
        )
        with self.store.write() as session:
            is_new = model_batches.put(session, batch, [_question(one) for one in requests[:many]])
        if not is_new:
            self.budget.settle(held, usd=Decimal(), tokens=0)
        return batch if is_new else None

    def _held(self, requests: Sequence[BatchRequest]) -> Reservation | None:
        usd = sum((self._cost(one.most) for one in requests), Decimal())
        tokens = sum(one.most.total for one in requests)
        return self.budget.reserve(self.clock.now().date(), usd=usd, tokens=tokens)

    def _cost(self, used: Used) -> Decimal:
        """In a batch; zero where nobody knows the price: then the cap on tokens holds."""
        return (self.prices.cost(self.endpoint.model, used) or Decimal()) * DISCOUNT

    def _of_night(self, night: str) -> Batch | None:
        with self.store.read() as session:
            return model_batches.of_night(session, night, self.endpoint.base_url, self.endpoint.model)

    def _look_at(self, batch: Batch, before: str) -> int:
        remote = self._found(batch) if batch.state is BatchState.PLANNED else self.wire.look(batch.remote_id)
        if remote is None:
            return 0
        if remote.has_ended:
            return self._taken_in(batch, remote)
        if before and batch.night <= before and remote.status != "cancelling":
            self.wire.call_off(remote.id)
        if batch.made_at < self.clock.now() - GIVEN_UP:
            self._end_lost(batch, f"still {remote.status}")
        return 0

    def _found(self, batch: Batch) -> Remote | None:
        """The batch of a process that died before it could write down that it had put it in. Where there is none it is
        forgotten, and its money set free."""
        remote = self.wire.find(batch.id)
        if remote is not None:
            with self.store.write() as session:
                model_batches.submitted(session, batch.id, remote.id)
        elif batch.made_at <= self.clock.now() - UNSEEN:
            self._settle(batch, Decimal(), 0)
            with self.store.write() as session:
                model_batches.drop(session, batch.id)
        return remote

    def _taken_in(self, batch: Batch, remote: Remote) -> int:
        """Keep every answer, book what it cost, end the batch. Done twice it changes nothing."""
        if remote.status == "gone":
            self._end_lost(batch, remote.why)
            return 0
        answers = self._answers(batch, remote)
        with self.store.read() as session:
            asked = [one for one in model_batches.questions_of(session, batch.id) if one.id in answers]
        spent = {one.id: _spent(answers[one.id], one) for one in asked}
        usd = sum((self._cost(used) for used in spent.values()), Decimal())
        tokens = sum(used.total for used in spent.values())
        good = sum(bool(answers[one.id].text) for one in asked)
        self._settle(batch, usd, tokens)
        with self.store.write() as session:
            for one in (each for each in asked if answers[each.id].billed):
                self._keep(session, batch, one, answers[one.id], spent[one.id])
            ended = Ended(BatchState(remote.status), remote.why, good, float(usd), tokens)
            model_batches.end(session, batch.id, ended, now=self.clock.now())
        for one in asked:
            self._tell(one, answers[one.id])
        self.wire.forget(remote.input_file_id, remote.output_file_id, remote.error_file_id)
        return good

    def _answers(self, batch: Batch, remote: Remote) -> dict[str, BatchAnswer]:
        """By question; of two to one question the first holds."""
        found: dict[str, BatchAnswer] = {}
        for file_id in filter(None, (remote.output_file_id, remote.error_file_id)):
            most = MOST_ANSWER_BYTES * (batch.requests + 10)
            for one in answers_in(self.wire.take_out(file_id, most=most), Rung(batch.rung)):
                found.setdefault(one.id, one)
        return found

    def _keep(self, session: Session, batch: Batch, asked: Question, answer: BatchAnswer, used: Used) -> None:
        """One of no use is kept, too, as "": whoever asks anew carries what it cost."""
        owed = Owed(batch.night, float(self._cost(used)), used.input, used.output)
        known_answers.keep_owed(
            session,
            asked.key,
            owed,
            model=batch.model,
            mode=Rung(batch.rung).name.lower(),
            answer=answer.text,
            now=self.clock.now(),
        )

    def _tell(self, asked: Question, answer: BatchAnswer) -> None:
        about = About(asked.prompt_id, asked.prompt_hash)
        answered_in_batch(self.endpoint, about, model=answer.model, used=answer.used, finish=answer.finish)

    def _end_lost(self, batch: Batch, why: str) -> None:
        """Nobody knows what became of it: it may have been billed, so it costs all that was held."""
        self._end(batch, Ended(BatchState.LOST, why, cost_usd=batch.held_usd, tokens=batch.held_tokens))

    def _end(self, batch: Batch, ended: Ended) -> None:
        self._settle(batch, Decimal(str(ended.cost_usd)), ended.tokens)
        with self.store.write() as session:
            model_batches.end(session, batch.id, ended, now=self.clock.now())

    def _settle(self, batch: Batch, usd: Decimal, tokens: int) -> None:
        held = Reservation(batch.hold_id, batch.held_day, Decimal(str(batch.held_usd)), batch.held_tokens)
        self.budget.settle(held, usd=usd, tokens=tokens)


def _question(one: BatchRequest) -> Question:
    return Question(one.id, one.key, one.most.input, one.most.output, one.prompt_id, one.prompt_hash)


def _spent(answer: BatchAnswer, asked: Question) -> Used:
    """What one answer took: as told, never more than was held for it, and all of that where it was not told."""
    if not answer.billed:
        return Used()
    most = Used(asked.most_input, asked.most_output)
    told = answer.used or most
    read = min(told.input, most.input)
    return Used(read, min(told.output, most.output), min(told.cached, read), min(told.cache_write, read))
