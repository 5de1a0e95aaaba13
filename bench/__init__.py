"""Benchmarks: ours beside what others run, compared inside one run. `./janasetu bench NAME` runs one."""
