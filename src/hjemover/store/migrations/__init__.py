"""Numbered migrations; each says *pre* or *post* deploy and works with the running release."""
