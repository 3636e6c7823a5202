"""Linking a sub job to an extra that Sage has: the look-up and what it does."""
