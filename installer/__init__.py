"""Everything that turns a clone into a running program on a fresh machine."""
