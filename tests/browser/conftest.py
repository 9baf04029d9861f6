"""The browser tests' fixtures, which stand in `browser_site`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest

pytest.register_assert_rewrite("browser_site")

from browser_site import bare_site, browser, chromium, playwright, site  # noqa: E402, F401
