"""From a file to the collection: the model, its checks, the story, flows, facets. Floor 3."""
