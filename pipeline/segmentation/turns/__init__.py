"""Turns of speakers in records whose style nobody described.

A model labels the lines of a record by features that know no style (`features.py`, `model.py`);
where the label of each turn ends, the record as a whole decides (`candidates.py`, `choice.py`).
`needed.py` says which records are read so.
"""
