"""Training of the models in pipeline/models, from the records in this repository alone."""
