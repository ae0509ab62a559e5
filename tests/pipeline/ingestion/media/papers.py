"""Word documents: made with python-docx, or part by part by hand."""

from __future__ import annotations

import io
import zipfile

import docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paper(lines: list[str], header: str = "", footer: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def packed(body: str, **parts: str) -> bytes:
    """A document with this body; `numbering="..."` is the part `word/numbering.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        relations = ""
        for number, (name, content) in enumerate(parts.items()):
            archive.writestr(f"word/{name}.xml", content)
            relations += (
                f'<Relationship Id="r{number}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
            )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
        )
    return out.getvalue()


def archive(*parts: tuple[str, bytes]) -> bytes:
    """An archive with these parts, whatever they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packer:
        for name, content in parts:
            packer.writestr(name, content)
    return out.getvalue()


def part(name: str, content: str) -> str:
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def level(at: int, kind: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )
