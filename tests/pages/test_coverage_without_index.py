"""The coverage page goes on where the index is refused."""

from __future__ import annotations

from tests.pages.support import opened, table, texts


def test_season_moves_coverage_while_the_index_is_refused() -> None:
    """Geometric is refused, yet rain still lessens who is reached."""
    app = opened("coverage", aggregate="geometric")
    assert "Sangatta Utara" in texts(app)
    assert "Jangkauan tetap dihitung" in texts(app)
    dry = table(app, "tps_backup")["voters_beyond"].sum()
    app.segmented_control(key="season").set_value("wet").run()
    assert table(app, "tps_backup")["voters_beyond"].sum() > dry
