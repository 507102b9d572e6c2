"""The printed page holds the whole view, true to scale, whatever the names."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from shapely.geometry import box

from views import palette
from views.exports import png, render_png
from views.exports.paper import HEIGHT, WIDTH, drawable
from views.exports.snapshot import FooterLine, Legend, RankedRow, Snapshot

if TYPE_CHECKING:
    from matplotlib.text import Text

CLASSES = ("Sangat rendah", "Rendah", "Sedang", "Tinggi", "Sangat tinggi")
BOUNDS = ("0 - < 20", "20 - < 40", "40 - < 60", "60 - < 80", "80 - 100")
HOSTILE = (
    "$x$ $\\frac{1}{2}$",
    "{{7*7}} {% raw %} ${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "![x](http://192.0.2.1/x.png)",
    "Pos {{ \\alpha_1^2 % %s",
    "名前 \U0001f600 \x1b[31m",
)
LONG = "Kecamatan yang namanya panjang sekali " * 4 + "X" * 90


def areas(names: tuple[str, ...], classes: tuple[int, ...]) -> gpd.GeoDataFrame:
    """Squares of half a degree in a row, each named and classed."""
    squares = [
        box(116 + step / 2, 0, 116.5 + step / 2, 0.5) for step in range(len(names))
    ]
    return gpd.GeoDataFrame(
        {
            "name": list(names),
            "risk_class": list(classes),
            "gap": [False] * len(names),
            "label_lon": [square.centroid.x for square in squares],
            "label_lat": [square.centroid.y for square in squares],
        },
        geometry=squares,
        crs=4326,
    )


def snapshot(names: tuple[str, ...] = CLASSES, **changes: Any) -> Snapshot:  # noqa: ANN401
    """A small view: as many squares as names, classes 0 to 4 and then unknown."""
    classes = tuple(n if n <= 4 else -1 for n in range(len(names)))
    around = gpd.GeoDataFrame(
        {"name": ["Sekitar"]}, geometry=[box(115, -1, 120, 1)], crs=4326
    )
    rows = tuple(
        RankedRow(str(n + 1), name, "88", 0.88, 4, f"tidak ada polsek; {name}")
        for n, name in enumerate(names)
    )
    view = Snapshot(
        lang="id",
        title="Kutai Timur",
        subtitle=("Musim kering",),
        scheme="risk",
        legend=Legend("Kerawanan", CLASSES, BOUNDS, "Belum diketahui"),
        areas=areas(names, classes),
        context=around,
        land=around[["geometry"]],
        posts=pd.DataFrame(columns=["name", "post_type", "lon", "lat"]),
        candidates=pd.DataFrame(columns=["rank", "name", "lon", "lat", "provisional"]),
        tps=pd.DataFrame(columns=["lon", "lat", "tps"]),
        table_title="Paling rawan",
        rows=rows,
        footer=(FooterLine("Bobot", "teknis 1; logistik 1; sosial budaya 1"),),
        north="U",
        inset="Letak",
    )
    return dataclasses.replace(view, **changes)


def picture(view: Snapshot) -> Image.Image:
    """The page as pixels."""
    with Image.open(io.BytesIO(render_png(view))) as opened:
        return opened.convert("RGB")


def share(image: Image.Image, colour: str) -> float:
    """How much of a picture has exactly this colour, 0 to 1."""
    wanted = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return float((np.asarray(image) == wanted).all(axis=2).mean())


def texts(view: Snapshot) -> list[Text]:
    """Everything written on the page."""
    return list(png.compose(view).layer.texts)


def written(view: Snapshot) -> str:
    """All letters of the page in order, without the spaces that wrapping may eat."""
    return "".join("".join(text.get_text() for text in texts(view)).split())


@pytest.fixture(scope="module")
def plain_page() -> Image.Image:
    """The page of six squares: one of each class, and an unknown one."""
    return picture(snapshot((*CLASSES, "Entah")))


def test_the_page_is_a4_landscape_at_200_dots_an_inch() -> None:
    """297 x 210 mm are 11.693 x 8.268 inches; times 200, within a pixel."""
    with Image.open(io.BytesIO(render_png(snapshot()))) as opened:
        assert opened.format == "PNG"
        assert opened.size == (2339, 1654)
        assert opened.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        assert not {"Software", "Creation Time"} & set(opened.info)


def test_the_same_view_gives_the_same_bytes() -> None:
    """Neither clock, nor version, nor order of a set goes in."""
    assert render_png(snapshot(HOSTILE)) == render_png(snapshot(HOSTILE))


@pytest.mark.parametrize("level", range(5))
def test_every_class_has_its_colour(plain_page: Image.Image, level: int) -> None:
    """On the map, not only in the small field of the legend."""
    assert share(plain_page, palette.RISK[level]) > 0.005


def test_the_unknown_is_grey_and_has_a_sign_of_its_own(
    plain_page: Image.Image,
) -> None:
    """In grey print the grey of the unknown looks like a class; the sign does not."""
    assert share(plain_page, palette.THEMES["light"].unknown) > 0.005
    signs = [t.get_text() for t in texts(snapshot((*CLASSES, "Entah")))]
    assert "Entah\n?" in signs
    assert "Sangat tinggi" in signs


def test_a_view_of_coverage_has_the_colours_of_coverage() -> None:
    """One scheme at a time: no colour of risk is left on the page."""
    page = picture(snapshot(scheme="coverage"))
    assert share(page, palette.COVERAGE[3]) > 0.005
    assert share(page, palette.RISK[3]) == 0


def test_a_gap_is_hatched_and_a_doubtful_gap_lightly() -> None:
    """The more ink, the surer the gap; the colour of the class stays visible."""
    bare, sure = snapshot(("Telen",)), snapshot(("Telen",))
    sure.areas["gap"] = True
    maybe = snapshot(("Telen",))
    maybe.areas["provisional_gap"] = True
    fill = palette.RISK[0]
    shares = [share(picture(view), fill) for view in (bare, maybe, sure)]
    assert shares[0] > shares[1] > shares[2] > 0.3 * shares[0]


@pytest.mark.parametrize("level", range(5))
def test_dots_show_on_every_class_and_on_its_hatch(level: int) -> None:
    """White and ink where a rank is in doubt; the colour of the class stays."""
    halo, ink = palette.THEMES["light"].halo, palette.THEMES["light"].ink
    for gap in (False, True):
        pages = []
        for dotted in (False, True):
            view = snapshot(("Telen",))
            view.areas["risk_class"] = level
            view.areas["gap"], view.areas["unstable"] = gap, dotted
            pages.append(picture(view))
        assert share(pages[1], halo) > share(pages[0], halo) + 0.003
        assert share(pages[1], ink) > share(pages[0], ink)
        fills = [share(page, palette.RISK[level]) for page in pages]
        assert fills[0] > fills[1] > 0.7 * fills[0]


def test_dots_are_explained_only_where_a_rank_is_in_doubt() -> None:
    """A word that is None leaves the dots out of the legend."""
    words = Legend("Kerawanan", CLASSES, BOUNDS, "Entah", unstable="Belum pasti")
    said = [text.get_text() for text in texts(snapshot(legend=words))]
    assert "Belum pasti" in said
    assert "Belum pasti" not in [text.get_text() for text in texts(snapshot())]


def test_names_are_shown_as_written() -> None:
    """No formula, no template, no tag; letters we cannot draw become one sign."""
    page = written(snapshot(HOSTILE))
    for name in HOSTILE:
        assert page.count("".join(drawable(name).split())) == 3  # map, table, reason
    assert "\ufffd" in drawable(HOSTILE[-1])
    assert "\x1b" not in drawable(HOSTILE[-1])


def test_no_text_is_read_as_a_formula() -> None:
    """Matplotlib reads `$x$` unless every single text forbids it."""
    assert not any(text.get_parse_math() for text in texts(snapshot(HOSTILE)))


def test_long_names_are_whole_and_on_the_page() -> None:
    """Every letter is there, and no text leaves the sheet."""
    view = snapshot((LONG, "Telen"), title=LONG, subtitle=(LONG,))
    sheet = png.compose(view)
    assert written(view).count("".join(LONG.split())) == 5
    sheet.save(io.BytesIO())
    for text in sheet.layer.texts:
        edge = text.get_window_extent().transformed(sheet.layer.transData.inverted())
        assert edge.x0 > 0
        assert edge.y0 > 0
        assert edge.x1 < WIDTH
        assert edge.y1 < HEIGHT


def test_rows_that_do_not_fit_are_left_out_whole_from_the_end() -> None:
    """A leader sees the first rows complete, never half a row."""
    rows = tuple(RankedRow(str(n), f"Nama{n}", "1", None, -1, LONG) for n in range(30))
    page = written(snapshot(rows=rows))
    shown = [n for n in range(30) if f"Nama{n}" in page]
    assert shown == list(range(len(shown)))
    assert 2 < len(shown) < 30
    assert page.count("".join(LONG.split())) == len(shown)


def test_the_footer_is_whole_however_long() -> None:
    """Sources may be many: letters shrink, no source is lost."""
    sources = "; ".join(f"sumber {n} dari surat kabar" for n in range(60))
    page = written(snapshot(footer=(FooterLine("Sumber", sources),)))
    assert "".join(sources.split()) in page


def test_the_legend_explains_only_what_is_shown() -> None:
    """A word that is None leaves its sign out."""
    legend = Legend(
        "Kerawanan", CLASSES, BOUNDS, "Belum diketahui", gap="Tanpa polsek",
        posts=(("polsek", "polsek"), ("lanal", "TNI AL")), tps="TPS",
    )  # fmt: skip
    page = [text.get_text() for text in texts(snapshot(legend=legend))]
    assert {"Tanpa polsek", "polsek", "P", "TNI AL", "\u2693", "TPS"} <= set(page)
    bare = [text.get_text() for text in texts(snapshot())]
    assert not {"Tanpa polsek", "P", "TPS"} & set(bare)
    assert set(CLASSES) | set(BOUNDS) | {"Belum diketahui"} <= set(bare)


def test_many_signs_move_together_to_stay_below_the_map() -> None:
    """All seven kinds of post and both hatches in one line: smaller, none beyond it."""
    kinds = ("polres", "polsek", "polsubsektor", "pospol", "kodim", "koramil")
    legend = Legend(
        "Kerawanan", CLASSES, BOUNDS, "Belum diketahui", gap="Tanpa polsek",
        provisional="Di bawah standar", posts=tuple((kind, kind) for kind in kinds),
        tps="TPS menurut jumlah", candidate="usulan pos baru",
    )  # fmt: skip
    sheet = png.compose(snapshot(legend=legend))
    sheet.save(io.BytesIO())
    last = next(t for t in sheet.layer.texts if t.get_text() == "usulan pos baru")
    edge = last.get_window_extent().transformed(sheet.layer.transData.inverted())
    assert edge.x1 < png.MAP.x + png.MAP.wide / 2
    assert float(last.get_fontsize()) < 7.2


def test_posts_at_one_place_stand_side_by_side() -> None:
    """Two posts at one place give more shield on the page than one."""
    one = pd.DataFrame(
        {"name": ["P"], "post_type": ["polsek"], "lon": [117.0], "lat": [0.2]}
    )
    two = pd.concat([one, one], ignore_index=True)
    ink = [
        share(picture(snapshot(posts=posts)), palette.POLICE) for posts in (one, two)
    ]
    assert ink[1] == pytest.approx(2 * ink[0], rel=0.05)


PLACE = pd.DataFrame(
    {"rank": [1], "name": ["D"], "lon": [116.75], "lat": [0.1], "provisional": [False]}
)


def test_a_candidate_is_ringed_in_the_accent_colour() -> None:
    """A proposed post is told from every post that exists; thinner if provisional."""
    accent = palette.THEMES["light"].accent
    pages = (
        snapshot(),
        snapshot(candidates=PLACE.assign(provisional=True)),
        snapshot(candidates=PLACE),
    )
    none, thin, thick = (share(picture(page), accent) for page in pages)
    assert none < thin < thick


def test_a_candidate_has_its_rank_in_its_ring() -> None:
    """The number of the list, as on the screen: 1 and 8 differ on the page."""
    pages = [
        render_png(snapshot(candidates=PLACE.assign(rank=rank))) for rank in (1, 8)
    ]
    assert pages[0] != pages[1]


def test_more_tps_make_a_larger_dot() -> None:
    """Ink darkens the page in step with the number of TPS: 1, then 200."""
    place = pd.DataFrame({"lon": [116.25], "lat": [0.1]})
    pages = [picture(snapshot(tps=place.assign(tps=count))) for count in (1, 200)]
    light = [float(np.asarray(page).mean()) for page in (picture(snapshot()), *pages)]
    assert light[0] > light[1] > light[2]


def test_the_drawing_library_waits_for_the_first_picture() -> None:
    """Seconds of import must not stand before the first page."""
    code = (
        "import sys, views.exports, views.exports.snapshot as s; "
        "sys.exit(any(m in sys.modules for m in ('matplotlib', 'openpyxl')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
