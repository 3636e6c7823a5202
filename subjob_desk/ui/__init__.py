"""The window: screens by feature, joined to the use cases; no SQL, no files, no rules."""
