"""Tests of linesim."""
