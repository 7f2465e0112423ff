"""Bytes to a Resolution and its Problems; never the network, never the database."""
