"""The library: bytes -> text -> lines -> blocks -> tables -> release. Knows no Dagster."""
