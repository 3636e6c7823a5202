"""Help: pages of prose, a window to read them in, and what leads there. It knows no company."""
