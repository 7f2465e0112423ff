"""Acts on mandates and measures read from clauses; threads, their ends, and what stands on a day. Knows no database."""
