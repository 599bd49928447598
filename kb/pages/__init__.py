"""The pages of the site: the same facts for people. `kb.pages.site` builds them all. Floor 5."""
