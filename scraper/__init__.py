"""Search, cite and publish the operative clauses of United Nations Security Council resolutions."""

__version__ = "0.1.0"
