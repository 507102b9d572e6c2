"""What the browser tests share: an app that runs, and a browser kept offline."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page, Playwright, Route

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
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


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    app: Path, cache: Path, base_path: str = "", **variables: str
) -> Iterator[str]:
    """Run a Streamlit script on this machine; yield its address.

    `variables` are added to the environment.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += ["--server.address=127.0.0.1", f"--server.port={port}"]
    command += ["--server.headless=true", f"--server.baseUrlPath={base_path}"]
    command += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), **variables}
    address = f"http://127.0.0.1:{port}/{base_path}".rstrip("/")
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait_for(f"{address}/_stcore/health", server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; fail if it ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=1):  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    message = f"{address} did not answer within {START_SECONDS} s"
    raise TimeoutError(message)


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that `tools/chromium.sh` found, unable to find a host."""
    program = os.environ.get("PETARAWAN_CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(
        executable_path=program, args=list(CHROMIUM_ARGUMENTS)
    )


@contextmanager
def offline_page(browser: Browser, address: str, **options: Any) -> Iterator[Page]:  # noqa: ANN401 - passed on to Playwright as they are
    """Open a page that reaches this machine only, and fail if it tried more.

    Motion is reduced, so that a click's effect is there when it returns. A
    dialog or an error in a script fails too: neither has a place in a map.
    """
    faults: list[str] = []
    context = browser.new_context(reduced_motion="reduce", **options)

    def only_ours(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.fallback()
        else:
            faults.append(f"outside request: {route.request.url}")
            route.abort()

    def no_dialog(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.route("**/*", only_ours)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("dialog", no_dialog)
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert faults == []
