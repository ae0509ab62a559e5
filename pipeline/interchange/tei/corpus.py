"""The corpus file: who and what appears in the meetings, and where their files are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

from pipeline.interchange.file_names import file_name
from pipeline.interchange.placing import new_folder
from pipeline.interchange.published import PublishedRelease
from pipeline.interchange.tei.component import add_publication, component
from pipeline.interchange.tei.elements import XINCLUDE, Element, block, forbidden_in, leaf, save
from pipeline.interchange.tei.meetings import meetings_with_rows
from pipeline.interchange.tei.participants import add_organizations, add_persons
from pipeline.interchange.tei.taxonomies import class_declaration

SUFFIX = ".xml"
CORPUS_FILE = f"corpus{SUFFIX}"

TABLES = ("persons", "organizations", "organization_names", "memberships", "remarks", "meetings")


def write_tei(release: PublishedRelease, place: Path, *, force: bool = False) -> None:
    """Write a corpus file and the file of each meeting into a new folder.

    Raises
    ------
    TableMissingError
        Where the release lacks persons, organisations or memberships.
    PlaceTakenError
        As for `new_folder`.
    """
    release.require(*TABLES)
    with new_folder(place, SUFFIX, force=force) as folder:
        files, forbidden = list[str](), set[str]()
        for rows in meetings_with_rows(release):
            root = component(rows, release.descriptor)
            name = f"{file_name(rows.meeting['meeting_id'])}{SUFFIX}"
            save(root, folder / name)
            files.append(name)
            forbidden |= forbidden_in(root)
        save(_corpus(release, files, forbidden), folder / CORPUS_FILE)


def _corpus(release: PublishedRelease, files: Iterable[str], forbidden: set[str]) -> Element:
    root = block(None, "teiCorpus", xml_id="corpus", xml_lang="ja")
    header = block(root, "teiHeader")
    _add_file(header, release)
    encoding = block(header, "encodingDesc")
    project = block(encoding, "projectDesc")
    leaf(project, "p", release.descriptor["description"], xml_lang="en")
    leaf(project, "p", release.descriptor["description_ja"], xml_lang="ja")
    class_declaration(encoding)
    profile = block(header, "profileDesc")
    participants = block(profile, "particDesc")
    add_organizations(participants, release)
    add_persons(participants, release)
    if not len(participants):
        profile.remove(participants)
    language = block(profile, "langUsage")
    leaf(language, "language", "日本語", ident="ja")
    # The names of organisations and persons may hold such characters too.
    if refs := sorted(forbidden | forbidden_in(header)):
        declaration = block(encoding, "charDecl")
        for ref in refs:
            character = block(declaration, "char", xml_id=ref.removeprefix("#"))
            leaf(character, "desc", f"U+{ref.removeprefix('#u')}")
    for name in files:
        include = ElementTree.SubElement(root, f"{{{XINCLUDE}}}include", {"href": _url(name)})
        include.tail = "\n"
    return root


def _add_file(header: Element, release: PublishedRelease) -> None:
    stated = release.descriptor
    file = block(header, "fileDesc")
    titles = block(file, "titleStmt")
    leaf(titles, "title", stated["title"], type="main", xml_lang="en")
    leaf(titles, "title", stated["title_ja"], type="main", xml_lang="ja")
    leaf(block(file, "editionStmt"), "edition", stated["version"])
    counts = release.scan("remarks").select(remarks=pl.len()).collect()
    meetings = release.scan("meetings").select(pl.len()).collect()
    extent = block(file, "extent")
    leaf(extent, "measure", unit="texts", quantity=str(meetings.item()))
    leaf(extent, "measure", unit="speeches", quantity=str(counts.item()))
    add_publication(file, stated, {each.get("title") for each in stated["licenses"]}, "corpus")
    sources = block(file, "sourceDesc")
    for source in stated["sources"]:
        entry = block(sources, "bibl")
        leaf(entry, "title", source["title"])
        leaf(entry, "publisher", source.get("publisher_ja", source.get("publisher")))
        leaf(entry, "idno", source["collection_id"], type="collection_id")
        if "path" in source:
            leaf(entry, "idno", source["path"], type="URI")


def _url(name: str) -> str:
    """Write the name of a file as a relative address."""
    return name.replace("%", "%25")
