"""Plates, cards, aggregates and legends."""

import re
from itertools import pairwise, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.pages.diagram import Row, draw_aggregate, draw_legend, draw_mini, draw_plate, draw_sprite
from kb.pages.diagram.icons import load_icons
from kb.pages.diagram.lettering import Face, measure, wrap
from kb.pages.phrases import say
from kb.records.flow import Flow, find_direction
from kb.records.model import Exchange, Party, Side, State
from kb.reference.labels import load_labels
from kb.reference.term import Group, Term, Vocabulary

LABELS = load_labels(Path(__file__).parents[2] / "vocabularies")
GOODS = Vocabulary("goods", "Biens", (Term("mirabelle", "Mirabelle", group="fruits"),), (Group("fruits", "Fruits", icon="bowl"),))
KINDS = Vocabulary("party-kinds", "Natures", (Term("bourg", "Bourg"),))
WORDS = {"goods": GOODS, "party-kinds": KINDS}


def make_party(id: str, side: Side, **changes: Any) -> Party:
    return Party.model_validate({"id": id, "name": f"Nom de {id}", "kind": "bourg", "side": side, **changes})


TOWN, LAND = make_party("ville-fictive", Side.URBAN), make_party("val-fictif", Side.RURAL)
BETWEEN, STATE = make_party("bourg-fictif", Side.INTERMEDIATE), make_party("agence-fictive", Side.THIRD_PARTY)
EVERYBODY = (TOWN, BETWEEN, LAND, STATE)


def make_flow(givers: tuple[Party, ...] = (TOWN,), receivers: tuple[Party, ...] = (LAND,), **changes: Any) -> Flow:
    exchange = {"good": "mirabelle", "from": ["a"], "to": ["b"], "what": "Des mirabelles", "state": "observed", "sources": ["1"], **changes}
    return Flow(Exchange.model_validate(exchange), givers, receivers, find_direction(givers, receivers))


def draw(flows: list[Flow], parties: tuple[Party, ...] = (TOWN, LAND), *, wide: bool = True, title: str = "Fruits") -> str:
    return draw_plate(title, parties, flows, WORDS, LABELS, wide=wide)


def read_texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter("text")]


def read_classes(svg: str) -> set[str]:
    return {node.get("class", "") for node in ElementTree.fromstring(svg).iter("path")}


def find_box(svg: str) -> list[float]:
    return [float(side) for side in ElementTree.fromstring(svg).get("viewBox", "").split()]


def test_a_band_is_of_the_material_of_the_giver() -> None:
    assert "b u" in read_classes(draw([make_flow()]))
    assert "b r" in read_classes(draw([make_flow((LAND,), (TOWN,))]))
    assert "b e" in read_classes(draw([make_flow((TOWN, LAND), (TOWN, LAND))]))
    assert "b t" in read_classes(draw([make_flow((STATE,), (TOWN,))], (TOWN, LAND, STATE)))
    assert "b hb r" in read_classes(draw([make_flow((BETWEEN,), (LAND,))], EVERYBODY))


@pytest.mark.parametrize(
    ("state", "sign"),
    [(State.PROMISED, "b u p"), (State.ENDED, "bar k"), (State.UNDELIVERED, "x"), (State.CONTEXT, "n g"), (State.OBSERVED, "b u")],
)
def test_each_state_has_its_sign(state: State, sign: str) -> None:
    drawn = {other: read_classes(draw([make_flow(state=other)])) for other in State}
    assert sign in drawn[state]
    assert [other for other in State if drawn[other] == drawn[state]] == [state]


def test_the_row_says_the_state_word_and_the_sources() -> None:
    (line,) = [text for text in read_texts(draw([make_flow(sources=["3", "7"])])) if "[3][7]" in text]
    assert line.startswith(LABELS.of(State.OBSERVED).lower())


def test_what_is_contested_is_a_zigzag_with_a_lozenge() -> None:
    assert {"z u", "loz"} <= read_classes(draw([make_flow(contested="oui")]))


def test_groups_stand_in_a_fixed_order_with_their_counts() -> None:
    flows = [make_flow(), make_flow(), make_flow((TOWN, LAND), (TOWN, LAND)), make_flow((LAND,), (TOWN,))]
    texts = read_texts(draw(flows))
    wanted = [f"{say('diagram', 'headings', key)} ({count})" for key, count in (("to-rural", 2), ("mutual", 1), ("to-urban", 1))]
    assert [text for text in texts if text in wanted] == wanted


def test_an_ordinary_link_is_drawn_but_not_counted() -> None:
    svg = draw([make_flow(), make_flow(state="context", what="Un lien ordinaire")])
    assert "Un lien ordinaire" in read_texts(svg)
    assert f"{say('diagram', 'headings', 'to-rural')} (1)" in read_texts(svg)


def test_without_exchange_the_plate_says_that_nothing_circulated() -> None:
    svg = draw_plate("Fruits", (TOWN, LAND), [], WORDS, LABELS, distance=312.4)
    assert {"Rien n’a circulé", "312\u00a0km à vol d’oiseau"} <= set(read_texts(svg))
    assert "rien n’a circulé" in svg.split(">")[0]


def test_a_missing_side_is_drawn_and_named() -> None:
    svg = draw([make_flow((LAND,), (LAND,))], (LAND,))
    assert say("diagram", "missing", "urban") in read_texts(svg)
    assert "lost" in read_classes(svg)


def test_the_side_in_between_takes_the_place_of_a_missing_town() -> None:
    svg = draw([make_flow((BETWEEN,), (LAND,))], (BETWEEN, LAND))
    assert say("diagram", "missing", "urban") not in read_texts(svg)
    assert f"{say('diagram', 'headings_without', 'urban', 'to-rural')} (1)" in read_texts(svg)


def test_a_node_shows_that_the_middle_takes_part() -> None:
    assert "paper" in read_classes(draw([make_flow((TOWN,), (BETWEEN, LAND))], EVERYBODY))
    assert "paper" not in read_classes(draw([make_flow((TOWN,), (LAND,))], EVERYBODY))


def test_words_stay_on_their_side_of_the_middle_stave() -> None:
    long = "Une réduction de loyer pour les vergers qui gardent des haies, des mares et des nichoirs"
    root = ElementTree.fromstring(
        draw([make_flow(what=long, figures=[{"value": n, "unit": "vergers", "measure": "stock"} for n in (1, 2)])], EVERYBODY)
    )
    middle = find_box(ElementTree.tostring(root, encoding="unicode"))[2] / 2
    lines = [node for node in root.iter("text") if node.get("class") == "l"]
    assert len(lines) > 1
    assert all(float(node.get("x", "")) + measure(node.text or "", 18, Face.BOLD) < middle for node in lines)


@pytest.mark.parametrize("wide", [True, False])
def test_the_middle_stave_is_whole_on_a_wide_page_and_beside_the_bands_on_a_phone(wide: bool) -> None:
    flows = [make_flow(), make_flow((BETWEEN,), (LAND,)), make_flow((LAND,), (BETWEEN,))]
    root = ElementTree.fromstring(draw(flows, EVERYBODY, wide=wide))
    data = "".join(node.get("d", "") for node in root.iter("path") if node.get("class") == "st hs u")
    pieces = [(float(top), float(bottom)) for top, bottom in re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)", data)]
    assert len(pieces) == 2  # before and after the band that passes over it; or beside each band that stops at it
    assert all(bottom - top < 40 for top, bottom in pieces) is not wide


def test_sixteen_parties_are_counted_and_some_are_left_out() -> None:
    many = tuple(make_party(f"canton-{n}", Side.RURAL, name=f"Communauté de communes du canton numéro {n}") for n in range(16))
    texts = read_texts(draw([make_flow((TOWN,), many)], (TOWN, *many)))
    assert say("diagram", "many", "rural", count=16) in texts
    assert any(re.search(r"et\s\d+\sautres", text) for text in texts)


def test_a_row_names_its_ends_only_when_the_staves_do_not() -> None:
    other = make_party("autre-val", Side.RURAL)
    assert not [text for text in read_texts(draw([make_flow()])) if "→" in text]
    assert f"{TOWN.name} → {other.name}" in read_texts(draw([make_flow((TOWN,), (other,))], (TOWN, LAND, other)))
    assert f"{TOWN.name} ← {other.name}" in read_texts(draw([make_flow((other,), (TOWN,))], (TOWN, LAND, other)))


def test_third_parties_without_exchange_are_listed_at_the_foot() -> None:
    assert STATE.name in read_texts(draw([make_flow()], (TOWN, LAND, STATE)))


def test_the_label_counts_the_exchanges() -> None:
    svg = draw([make_flow(), make_flow((LAND,), (TOWN,), state="promised")])
    assert "1 échange vers la campagne, 1 échange vers la ville" in svg.split(">")[0]


def test_citations_of_the_label_join_the_sources() -> None:
    texts = read_texts(draw([make_flow(what="Des mirabelles [4]")]))
    assert "Des mirabelles" in texts
    assert any(text.endswith("[1][4]") for text in texts)


def test_everything_is_escaped() -> None:
    bad = "<script>\"&'</script>"
    svg = draw([make_flow(what=bad)], (make_party("x", Side.URBAN, name=bad), LAND), title=bad)
    assert "<script" not in svg
    assert bad in ElementTree.fromstring(svg).get("aria-label", "")


@pytest.mark.parametrize("wide", [True, False])
def test_long_words_stay_on_the_sheet(wide: bool) -> None:
    long = make_party("longue", Side.RURAL, name="Communauté " + "interminable " * 14)
    svg = draw([make_flow((TOWN,), (long,), what="Un très long libellé " * 5)], (TOWN, long), wide=wide, title="T" * 200)
    width = find_box(svg)[2]
    for node in ElementTree.fromstring(svg).iter("text"):
        reach = measure("".join(node.itertext()), 15 if wide else 13)
        x = float(node.get("x", "0"))
        left = x - reach if "rt" in node.get("class", "").split() else x
        assert left >= 0
        assert left + reach <= width


@pytest.mark.parametrize("wide", [True, False])
def test_every_pair_of_ends_and_state_can_be_drawn(wide: bool) -> None:
    ends = [(TOWN,), (LAND,), (BETWEEN,), (STATE,), (TOWN, LAND), (TOWN, BETWEEN, LAND), (STATE, LAND), ()]
    for givers, receivers, state, contested in product(ends, ends, State, ("oui", "non")):
        svg = draw([make_flow(givers, receivers, state=state, contested=contested)], EVERYBODY, wide=wide)
        assert "nan" not in svg
        ElementTree.fromstring(svg)


def test_forty_exchanges_grow_the_sheet_without_overlap() -> None:
    svg = draw([make_flow(what=f"Lot {n}") for n in range(40)])
    heights = [float(node.get("y", "0")) for node in ElementTree.fromstring(svg).iter("text") if "Lot " in "".join(node.itertext())]
    assert len(heights) == 40
    assert min(b - a for a, b in pairwise(heights)) >= 40
    assert heights[-1] < find_box(svg)[3]


def test_a_usual_plate_is_light() -> None:
    flows = [make_flow(what=f"Un bien fictif de longueur usuelle {n}") for n in range(10)]
    for wide in (True, False):
        assert len(draw(flows, EVERYBODY, wide=wide).encode()) <= 12_000


def test_a_card_shows_eight_exchanges_then_a_number() -> None:
    assert "+ 4" in read_texts(draw_mini([make_flow() for _ in range(11)], GOODS))
    assert not read_texts(draw_mini([make_flow() for _ in range(8)], GOODS))


def test_without_pictograms_the_bands_stand_in_the_middle() -> None:
    svg = draw_mini([make_flow(), make_flow((LAND,), (TOWN,))], GOODS, icons=False)
    (left,), (right,) = re.findall(r'd="M([\d.]+) [\d.]+l14', svg), re.findall(r'd="M([\d.]+) [\d.]+l-14', svg)
    assert "<use" not in svg
    assert float(left) - 54 == 226 - float(right)


def test_a_card_is_light_and_an_ornament_unless_named() -> None:
    svg = draw_mini([make_flow(), make_flow((LAND,), (TOWN,), state="promised")] * 4, GOODS)
    assert len(svg.encode()) <= 1_600
    assert 'aria-hidden="true"' in svg
    assert 'role="img"' in draw_mini([make_flow()], GOODS, title="Fruits")


def test_the_legend_holds_only_what_the_plate_holds() -> None:
    legend = draw_legend((TOWN, LAND), [make_flow(), make_flow(state="promised")], LABELS)
    assert LABELS.of(State.PROMISED).lower() in legend
    assert LABELS.of(State.ENDED).lower() not in legend
    assert say("diagram", "legend", "third-party") not in legend


@pytest.mark.parametrize("wide", [True, False])
def test_an_aggregate_writes_its_numbers_and_draws_none_for_zero(wide: bool) -> None:
    svg = draw_aggregate([Row("Fruits", "bowl", 4, 9, 2), Row("Rien", "drop", 0, 0, 0), ("Eaux", "drop", 0, 3, 0)], wide=wide)
    texts = read_texts(svg)
    assert any("9 →" in text and "← 4" in text and "↔ 2" in text for text in texts)
    assert "Rien" not in texts
    assert svg.count('class="ri ') == 4


def test_the_thickness_of_an_aggregate_follows_the_number() -> None:
    svg = draw_aggregate([Row("Fruits", "bowl", 5, 10)])
    urban, rural = (float(width) for width in re.findall(r'class="ri ." stroke-width="([\d.]+)"', svg))
    assert urban == pytest.approx(2 * rural, rel=0.05)


def test_the_sprite_holds_the_nine_families() -> None:
    assert list(load_icons()) == ["bowl", "drop", "bolt", "loop", "tree", "book", "bus", "people", "coin"]
    assert draw_sprite(["drop"]).count("<symbol") == 1


@settings(max_examples=60)
@given(st.text(alphabet="aà iMW’é-", max_size=60), st.floats(min_value=30, max_value=300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, width, 16, Face.BOLD)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line.strip(), 16, Face.BOLD) <= width or len(line.strip()) == 1 for line in lines)
