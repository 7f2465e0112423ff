"""First use, reuse and drift of a wording, answered from the database."""
