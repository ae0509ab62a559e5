"""`croissant.json` of a release (Croissant 1.1), for machine-learning tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.release.metadata.citation import bibtex
from pipeline.release.metadata.datapackage import PARQUET_ENDING, PARQUET_FORMAT

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the standard prescribes, verbatim."""

DATA_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "time": "sc:Time",
}
"""Types of Croissant by the types of the data package."""

ENCODING_FORMATS = {"csv": "text/csv", PARQUET_FORMAT: "application/x-parquet"}
"""Media types that readers of Croissant know, by the format of a resource."""


def croissant(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a release in the terms of Croissant.

    Parameters
    ----------
    descriptor
        The data package of the release.
    """
    tables = _tables(descriptor)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": {"en": descriptor["title"], "ja": descriptor["title_ja"]},
        "description": _description(descriptor),
        "version": descriptor["version"],
        "datePublished": descriptor["created"],
        "inLanguage": "ja",
        "license": [_license(licence) for licence in descriptor["licenses"]],
        "creator": [
            {"@type": "sc:Organization", "name": contributor["title"]}
            for contributor in descriptor["contributors"]
        ],
        "isBasedOn": [_source(source) for source in descriptor["sources"]],
        "citeAs": bibtex(descriptor),
        "distribution": [_file(resource) for resource in descriptor["resources"]],
        "recordSet": [
            *(_codes(table, field) for table in tables for field in _coded(table)),
            *(_table(table) for table in tables),
        ],
    }


def _tables(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the Parquet file of every table, with its name and schema.

    The schema is that of the CSV file, where the CSV has all columns.
    """
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    found = []
    for name, resource in resources.items():
        if name.endswith(PARQUET_ENDING):
            table = name.removesuffix(PARQUET_ENDING)
            stated = resource if "schema" in resource else resources[table]
            found.append({**resource, "name": table, "schema": stated["schema"]})
    return found


def _description(described: Mapping[str, Any]) -> dict[str, str]:
    return {"en": described["description"], "ja": described["description_ja"]}


def _license(licence: Mapping[str, Any]) -> dict[str, Any]:
    stated = {"ja": licence.get("title"), "en": licence.get("title_en")}
    return {
        "@type": "sc:CreativeWork",
        "name": {language: name for language, name in stated.items() if name},
        "url": licence["path"],
    }


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "sc:CreativeWork",
        "name": {"ja": source["title"]},
        "publisher": {
            "@type": "sc:Organization",
            "name": {
                language: source[key]
                for language, key in (("ja", "publisher_ja"), ("en", "publisher"))
                if key in source
            },
        },
        **({"url": source["path"]} if "path" in source else {}),
    }


def _file(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["path"],
        "description": _description(resource),
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": ENCODING_FORMATS[resource["format"]],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _coded(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the fields of a table with a closed list of values."""
    return [field for field in table["schema"]["fields"] if "categories" in field]


def _codes(table: Mapping[str, Any], field: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a closed list of values with meanings as a record set."""
    name = f"{table['name']}.{field['name']}"
    columns = {"value": "value", "label_en": "label", "label_ja": "label_ja"}
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": _description(field),
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{name}/value"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column}",
                "name": column,
                "dataType": "sc:Text",
            }
            for column in columns
        ],
        "data": [
            {f"{name}/{column}": category[key] for column, key in columns.items()}
            for category in field["categories"]
        ],
    }


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    """Describe the rows of a table, read from Parquet.

    Parquet has no escapes. Foreign keys are in the data package alone: a reader of Croissant takes
    a reference for a join, and can join on one key only.
    """
    name, schema = table["name"], table["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": _description(table),
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": field["name"],
                "description": _description(field),
                "dataType": DATA_TYPES[field["type"]],
                "source": {
                    "fileObject": {"@id": table["path"]},
                    "extract": {"column": field["name"]},
                },
            }
            for field in schema["fields"]
        ],
    }
