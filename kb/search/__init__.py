"""Find, and say why: `analysis` and `expansion` (words), `document` and `index` (records), `request`, `score` and `query` (answers). Floor 4.

A search imports `kb.search.query` and nothing of the model; a build of the index also loads `kb.search.document`.
"""
