"""Complaints and applications: moves, clocks, timeline."""
