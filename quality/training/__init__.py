"""Training of the models in pipeline/models, from this repository's records alone."""
