"""The same facts for machines: tables, feeds, GeoJSON, SKOS. Floor 5."""
