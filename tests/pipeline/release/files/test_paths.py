from __future__ import annotations

from pipeline.release.files.paths import csv_path, parquet_path


def test_a_table_has_its_files_in_a_folder_of_their_kind() -> None:
    assert csv_path("agenda_items") == "csv/agenda_items.csv"
    assert parquet_path("agenda_items") == "parquet/agenda_items.parquet"
