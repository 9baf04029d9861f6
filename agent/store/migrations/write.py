"""Writes the next migration from the difference between the tables and the newest version.

Developers run `python -m agent.store.migrations.write "what changes"`; read the file before committing it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from agent.store.engine import MIGRATIONS, open_store


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["engine"] = store.engine
        command.upgrade(config, "head")
        command.revision(config, message=sys.argv[1], autogenerate=True)
        store.close()


if __name__ == "__main__":
    main()
