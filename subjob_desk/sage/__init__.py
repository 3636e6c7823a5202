"""Sage's interchange files: profile, writer, reader. What goes out is decided in the use cases."""
