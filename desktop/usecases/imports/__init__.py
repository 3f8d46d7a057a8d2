"""Import of ledgers: one mechanism (plan, store), one small file a kind."""
