"""Tests of papers of ink."""
