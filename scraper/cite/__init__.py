"""Citations: reading them, landing them on clauses, writing them."""
