"""Réciprocités: a knowledge base of what town and country exchange. HACKING.md draws the house."""
