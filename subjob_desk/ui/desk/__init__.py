"""The desk: people, lists, codes, settings, safety, activity; and what comes in from sheets."""
