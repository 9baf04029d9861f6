"""Hatch build hook: puts other people's browser assets beside ours.

htmx 2.0.10 comes from the pinned build requirement django-htmx, which carries the file and its licence. The copy
lands in review_queue/static/vendor/, which git ignores; editable installs run the hook too.
"""

from __future__ import annotations

import shutil
from importlib import metadata
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        target = Path(self.root) / "review_queue" / "static" / "vendor"
        target.mkdir(parents=True, exist_ok=True)
        files = metadata.files("django-htmx") or []
        wanted = {"htmx-2.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"}
        for file in files:
            if file.name in wanted:
                shutil.copyfile(str(file.locate()), target / wanted[file.name])
        if not (target / "htmx.min.js").exists():
            raise RuntimeError("django-htmx carries no htmx-2.min.js: pin the version named in pyproject.toml")
