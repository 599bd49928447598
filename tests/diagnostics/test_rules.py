"""The rules as data: complete, and each example breaks its rule and only it."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from types import ModuleType

import pytest

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.rules import BY_NAME, RULES, collection, fields, find_rule, phrases, reading, story, terms, words
from tests.conftest import FIXTURES, REPOSITORY, SLUG, MakeProject, Project, embed, record

CASE = f"cases/{SLUG}.md"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 60
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
IMAGES = {
    "chaufferie.jpg": JPEG,
    "chemin.png": PNG,
    "chemin.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "panorama.jpg": JPEG + b"\0" * 3_000_000,
}
OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
"""A second experience, that the first may relate to."""

ids = [rule.name for rule in RULES]
every_rule = pytest.mark.parametrize("rule", RULES, ids=ids)


# --- data ------------------------------------------------------------------------------------------------------------


def test_codes_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"KB[1-5]\d\d", code) for code in codes)


def test_names_are_unique_and_in_kebab_case() -> None:
    assert len(BY_NAME) == len(RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in BY_NAME)


@pytest.mark.parametrize(
    ("module", "hundreds"), [(reading, 1), (fields, 2), (terms, 3), (collection, 4), (story, 5)], ids=lambda it: getattr(it, "__name__", it)
)
def test_a_module_holds_the_codes_of_one_hundred_in_order(module: ModuleType, hundreds: int) -> None:
    codes = [rule.code for rule in vars(module).values() if isinstance(rule, Rule)]
    assert codes == sorted(codes)
    assert {code[2] for code in codes} == {str(hundreds)}


@every_rule
def test_prose_is_written(rule: Rule) -> None:
    assert all(text.strip() for text in (rule.title, rule.why, rule.message, rule.bad, rule.good))
    assert rule.bad != rule.good
    assert rule.code not in rule.title
    assert rule.title[0].isupper() or rule.title[0] == "«"
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert len(re.findall(r"[.?!]( |$)", rule.why)) <= 2


@every_rule
def test_prose_has_french_typography(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.message, rule.help):
        assert "'" not in text
        assert not re.search(r" [:;!?»](\s|$)|« ", text), text
        assert "..." not in text


def test_words_and_phrases_have_french_typography() -> None:
    for module in (words, phrases):
        for text in _texts([value for name, value in vars(module).items() if name.isupper()]):
            assert not re.search(r" [:;!?»](\s|$)|« |'", text), text


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for item in value for text in _texts(item)] if isinstance(value, list | tuple) else []


@every_rule
def test_templates_take_named_facts_only(rule: Rule) -> None:
    names = [name for text in (rule.message, rule.help) for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
    shown = rule.at("cases/a.md", None, **dict.fromkeys(names, "Brume"))
    assert "{" not in shown.message + shown.help


def test_every_rule_is_used_by_the_code() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "kb").rglob("*.py") if path.parent.name != "rules")
    constants = {name: value for module in (reading, fields, terms, collection, story) for name, value in vars(module).items()}
    unused = [name for name, value in constants.items() if isinstance(value, Rule) and name not in code and value.name not in code]
    assert unused == []


@pytest.mark.parametrize("wanted", ["KB301", "kb301", "301", " KB301 ", "unknown-term"])
def test_a_rule_is_found_by_code_or_name(wanted: str) -> None:
    assert find_rule(wanted) is terms.UNKNOWN_TERM


@pytest.mark.parametrize("wanted", ["", "KB", "KB999", "Unknown term"])
def test_an_unknown_rule_is_none(wanted: str) -> None:
    assert find_rule(wanted) is None


# --- examples --------------------------------------------------------------------------------------------------------


def build(snippet: str) -> dict[str, str | bytes]:
    """Return the files of a base whose record is the example, with the images it shows."""
    images = {f"cases/{SLUG}/{name}": content for name, content in IMAGES.items() if name in snippet}
    return {CASE: embed(snippet), "cases/lavoir-de-montclair.md": OTHER, **images}


def write_image_elsewhere(base: Project, rule: Rule) -> None:
    base.write(CASE, embed(rule.bad))
    base.write("photos/chaufferie.jpg", JPEG)


def replace_by_folder(base: Project, rule: Rule) -> None:
    (base.root / CASE).unlink()
    (base.root / CASE).mkdir()


def link_outside(base: Project, rule: Rule) -> None:
    outside = base.write("valmont.md", record())
    (base.root / CASE).unlink()
    (base.root / CASE).symlink_to(outside)


def link_to_nothing(base: Project, rule: Rule) -> None:
    (base.root / CASE).unlink()
    (base.root / CASE).symlink_to("effacee.md")


def rename(name: str) -> Callable[[Project, Rule], None]:
    def build_renamed(base: Project, rule: Rule) -> None:
        (base.root / CASE).rename(base.root / "cases" / name)

    return build_renamed


def change(edit: Callable[[str], str | bytes]) -> Callable[[Project, Rule], None]:
    def build_changed(base: Project, rule: Rule) -> None:
        base.write(CASE, edit(record()))

    return build_changed


def copy_case(name: str) -> Callable[[Project, Rule], None]:
    def build_copied(base: Project, rule: Rule) -> None:
        base.write(f"cases/{name}", record())

    return build_copied


def replace_term(base: Project, rule: Rule) -> None:
    path = base.root / "vocabularies" / "themes.yml"
    term = "  - id: bois-ancien\n    label: {fr: Bois, en: Wood}\n    definition: {fr: Ancien., en: Old.}\n    replaced_by: foret-bois\n"
    base.write("vocabularies/themes.yml", path.read_text(encoding="utf-8").rstrip("\n") + "\n" + term)
    base.write(CASE, embed(rule.bad))


def break_grouping(base: Project, rule: Rule) -> None:
    text = (FIXTURES / "groupings.yml").read_text(encoding="utf-8")
    entry = (
        '  - id: val-perdu\n    name: Val perdu\n    kind: pays\n    members: ["00000"]\n    source: {title: R, url: "https://r.example"}\n'
    )
    base.write("vocabularies/groupings.yml", text + entry)


BUILT: dict[str, Callable[[Project, Rule], None]] = {
    "not-a-file": replace_by_folder,
    "link-out-of-tree": link_outside,
    "unreadable-file": link_to_nothing,
    "file-too-large": change(lambda text: text + "du bois de Brume [1]\n" * 250_000),
    "nul-byte": change(lambda text: text.replace("Valmont", "Val\0mont", 1)),
    "not-utf-8": change(lambda text: text.replace("œ", "oe").encode("cp1252")),
    "byte-order-mark": change(lambda text: "\ufeff" + text),
    "windows-line-ends": change(lambda text: text.replace("\n", "\r\n")),
    "control-character": change(lambda text: text.replace("Valmont", "Val\u202emont", 1)),
    "empty-file": change(lambda text: ""),
    "no-front-matter": change(lambda text: text.removeprefix("---\n")),
    "unclosed-front-matter": change(lambda text: text.replace("\n---\n", "\n", 1)),
    "bad-file-name": rename("Valmont & Brume.md"),
    "ignored-file": rename("valmont-brume.txt"),
    "nested-record": copy_case("valmont-brume/notes.md"),
    "replaced-term": replace_term,
    "grouping-unusable": break_grouping,
    "duplicate-slug": copy_case("Valmont-Brume.md"),
    "near-duplicate": copy_case("valmont-brume-foret.md"),
    "image-elsewhere": write_image_elsewhere,
}
"""Rules about files rather than text: what breaks them is built, and their examples are sentences."""

ALSO = {"duplicate-slug": {"bad-file-name", "near-duplicate"}}
"""Rules that cannot be broken alone: a second name that differs by its capitals holds capitals."""


in_text = pytest.mark.parametrize("rule", [rule for rule in RULES if rule.name not in BUILT], ids=lambda rule: rule.name)


def codes_of(base: Project) -> set[str]:
    return {diagnostic.rule.name for diagnostic in base.check()}


def test_the_valid_record_breaks_no_rule(project: MakeProject) -> None:
    assert codes_of(project(build(""))) == set()


@every_rule
def test_bad_example_breaks_its_rule_and_only_it(rule: Rule, project: MakeProject) -> None:
    base = project(build("" if rule.name in BUILT else rule.bad))
    if rule.name in BUILT:
        BUILT[rule.name](base, rule)
    assert codes_of(base) - ALSO.get(rule.name, set()) == {rule.name}


@in_text
def test_good_example_breaks_no_rule(rule: Rule, project: MakeProject) -> None:
    assert codes_of(project(build(rule.good))) == set()


@in_text
def test_a_message_names_what_is_underlined(rule: Rule, project: MakeProject) -> None:
    (found, *_) = [it for it in project(build(rule.bad)).check() if it.rule is rule]
    assert found.span is not None
    last = found.span.end_column - 1 if found.span.single_line else None
    underlined = found.excerpt[found.span.column - 1 : last].strip("\"'[]# ")
    assert "{seen}" not in rule.message or underlined in found.message or rule is story.MISSING_SECTION


TEXTS = {
    "summary": "summary: Du bois pour Valmont {}.",
    "governance": "governance: Un comité de deux élus {}.",
    "balance": "balance:\n  comment: Chacun s’y retrouve {}.",
    "note of a milestone": "milestones:\n  - date: 2018-03\n    event: other\n    note: La chaufferie ouvre {}.\n    sources: [1]",
    "note of a figure": "means:\n  budget:\n    - {{value: 3, unit: €, measure: one-off, sources: [1], note: 'Hors taxes {}'}}",
    "what": "exchanges:\n  - good: travail\n    from: [brume]\n    to: [valmont]\n    what: Du bois {}\n    state: ended\n    sources: [1]",
    "says": "gains:\n  - party: brume\n    says: Un débouché {}.\n    sources: [1]",
    "funders": "means:\n  funders:\n    - Le Pays de Brume {}",
    "reason": "review:\n  status: withdrawn\n  checked_on: 2026-01\n  reason: À la demande du Pays de Brume {}.",
}


@pytest.mark.parametrize("field", TEXTS)
def test_a_citation_is_checked_wherever_it_may_stand(field: str, project: MakeProject) -> None:
    base = project(build(TEXTS[field].format("[8]")))
    assert codes_of(base) == {"unknown-citation"}
