"""Throughput and memory of the pipeline beside bare SudachiPy.

These are no tests: nothing fails by time.
"""
