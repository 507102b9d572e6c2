"""Where new posts should stand: models, solvers and what their answers mean."""
