"""Hjemover ("homewards"): the workflow engine for a patient's way home."""

__version__ = "0.1.0"
