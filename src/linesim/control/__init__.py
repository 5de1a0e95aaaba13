"""The control half: lines, people, clock and counters over JSON, for scripts and for the phone page."""
