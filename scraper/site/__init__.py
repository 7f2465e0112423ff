"""The Datasette plugin: the public lookup site."""
