"""Papers with fields of their own: each kind a declaration on one mechanism."""
