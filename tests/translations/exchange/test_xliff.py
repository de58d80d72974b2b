"""XLIFF 1.2 and 2.1: valid by OASIS's schemas, with markup that cannot be lost unnoticed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, contents, record_all

SCHEMAS = Path(__file__).parent / "schemas"
FORMATS = {"xliff": "xliff-core-1.2-strict.xsd", "xliff2": "matches.xsd"}


class _Local(etree.Resolver):  # type: ignore[misc] # lxml has no types
    """Takes the schema of the XML namespace from beside, wherever it is said to lie."""

    def resolve(self, system_url: str, _public_id: str, context: object) -> object:
        if system_url.endswith("xml.xsd"):
            return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context)
        return None


@cache
def schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    page = made.root / "content/en/faq/returns.md"
    text = page.read_text("utf-8").replace("Call us.", "Call us now.\n\nAll fees.")
    page.write_text(text, "utf-8")
    return made


def out(project: Project, format_: str) -> etree._Element:
    result = project.run("translate", "out", "ur", "--to", format_)
    assert result.exit_code == 0, result.output
    return etree.parse(str(project.root / "ur.xlf")).getroot()


def back(project: Project, root: etree._Element) -> str:
    (project.root / "ur.xlf").write_bytes(etree.tostring(root, encoding="UTF-8"))
    return project.run("translate", "in", "ur.xlf").output


def unit(root: etree._Element, address: str) -> etree._Element:
    return next(one for one in root.iter() if address in (one.get("id"), one.get("name")))


def part(element: etree._Element, name: str) -> etree._Element:
    return next(one for one in element.iter() if etree.QName(one).localname == name)


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_valid(project: Project, format_: str) -> None:
    root = out(project, format_)
    own = schema(FORMATS[format_])
    assert own.validate(root), own.error_log
    assert b"All fees." in etree.tostring(root)  # with a suggestion


@pytest.mark.parametrize("format_", FORMATS)
def test_a_change_makes_it_invalid(project: Project, format_: str) -> None:
    root = out(project, format_)
    part(root, "source").tag = part(root, "source").tag.replace("source", "sauce")
    assert not schema(FORMATS[format_]).validate(root)


@pytest.mark.parametrize("format_", FORMATS)
def test_unchanged_it_changes_nothing(project: Project, format_: str) -> None:
    before = contents(project)
    output = back(project, out(project, format_))
    assert "unchanged" in output and "refused" not in output and "taken" not in output
    assert contents(project) == before


@pytest.mark.parametrize("format_", FORMATS)
def test_facts_and_markup_stand_in_placeholders(project: Project, format_: str) -> None:
    root = out(project, format_)
    one = unit(root, "faq/returns#when:1")
    codes = [child for child in part(one, "target") if etree.QName(child).localname == "ph"]
    data = {child.get("id"): child.text for child in one.iter() if child.tag.endswith("}data")}
    shown = [child.text or data[child.get("dataRef")] for child in codes]
    assert shown == ["{{ refund.time }}", "[", "**", "**", "](fees.md)"]
    assert "7 دن" in (codes[0].get("equiv-text"), codes[0].get("disp"))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_placeholder_that_is_lost_is_noticed(project: Project, format_: str) -> None:
    root = out(project, format_)
    target = part(unit(root, "faq/returns#when:1"), "target")
    target.remove(target[0])
    output = back(project, root)
    assert "faq/returns#when:1: {{ refund.time }} is missing; copy it from the source" in output


@pytest.mark.parametrize("format_", FORMATS)
def test_placeholders_may_be_moved(project: Project, format_: str) -> None:
    root = out(project, format_)
    target = part(unit(root, "faq/returns#when:1"), "target")
    fact = target[0]
    fact.tail = " میں۔"
    target.text = "ہم دیتے ہیں: "
    target.append(fact)
    assert "1 taken" in back(project, root)
    page = contents(project)["ur/faq/returns.md"].decode()
    assert "ہم دیتے ہیں: [**فیس**](fees.md)۔{{ refund.time }} میں۔" in page


@pytest.mark.parametrize("format_", FORMATS)
def test_a_stale_text_is_marked_and_a_translated_one_taken(project: Project, format_: str) -> None:
    root = out(project, format_)
    one = unit(root, "faq/returns#else:1")
    target = part(one, "target")
    marked = target if format_ == "xliff" else part(one, "segment")
    assert (
        marked.get("state") == {"xliff": "needs-review-translation", "xliff2": "initial"}[format_]
    )
    marked.set("state", "translated")
    output = back(project, root)
    assert "1 confirmed" in output


def test_a_unit_that_was_split_into_segments_is_put_together(project: Project) -> None:
    root = out(project, "xliff2")
    one = unit(root, "faq/returns:1")
    segment = part(one, "segment")
    space = etree.QName(segment).namespace
    one.remove(segment)
    for source, target in (("Bring it back ", "اسے واپس لائیں، "), ("within", "یعنی ")):
        made = etree.SubElement(one, f"{{{space}}}segment")
        etree.SubElement(made, f"{{{space}}}source").text = source
        etree.SubElement(made, f"{{{space}}}target").text = target
    etree.SubElement(
        etree.SubElement(one, f"{{{space}}}ignorable"), f"{{{space}}}source"
    ).text = " "
    for name in ("source", "target"):
        fact = etree.SubElement(part(made, name), f"{{{space}}}ph", {"id": "1", "dataRef": "d1"})
        fact.tail = "."
    part(made, "source").text = "within "
    one.remove(one[-1])
    assert "1 taken" in back(project, root)
    page = contents(project)["ur/faq/returns.md"].decode()
    assert "اسے واپس لائیں، یعنی {{ refund.time }}." in page


@pytest.mark.parametrize("format_", FORMATS)
def test_entities_are_never_read(project: Project, format_: str) -> None:
    secret = project.root / "secret.txt"
    secret.write_text("very secret", "utf-8")
    data = etree.tostring(out(project, format_)).decode()
    doctype = f'<!DOCTYPE xliff [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    (project.root / "ur.xlf").write_text(doctype + data.replace("یہاں", "&a;"), "utf-8")
    result = project.run("translate", "in", "ur.xlf")
    assert result.exit_code == 1
    assert "declares entities" in result.output
    assert "very secret" not in result.output


def test_pages_of_several_source_languages(project: Project) -> None:
    (project.root / "content/hi/faq/own.md").parent.mkdir(parents=True)
    page = "---\nsource: hi\n---\n# शीर्षक\n"
    (project.root / "content/hi/faq/own.md").write_text(page, "utf-8")
    result = project.run("translate", "out", "ur", "--to", "xliff2")
    assert result.exit_code == 2
    assert "--to xliff" in result.output
    root = out(project, "xliff")
    assert {one.get("source-language") for one in root} == {"en", "hi"}
