"""The parts around the places: top bar, menus, status line, the bar that says what happened."""
