"""Files come in by one door, and their hashes are checked before they are parsed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from geo import reading
from geo.errors import CatalogueError, LayerError, PetaRawanError
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from pathlib import Path


def folder_with(path: Path, **files: bytes) -> Path:
    """Make a data folder; its catalogue is any text."""
    (path / "catalogue.toml").write_text("format = 1\n")
    for name, content in files.items():
        (path / f"{name}.csv").write_bytes(content)
    return path


def hashes(files: reading.Files) -> dict[str, str]:
    """Return the hashes a true catalogue would give."""
    rest = {name: content for name, content in files.items() if name.endswith("csv")}
    return {name: reading.sha256(content) for name, content in rest.items()}


def test_a_folder_is_read_with_its_sub_folders_but_without_hidden_files(
    tmp_path: Path,
) -> None:
    """What an operating system leaves lying about is no data."""
    folder = folder_with(tmp_path, a=b"1")
    (folder / "presets").mkdir()
    (folder / "presets" / "x.toml").write_text("a = 1")
    (folder / ".DS_Store").write_bytes(b"?")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"?")
    names = sorted(reading.read_folder(folder))
    assert names == ["a.csv", "catalogue.toml", "presets/x.toml"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A typing error in --area has an answer."""
    with pytest.raises(CatalogueError, match=r"folder_missing folder=.*nowhere"):
        reading.read_folder(tmp_path / "nowhere")


def test_a_folder_without_a_catalogue_is_refused_before_anything_is_read(
    tmp_path: Path,
) -> None:
    """`--area /` must not read a whole disk."""
    (tmp_path / "a.csv").write_text("1")
    with pytest.raises(CatalogueError, match="catalogue_missing"):
        reading.read_folder(tmp_path)


def test_true_hashes_pass(tmp_path: Path) -> None:
    """The fault below is what fails, not the check."""
    files = reading.read_folder(folder_with(tmp_path, a=b"1", b=b"2"))
    reading.require_hashes(files, hashes(files))


def test_every_file_that_changed_is_missing_or_is_new_is_named_at_once(
    tmp_path: Path,
) -> None:
    """One look at the message is enough to mend the folder."""
    folder = folder_with(tmp_path, a=b"1", b=b"2", c=b"3")
    expected = hashes(reading.read_folder(folder))
    (folder / "a.csv").write_bytes(b"1 ")
    (folder / "b.csv").unlink()
    (folder / "new.csv").write_bytes(b"?")
    with pytest.raises(CatalogueError) as caught:
        reading.require_hashes(reading.read_folder(folder), expected)
    named = [(p.code, values(p)["file"]) for p in caught.value.problems]
    assert named == [
        ("file_changed", "a.csv"),
        ("file_missing", "b.csv"),
        ("file_unlisted", "new.csv"),
    ]


def test_a_file_may_have_its_limit_and_not_one_byte_more(tmp_path: Path) -> None:
    """Exactly the limit is read."""
    (tmp_path / "a.csv").write_bytes(b"12345")
    assert reading.read_bytes(tmp_path / "a.csv", limit=5) == b"12345"
    with pytest.raises(PetaRawanError, match=r"file_too_large file=a\.csv"):
        reading.read_bytes(tmp_path / "a.csv", limit=4)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A typing error in --posts has an answer."""
    with pytest.raises(PetaRawanError, match=r"file_missing file=posts\.csv"):
        reading.read_bytes(tmp_path / "posts.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """Said as it is: the folder is there, and it is no file."""
    with pytest.raises(PetaRawanError, match=f"file_is_folder file={tmp_path}"):
        reading.read_bytes(tmp_path)


def test_a_pipe_is_no_file_and_does_not_hold_us_up(tmp_path: Path) -> None:
    """Opening a named pipe would wait for ever."""
    os.mkfifo(tmp_path / "a.csv")
    (tmp_path / "catalogue.toml").write_text("")
    with pytest.raises(CatalogueError, match=r"file_missing file=a\.csv"):
        reading.read_folder(tmp_path)


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of rights or of the disk is told like any other."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"1")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(PetaRawanError, match=r"file_unreadable file=a\.csv"):
        reading.read_bytes(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"a = ", "toml_invalid"), (b"a = '\xff'", "encoding_invalid")],
)
def test_toml_that_cannot_be_read_is_named(content: bytes, code: str) -> None:
    """A slip of the hand in a description file has an answer."""
    with pytest.raises(CatalogueError, match=f"{code} file=area.toml"):
        reading.parse_toml(content, "area.toml")


def test_toml_is_read() -> None:
    """The way that works."""
    assert reading.parse_toml(b"code = '64.08'", "area.toml") == {"code": "64.08"}


def parsed(content: bytes) -> dict[str, list[str]]:
    """Read a CSV of the layer `posts`."""
    return reading.parse_csv(content, "posts", "posts.csv")


def test_cells_are_text_and_lose_only_the_spaces_around_them() -> None:
    """Leading zeros stay, quoted commas and quotes are part of the cell."""
    content = b'\xef\xbb\xbfcode , name\r\n007," Pos ""A"", B "\r\n\r\n 1 ,\r\n'
    assert parsed(content) == {"code": ["007", "1"], "name": ['Pos "A", B', ""]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "file_empty"),
        (b"a;b\n1;2\n", "csv_separator"),
        (b"a\tb\n1\t2\n", "csv_separator"),
        ("nama\nPulau Miangé\n".encode("latin-1"), "encoding_invalid"),
        ("a,b\n1,2\n".encode("utf-16"), "encoding_invalid"),
        (b'a,b\n"1,2\n', "csv_invalid"),
        (b"a,b\n1,2,3\n", "row_length"),
        (b"a,b\n1\n", "row_length"),
        (b"a,a\n1,2\n", "column_duplicate"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(content: bytes, code: str) -> None:
    """A semicolon CSV is never one wide column."""
    with pytest.raises(LayerError) as caught:
        parsed(content)
    assert codes(caught.value) == [code]
    assert caught.value.layer == "posts"


def test_uneven_rows_are_named_by_line_and_counted() -> None:
    """Nothing is cut off or filled up."""
    with pytest.raises(LayerError) as caught:
        parsed(b"a,b\n1,2\n1\n1,2,3\n")
    (problem,) = caught.value.problems
    assert (values(problem)["rows"], values(problem)["count"]) == (("#3", "#4"), 2)
