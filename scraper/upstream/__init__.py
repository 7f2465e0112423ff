"""Everything that knows the outside: which hosts have what, and in which order they are believed."""
