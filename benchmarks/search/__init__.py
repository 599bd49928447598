"""The judged queries put to this search and to others: `python -m benchmarks.search.run`.

One module an engine, each with `open_engine(base, folder)`: a context that gives a `kb.search.evaluate.Engine`. All index the same pages
(`corpus`) and are asked the same words.
"""
