"""From the raw store to the database: what is to be read, reading it, choosing, linking, writing."""
