"""Find, and say why: `analysis`, `expansion` (words), `document`, `index` (records), `request`, `score`, `query` (answers). Floor 4.

A search imports `kb.search.query` and nothing of the model; a build of the index also loads `kb.search.document`.
"""
