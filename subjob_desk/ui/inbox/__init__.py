"""The inbox: what accounting has to decide on, all projects together."""
