"""The place *Projects*: the tree of projects and sub jobs, and the place itself."""
