"""Exchange between desks: what they hand each other, keys, and the carriers it travels by."""
