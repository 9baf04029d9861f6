"""The peer `changedetection`: changedetection.io's own workers, processor and store on the same pages, without its web.

A line of JSON on standard input is a turn: a list of addresses. They are added as watches and, once "added" was
answered and an empty line came, checked: fetched, compared and stored by its own code. The answer, a line on standard
output, says how many watches have a stored snapshot.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from types import SimpleNamespace

# Loopback is where the bench's server is; the program refuses it otherwise.
os.environ["ALLOW_IANA_RESTRICTED_ADDRESSES"] = "true"

from changedetectionio import store, worker_pool
from changedetectionio.queue_handlers import NotificationQueue, RecheckPriorityQueue
from changedetectionio.queuedWatchMetaData import PrioritizedItem
from loguru import logger

POLL_S = 0.005


def main(folder: str, workers: int) -> None:
    logger.remove()
    to_check, notices = RecheckPriorityQueue(), NotificationQueue()
    kept = store.ChangeDetectionStore(datastore_path=folder, include_default_watches=False, version_tag="bench")
    app = SimpleNamespace(config=SimpleNamespace(exit=threading.Event()))
    worker_pool.start_workers(workers, to_check, notices, app, kept)
    print("ready", flush=True)
    watches: list[str] = []
    for line in sys.stdin:
        added = [kept.add_watch(url=url) for url in json.loads(line)]
        watches += added
        print("added", flush=True)
        sys.stdin.readline()
        for uuid in added:
            worker_pool.queue_item_async_safe(to_check, PrioritizedItem(priority=1, item={"uuid": uuid}), silent=True)
        while to_check.qsize() or worker_pool.get_running_uuids() or not _all_checked(kept, added):
            time.sleep(POLL_S)
        print(sum(kept.data["watching"][uuid].history_n > 0 for uuid in watches), flush=True)
    app.config.exit.set()


def _all_checked(kept: store.ChangeDetectionStore, added: list[str]) -> bool:
    return all(kept.data["watching"][uuid].get("check_count") for uuid in added)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
