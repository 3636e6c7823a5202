"""What every screen uses: words, colours, icons, formats, small widgets, the one door."""
