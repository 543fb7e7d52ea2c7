"""Hits -> Answer."""
