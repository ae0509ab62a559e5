"""Throughput and memory of the pipeline beside bare SudachiPy. No tests: nothing fails by time."""
