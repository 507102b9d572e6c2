"""Tables of TPS vulnerability, in words and numbers for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from risk.tps_classes import CLASSES
from views import wording
from views.tables import Column, Row
from views.tps_records import kecamatan_rows

if TYPE_CHECKING:
    from plan.evaluate import Result


def class_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """TPS of each class per kecamatan; what is assumed stands apart, and is marked."""
    rows = [
        {
            **row,
            **{f"known_{name}": row["classes"][name] for name in CLASSES},
            **{f"assumed_{name}": row["assumed"][name] for name in CLASSES},
        }
        for row in kecamatan_rows(result)
    ]
    partial = wording.mark("partial", lang)
    share = f"{wording.text('word.tps_vulnerable', lang)} ({partial})"
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("tps", wording.text("word.tps", lang), "integer"),
        Column("reported", wording.text("word.tps_reported", lang), "integer"),
        Column("unknown", class_word(None, lang), "integer"),
        *(Column(f"known_{name}", class_word(name, lang), "integer")
          for name in CLASSES),
        Column("share_vulnerable", share, "share"),
        *(Column(f"assumed_{name}", assumed_word(name, lang), "integer")
          for name in CLASSES if is_assuming(result)),
    ]  # fmt: skip
    return rows, columns


def is_assuming(result: Result) -> bool:
    """Whether TPS without a report take the class of their kecamatan."""
    return result.scenario.tps_assumption != "none"


def class_word(name: str | None, lang: str) -> str:
    """Name of a class, of unknown where it is None."""
    return wording.text(f"tps_class.{name or 'unknown'}", lang)


def assumed_word(name: str, lang: str) -> str:
    """Name of a class with the mark of an assumption."""
    return f"{class_word(name, lang)} ({wording.mark('assumed', lang)})"


def bounds_sentence(result: Result, lang: str) -> str:
    """What the classes mean, and that their bounds are an assumption."""
    rawan, very = result.scenario.tps_cuts
    return wording.text(
        "data.tps.bounds",
        lang,
        rawan=wording.number(rawan, lang),
        very=wording.number(very, lang),
        of=wording.number(result.tps_classes.counts.indicators, lang),
        mark=wording.mark("assumed", lang),
    )
