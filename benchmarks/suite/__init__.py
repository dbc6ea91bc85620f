"""Ten workloads, each run our way, the barest way and the naive way. ``run.py`` runs them."""
