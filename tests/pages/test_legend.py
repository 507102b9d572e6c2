"""The legend explains every sign that the map draws."""

from __future__ import annotations

import pytest

from tests.pages.support import map_state, opened
from views import palette, wording


def legend(page: str, **query: str) -> tuple[str, set[str]]:
    """Return the legend of a page as it is written, and the posts on its map."""
    app = opened(page, **query)
    (told,) = [
        one.proto.body for one in app.get("html") if 'pr-legend"' in one.proto.body
    ]
    return told, {post["post_type"] for post in map_state(app)["posts"]}


@pytest.mark.parametrize("service", ["polsek", "koramil"])
def test_each_kind_of_post_on_the_map_is_explained(service: str) -> None:
    """Also those of other services, as outlines that are not counted."""
    told, kinds = legend("coverage", post_type=service)
    assert kinds <= set(palette.SHIELDS)
    for kind in kinds:
        assert f"</b>{wording.text(f'post_word.{kind}')}" in told
    other = "koramil" if service == "polsek" else "polsek"
    quiet = wording.text("legend.not_counted")
    counted, _, rest = told.partition(f"<em>{quiet}</em>")
    assert f"</b>{wording.text(f'post_word.{service}')}</span>" in counted
    assert f"</b>{wording.text(f'post_word.{other}')}" in rest


def test_crossed_dots_and_per_cents_are_explained() -> None:
    """A stroke is a TPS beyond the threshold, two are one without a route."""
    told, _ = legend("coverage")
    assert "\N{CIRCLED DIVISION SLASH} TPS di luar 60 menit" in told
    assert "20 %" in told
    assert legend("coverage", threshold="600")[0].count("TPS di luar") <= 1


def test_what_the_proposals_add_is_explained() -> None:
    """The dots a new post reaches, and the number below a circle; here alone."""
    signs = [wording.text(f"legend.{name}") for name in ("tps_new", "tap")]
    told, _ = legend("siting")
    assert all(sign in told for sign in signs)
    assert not any(sign in legend("coverage")[0] for sign in signs)
