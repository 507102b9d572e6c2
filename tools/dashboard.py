"""Start the dashboard on one port of this machine: `make dashboard PORT=8600`."""

import socket
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

from streamlit.web import cli

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
LAST_PORT = 65_535
FIRST_FREE_TO_ALL = 1024


def is_free(port: int) -> bool:
    """Whether nobody listens on the port yet."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError:
            return False
    return True


def fault(given: str) -> str | None:
    """Say in a sentence why the port cannot be used; None if it can."""
    if not given.isascii() or not given.isdigit():
        return f"PORT must be a whole number, not '{given}': make dashboard PORT=8600"
    port = int(given)
    if not FIRST_FREE_TO_ALL <= port <= LAST_PORT:
        limits = f"{FIRST_FREE_TO_ALL} to {LAST_PORT}"
        return f"PORT must be from {limits}, not {port}: make dashboard PORT=8600"
    if is_free(port):
        return None
    higher = range(port + 1, min(port + 100, LAST_PORT + 1))
    free = next((other for other in higher if is_free(other)), None)
    mend = f", or type: make dashboard PORT={free}" if free else ""
    return f"Port {port} is already in use. Stop the program that uses it{mend}"


def warm_up() -> None:
    """Import what the first page needs while the browser fetches its scripts.

    Not `streamlit_folium`: a component must find the server already running.
    """
    sys.path.insert(0, str(ROOT))
    for module in ("plan.evaluate", "plan.knowledge", "folium"):
        import_module(module)


def main(given: str) -> None:
    """Serve on the port given, or end with a sentence.

    Raises `SystemExit` if the port cannot be used.
    """
    if sentence := fault(given):
        sys.exit(f"✗ {sentence}")
    print(f"• Opening http://{HOST}:{given} (Ctrl-C ends it)", flush=True)
    Thread(target=warm_up, daemon=True).start()
    options = [f"--server.address={HOST}", f"--server.port={given}"]
    cli.main(["run", str(ROOT / "dashboard.py"), *options])


if __name__ == "__main__":
    main(sys.argv[1])
