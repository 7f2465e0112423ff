"""Reading citations: one typed alone, and all that stand in running text."""

from scraper.cite.typed import Reference, read_reference, read_references

__all__ = ["Reference", "read_reference", "read_references"]
