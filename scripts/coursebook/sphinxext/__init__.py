"""Small Sphinx extensions that the book loads from `_config.yml`."""
