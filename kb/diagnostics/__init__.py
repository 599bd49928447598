"""The language of problems: `diagnostic` (what one is), `rules` (data), `reporters` (how they are shown). Floor 0."""
