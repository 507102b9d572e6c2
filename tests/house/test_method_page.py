"""docs/method.md shows the fit that the code computes today."""

from tools.method import PAGE, with_fit


def test_the_method_page_shows_the_fit_of_today() -> None:
    """A changed report or model must be followed by `make method`."""
    page = PAGE.read_text(encoding="utf-8")
    assert with_fit(page) == page
