"""Faults travel as codes and values, and nothing gets lost on the way."""

import pickle

from geo.errors import (
    CatalogueError,
    LayerError,
    LayersError,
    MethodError,
    PetaRawanError,
    Problem,
    ScenarioError,
)


def test_equal_faults_are_equal_whatever_the_order_of_their_values() -> None:
    """Two rooms that find the same fault say the same."""
    one = Problem.of("value_missing", column="lon", rows=("P01",))
    other = Problem.of("value_missing", rows=("P01",), column="lon")
    assert one == other
    assert hash(one) == hash(other)


def test_a_problem_writes_its_code_and_values_for_developers() -> None:
    """No sentence is made here: the wording does that."""
    problem = Problem.of("file_changed", file="desa.csv")
    assert str(problem) == "file_changed file=desa.csv"
    assert str(Problem.of("alone")) == "alone"


def test_an_error_keeps_every_problem_in_order() -> None:
    """The reader mends all of them in one round."""
    problems = [Problem.of("b"), Problem.of("a")]
    error = CatalogueError(problems)
    assert error.problems == tuple(problems)
    assert str(error) == "b | a"


def test_a_layer_error_names_its_layer_and_survives_a_process_border() -> None:
    """An isolated reader sends its errors through a pipe."""
    error = LayerError("posts", [Problem.of("layer_empty", layer="posts")])
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (back.layer, back.problems) == (error.layer, error.problems)
    assert str(back) == "posts: layer_empty layer=posts"


def test_every_error_of_the_house_is_one_family() -> None:
    """One handler at the front door shows them all."""
    family = (LayerError, LayersError, CatalogueError, ScenarioError, MethodError)
    assert all(issubclass(each, PetaRawanError) for each in family)


def test_several_layers_cross_a_process_boundary_with_both_parts() -> None:
    """Their names and the faults of them all."""
    faults = [Problem.of("layer_empty", layer=name) for name in ("posts", "links")]
    error = LayersError(["posts", "links"], faults)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (again.layers, again.problems) == (("posts", "links"), tuple(faults))
    assert str(again).startswith("posts, links: layer_empty")


def test_a_fault_can_name_another_file() -> None:
    """Only one that names the old file; the others stay as they are."""
    mine = Problem.of("csv_invalid", file="posts.csv", line=2)
    other = Problem.of("csv_invalid", file="tps.csv", line=2)
    error = LayerError("posts", [mine, other])
    error.rename_file("posts.csv", "mine.csv")
    renamed = Problem.of("csv_invalid", file="mine.csv", line=2)
    assert error.problems == (renamed, other)
