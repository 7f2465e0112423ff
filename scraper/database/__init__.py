"""The database: its schema, writing it, opening it, and reading it back."""
