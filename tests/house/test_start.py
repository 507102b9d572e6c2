"""Starting from nothing: the port that is asked for, and the environment."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import dashboard

ROOT = Path(__file__).resolve().parents[2]
STAND_IN_FOR_UV = """#!/bin/sh
echo "uv $*" >> "$UV_CALLS"
[ "$1" = venv ] && { mkdir -p .venv/bin; ln -s "$REAL_PYTHON" .venv/bin/python; }
[ ! -e "$CUT_OFF" ] || [ "$1" = venv ] || kill -KILL "$PPID"
"""


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port somebody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.bind((dashboard.HOST, 0))
        door.listen()
        yield door.getsockname()[1]


def test_a_port_in_use_is_named_and_a_free_one_offered(taken: int) -> None:
    """The reader can copy the last words of the sentence."""
    sentence = dashboard.fault(str(taken))
    assert sentence is not None
    assert sentence.startswith(f"Port {taken} is already in use.")
    offered = int(sentence.rpartition("PORT=")[2])
    assert dashboard.fault(str(offered)) is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("abc", "PORT must be a whole number, not 'abc': make dashboard PORT=8600"),
        ("", "PORT must be a whole number, not '': make dashboard PORT=8600"),
        ("1023", "PORT must be from 1024 to 65535, not 1023: make dashboard PORT=8600"),
        (
            "65536",
            "PORT must be from 1024 to 65535, not 65536: make dashboard PORT=8600",
        ),
    ],
)
def test_a_port_that_cannot_be_is_told(given: str, sentence: str) -> None:
    """One sentence with the mend, on both sides of the limits."""
    assert dashboard.fault(given) == sentence


class House:
    """A copy of the house's own scripts, with a stand-in for uv that only counts.

    While `cut_off` exists, installing packages kills the script, as a power cut would.
    """

    def __init__(self, folder: Path) -> None:
        """Copy into a folder whose name holds a space."""
        self.folder = folder / "peta rawan"
        self.calls = folder / "calls"
        self.cut_off = folder / "cut off"
        shutil.copytree(ROOT / "tools", self.folder / "tools")
        for name in ("requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / name, self.folder)
        uv = folder / "bin" / "uv"
        uv.parent.mkdir()
        uv.write_text(STAND_IN_FOR_UV, encoding="utf-8")
        uv.chmod(0o755)

    def set_up(self, kind: str) -> list[str]:
        """Run the script; what uv was asked: "venv" or "pip", in order."""
        self.calls.write_text("", encoding="utf-8")
        bin_folder = self.calls.parent / "bin"
        env = {
            "PATH": f"{bin_folder}:{os.defpath}",
            "PETARAWAN_PYTHON": sys.executable,
            "REAL_PYTHON": sys.executable,
            "UV_CALLS": str(self.calls),
            "CUT_OFF": str(self.cut_off),
        }
        command = ["sh", str(self.folder / "tools" / "setup.sh"), kind]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False
        )
        killed = -signal.SIGKILL if self.cut_off.exists() else 0
        assert done.returncode == killed, done.stderr
        lines = self.calls.read_text(encoding="utf-8").splitlines()
        return [line.split()[1] for line in lines]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a house where nothing is installed yet."""
    return House(tmp_path)


def test_the_second_time_does_nothing(house: House) -> None:
    """Tests bring what the product needs, so the dashboard installs nothing more."""
    assert house.set_up("dev") == ["venv", "pip"]
    assert house.set_up("dev") == []
    assert house.set_up("run") == []


def test_a_changed_pin_is_installed(house: House) -> None:
    """Into the environment that is there."""
    house.set_up("run")
    with (house.folder / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("another==1.0\n")
    assert house.set_up("run") == ["pip"]
    assert house.set_up("run") == []


def test_an_install_that_was_cut_off_is_begun_anew(house: House) -> None:
    """Half a package looks installed: nothing of it may be trusted."""
    house.cut_off.touch()
    house.set_up("run")
    house.cut_off.unlink()
    assert house.set_up("run") == ["venv", "pip"]


def test_a_test_install_cut_off_leaves_the_dashboard_alone(house: House) -> None:
    """Whoever tries `make test` in a room without internet can still show the map."""
    house.set_up("run")
    house.cut_off.touch()
    house.set_up("dev")
    house.cut_off.unlink()
    assert house.set_up("run") == []
    assert house.set_up("dev") == ["venv", "pip"]


def test_a_python_that_is_gone_is_replaced(house: House) -> None:
    """After an upgrade of the system the link in .venv leads nowhere."""
    house.set_up("run")
    link = house.folder / ".venv" / "bin" / "python"
    link.unlink()
    link.symlink_to("/nowhere/python3")
    assert house.set_up("run") == ["venv", "pip"]
