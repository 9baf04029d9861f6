"""How seldom this process looks for unreachable cycles while it drains a queue: few are made, and each look is long."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 5_000
"""Objects made, less those freed, between two looks at the young ones. Python's own 700 is a single board; with
20,000 a night over 100,000 accounts keeps 10 MB more of what is unreachable."""
_lock = threading.Lock()
_inside = 0
_usual = gc.get_threshold()


@contextmanager
def seldom_swept() -> Iterator[None]:
    """While inside, what exists already is not looked at again, and new objects are looked at in larger lots. Nested
    and concurrent uses share one setting; the last to leave puts back what was there."""
    global _inside, _usual
    with _lock:
        _inside += 1
        if _inside == 1:
            _usual = gc.get_threshold()
            gc.freeze()
            gc.set_threshold(max(YOUNG, _usual[0]), *_usual[1:])
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.set_threshold(*_usual)
                gc.unfreeze()
