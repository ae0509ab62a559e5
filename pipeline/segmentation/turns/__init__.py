"""Speaker turns of records in an undescribed style.

A model labels the lines of a record by features that know no style (`features.py`, `model.py`).
The record as a whole decides where the speaker label of each turn ends (`candidates.py`,
`choice.py`). `needed.py` chooses the records that are read so.
"""
