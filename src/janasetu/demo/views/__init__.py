"""Pages of the demo: a telephone and the desk side by side, and the clock."""
