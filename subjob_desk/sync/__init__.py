"""Exchange between desks. Nothing is exchanged yet: one company file, one desk."""
