"""Fixtures that every test may use; the heavier ones live beside the tests that need them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ["stores"]
