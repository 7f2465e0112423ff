"""What a place in a resolution is: its path in words, its address, and where a reference to it lands."""

from scraper.pinpoint.addresses import address, address_of, official_address
from scraper.pinpoint.locate import Holding, InMemory, Located, Shelf, Status, locate
from scraper.pinpoint.symbols import document_address, draft_symbol, official_document, print_symbol, read_document
from scraper.pinpoint.words import say_annex, say_path

__all__ = [
    "Holding", "InMemory", "Located", "Shelf", "Status",
    "address", "address_of", "document_address", "draft_symbol", "locate", "official_address", "official_document",
    "print_symbol", "read_document", "say_annex", "say_path",
]  # fmt: skip
