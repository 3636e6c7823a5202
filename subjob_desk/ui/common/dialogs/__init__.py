"""Small dialogs that more than one screen asks with."""
