"""What the screens of leaders share: names, files to take along, causes in words."""
