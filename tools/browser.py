"""A dashboard of our own on this machine, and a Chromium that reaches only it.

Shared by the bench, the screenshots and whoever else drives the product.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
DASHBOARD = (sys.executable, "tools/dashboard.py")
START_SECONDS = 90
STOP_SECONDS = 10
PATIENCE_MS = 60_000
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
MAP = "iframe[title='streamlit_folium.st_folium']"
PAINTED = f"""() => [...document.querySelectorAll("{MAP}")].some(
  frame => frame.contentDocument?.documentElement?.dataset.petarawanDigest)"""
_STILL = "[data-testid=stApp][data-test-script-state=notRunning]"


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def is_open(port: int) -> bool:
    """Whether somebody listens on the port."""
    with socket.socket() as caller:
        return caller.connect_ex((HOST, port)) == 0


@contextmanager
def serving(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a command that serves on the port put at its end; yield the address.

    An end such as ``PORT=`` is kept in front of the port. `environment` adds to
    that of this process. Raises `TimeoutError` if nothing listens in time or the
    command ends.
    """
    port = free_port()
    glued = command[-1].endswith("=")
    words = [*command[:-1], f"{command[-1]}{port}"] if glued else [*command, str(port)]
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            _await_port(port, server)
            yield f"http://{HOST}:{port}"
        finally:
            _stop(server)


def _await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if is_open(port):
            return
        time.sleep(0.02)
    message = f"nothing listens on port {port} after {START_SECONDS} s"
    raise TimeoutError(message)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and what it started: they share a session of their own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, sign)
            server.wait(STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        return


def launch(playwright: Playwright) -> Browser:
    """Start Chromium, unable to find any host but this machine."""
    program = os.environ.get("PETARAWAN_CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(
        executable_path=program, args=list(CHROMIUM_ARGUMENTS)
    )


def await_map(page: Page) -> None:
    """Wait until a map is painted and the page is at rest."""
    page.wait_for_function(PAINTED, timeout=PATIENCE_MS)
    await_rest(page)


def await_rest(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.wait_for_selector(_STILL, timeout=PATIENCE_MS, state="attached")
