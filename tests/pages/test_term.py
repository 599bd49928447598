"""The pages of terms: written over pairs of facets."""

from kb.pages import term
from kb.pages.axis import AXES
from kb.pages.lesson import gather_lessons, read_plain
from kb.pages.render import Renderer
from kb.pages.subject import LESSONS_MOST, LESSONS_SHOWN, find_facts
from kb.records.model import Section
from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record, tell

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")


def build(made: Project) -> dict[str, str]:
    return {page.address: str(page.content) for page in term.build(Renderer(made.load()))}


def make_project(project: MakeProject) -> Project:
    return project({f"cases/{SLUG}.md": record(), "cases/lavoir.md": OTHER})


def test_every_term_of_every_axis_has_a_page(project: MakeProject) -> None:
    made = make_project(project)
    vocabularies = made.load().knowledge.vocabularies
    wanted = {f"{axis.address}{found.id}/index.html" for axis in AXES for found in vocabularies[axis.key]}
    assert wanted < set(build(made))


def test_an_index_gives_definitions_and_counts(project: MakeProject) -> None:
    made = make_project(project)
    html, wood = build(made)["themes/index.html"], made.load().knowledge.vocabularies["themes"]["foret-bois"]
    assert wood.definition.partition("’")[0] in html
    assert "1\u00a0expérience" in html
    assert "Aucune expérience encore" in html


def test_the_groups_of_a_vocabulary_head_its_index(project: MakeProject) -> None:
    made = make_project(project)
    groups = made.load().knowledge.vocabularies["cooperation-types"].groups
    assert all(f"<h2>{group.label}</h2>" in build(made)["cooperations/index.html"] for group in groups)


def test_the_cases_of_a_theme_are_grouped_by_main_type(project: MakeProject) -> None:
    files = {f"cases/{name}.md": record() for name in (SLUG, "b", "c")}
    html = build(project(files))["themes/energie/index.html"]
    assert 'href="../../cooperations/convention-de-cooperation/"' in html
    assert 'href="../../cooperations/achat-et-approvisionnement/"' not in html
    assert html.count(f'<h3><a href="../../experiences/{SLUG}/"') == 1


def test_the_cases_of_a_type_are_grouped_by_main_theme(project: MakeProject) -> None:
    html = build(project({f"cases/{name}.md": record() for name in "abc"}))["cooperations/achat-et-approvisionnement/index.html"]
    assert 'href="../../themes/foret-bois/"' in html


def test_a_term_without_case_invites_to_tell_one(project: MakeProject) -> None:
    html = build(make_project(project))["themes/eau/index.html"]
    assert "Aucune expérience pour l’instant" in html
    assert html.count("mailto:") == 2
    assert "Ce qui circule" not in html


def test_the_neighbours_are_the_terms_met_together(project: MakeProject) -> None:
    html = build(make_project(project))["themes/energie/index.html"]
    assert '<a href="../foret-bois/">Forêt et bois</a> (1)' in html[html.index("Souvent ensemble") :]


def test_facts_count_what_stopped_and_find_the_oldest(project: MakeProject) -> None:
    stopped = record(progress="arrete", raw="milestones:\n  - {date: 1998, event: launch, sources: [1]}\n")
    made = project({f"cases/{SLUG}.md": record(), "cases/vieux.md": stopped})
    renderer = Renderer(made.load())
    facts = find_facts(renderer.records, renderer)
    assert (facts.count, facts.stopped, facts.contested, facts.abroad) == (2, 1, 0, 0)
    assert facts.oldest
    assert facts.oldest[1:] == ("experiences/vieux/", 1998)


def test_what_surrounds_a_case_does_not_make_it_the_oldest(project: MakeProject) -> None:
    around = "milestones:\n  - {date: 1883, event: other, note: Un captage., sources: [1]}\n  - {date: 2021, event: launch, sources: [1]}\n"
    renderer = Renderer(project({f"cases/{SLUG}.md": record(), "cases/tard.md": record(raw=around)}).load())
    oldest = find_facts(renderer.records, renderer).oldest
    assert oldest
    assert oldest[1:] == (f"experiences/{SLUG}/", 2018)


# --- lessons ---------------------------------------------------------------------------------------------------------


def test_lessons_are_plain_text_without_citations() -> None:
    assert read_plain("Un *chemin* [abîmé](https://a.example) [1][2],\npuis refait [3].") == "Un chemin abîmé, puis refait."


def test_the_first_lesson_of_each_case_comes_before_any_second(project: MakeProject) -> None:
    files = {f"cases/{slug}.md": record(body=tell(f"## Difficultés\n\n- Un {slug} [1].\n- Deux {slug} [2].\n")) for slug in "ab"}
    renderer = Renderer(project(files).load())
    lessons = gather_lessons(renderer.records, Section.DIFFICULTIES, renderer.names)
    assert [lesson.text for lesson in lessons] == ["Un a.", "Un b.", "Deux a.", "Deux b."]


def test_many_lessons_are_folded_and_the_rest_is_counted(project: MakeProject) -> None:
    items = "".join(f"- Difficulté {number} [1].\n" for number in range(LESSONS_MOST + 5))
    html = build(project({f"cases/{SLUG}.md": record(body=tell(f"## Difficultés\n\n{items}"))}))["themes/energie/index.html"]
    assert f"{LESSONS_MOST - LESSONS_SHOWN} de plus" in html
    assert "Et 5 autres" in html


def test_lessons_are_escaped(project: MakeProject) -> None:
    html = build(project({f"cases/{SLUG}.md": record(body=tell("## Difficultés\n\n- Un &lt;script&gt; [1].\n"))}))[
        "themes/energie/index.html"
    ]
    assert "<script>" not in html
