"""Maps over a fictional outline."""

from xml.etree import ElementTree

from kb.pages.map import Link, Place, draw_locator, draw_map, shown_on
from kb.records.model import Side
from kb.reference.outline import Outline, project

X, Y = (round(value) for value in project(46.0, 3.0))
SQUARE = f"M{X - 500} {Y - 500}h1000v1000h-1000z"
BOX = (X - 500, Y - 500, 1000, 1000)
ISLAND = Outline("ile-fictive", BOX, {"99": SQUARE}, {"QQ-1": SQUARE}, {"QQ": "M0 0h9v9z"}, {"99": BOX})


def make_link(title: str = "Ville – Val", *, longitude: float = 3.5, stopped: bool = False, label: str = "") -> Link:
    return Link(title, "/x/", Place("Ville", Side.URBAN, 46.0, 3.0), Place("Val", Side.RURAL, 46.2, longitude), stopped, label)


def test_each_link_is_an_svg_link_with_its_title_in_order() -> None:
    links = list(ElementTree.fromstring(draw_map([make_link("Un"), make_link("Deux")], ISLAND)).iter("a"))
    assert [link.findtext("title") for link in links] == ["Un", "Deux"]
    assert {link.get("href") for link in links} == {"/x/"}


def test_a_link_that_never_came_about_is_crossed_and_said() -> None:
    svg = draw_map([make_link(stopped=True)], ISLAND)
    assert 'class="cross"' in svg
    assert "n’a pas abouti" in svg
    assert 'class="cross"' not in draw_map([make_link()], ISLAND)


def test_a_link_outside_the_map_is_left_to_the_list() -> None:
    links = [make_link(), make_link(longitude=55.0)]
    assert shown_on(links, ISLAND) == (links[0],)
    assert draw_map(links, ISLAND).count("<a ") == 1


def test_neighbours_touch_without_an_arc() -> None:
    link = Link("Voisins", "/v/", Place("A", Side.URBAN, 46.0, 3.0), Place("B", Side.RURAL, 46.0, 3.001))
    assert 'class="arc"' not in draw_map([link], ISLAND)
    assert 'class="arc"' in draw_map([make_link()], ISLAND)


def test_names_and_numbers_are_written_beside_the_town() -> None:
    assert "Villeneuve</text>" in draw_map([make_link(label="Villeneuve")], ISLAND)
    assert 'class="tag"' in draw_map([make_link(label="3")], ISLAND)


def test_titles_are_escaped() -> None:
    assert "<b>" not in draw_map([make_link("<b>&")], ISLAND)


def test_words_keep_their_size_on_screen() -> None:
    small, large = (ElementTree.fromstring(draw_map([make_link(label="Ville")], ISLAND, shown=shown)) for shown in (250, 1000))
    sizes = [float(next(iter(svg.iter("text"))).get("font-size", "0")) for svg in (small, large)]
    assert sizes == [16 * 4, 16]


def test_the_map_of_a_sheet_says_the_distance() -> None:
    link = make_link(longitude=4.0)
    svg = draw_locator([link.start, link.finish], ISLAND, distance=81.6)
    assert "Ville, Val, à 82 km" in svg
    assert "82 km</text>" in svg


def test_the_map_of_a_sheet_frames_its_places() -> None:
    link = make_link(longitude=4.0)
    svg = ElementTree.fromstring(draw_locator([link.start, link.finish], ISLAND))
    x, y, width, height = (float(side) for side in svg.get("viewBox", "").split())
    for place in (link.start, link.finish):
        px, py = place.on(ISLAND)
        assert x < px < x + width
        assert y < py < y + height


def test_names_of_the_map_of_a_sheet_stay_inside_it() -> None:
    link = make_link(longitude=3.9)
    crowd = [Place(f"Communauté de communes {n}", Side.RURAL, 46.0 + n / 20, 3.0 + n / 20) for n in range(9)]
    svg = draw_locator([link.start, link.finish, *crowd], ISLAND)
    x, _, width, _ = (float(side) for side in ElementTree.fromstring(svg).get("viewBox", "").split())
    lengths = {"start": (0, 1), "middle": (0.5, 0.5), "end": (1, 0)}
    unit = width / 352
    for name, at, _, anchor in read_names(svg):
        before, after = (share * len(name) * 9 * unit for share in lengths[anchor])
        assert x <= at - before
        assert at + after <= x + width


def test_a_single_place_has_a_map_without_distance() -> None:
    svg = draw_locator([make_link().start], ISLAND, distance=None)
    assert 'class="link"' not in svg


def read_names(svg: str) -> list[tuple[str, float, float, str]]:
    found = ElementTree.fromstring(svg).iter("text")
    return [(it.text or "", float(it.get("x", "")), float(it.get("y", "")), it.get("text-anchor", "start")) for it in found]


def test_a_name_that_would_cover_others_is_left_to_the_list() -> None:
    svg = draw_map([make_link(f"N{number}", label="Villeneuve-la-Longue") for number in range(9)], ISLAND)
    assert 0 < len(read_names(svg)) < 9
    assert svg.count("<title>") == 9


def test_a_name_moves_away_from_the_marks_around_it() -> None:
    """The arc leaves for the east, so the name goes west; with a farm at the west, under or over."""
    ((_, x, _, anchor),) = read_names(draw_map([make_link(label="Ville")], ISLAND))
    assert anchor == "end"
    town = Place("Ville", Side.URBAN, 46.0, 3.0)
    farm = Link("Ferme", "/f/", Place("Bourg", Side.URBAN, 46.0, 2.9), Place("Ferme", Side.RURAL, 46.0, 2.8))
    ((_, moved, _, other),) = read_names(draw_map([make_link(label="Ville"), farm], ISLAND))
    assert (other, moved) != (anchor, x)
    assert town.on(ISLAND)[0] - 100 < moved < town.on(ISLAND)[0] + 100


def test_a_name_stays_on_the_map() -> None:
    edge = Place("Bord", Side.URBAN, 46.0, 2.36)
    ((_, x, _, anchor),) = read_names(draw_map([Link("Bord", "/b/", edge, Place("Val", Side.RURAL, 46.0, 3.0), label="Bord")], ISLAND))
    assert anchor != "end" or x > BOX[0] + 100


def test_no_mark_or_arc_is_drawn_over_a_name() -> None:
    svg = draw_map([make_link("Un", label="Ville"), make_link("Deux", longitude=3.1)], ISLAND)
    assert svg.rindex("</a>") < svg.index("Ville</text>")


def test_every_half_of_a_mark_has_the_edge_of_the_others() -> None:
    """Without a width, the edge is one unit of the outline: on the map of the world, it hid the mark."""
    between = Place("Bourg", Side.INTERMEDIATE, 46.0, 3.0)
    marks = ElementTree.fromstring(draw_locator([between], ISLAND)).findall("*[@class]")
    halves = [mark for mark in marks if mark.get("class") in ("f u", "f r")]
    assert len(halves) == 2
    assert all(mark.get("stroke-width") for mark in halves)


def test_a_name_does_not_cover_the_mark_of_a_neighbour() -> None:
    """Neighbours touch: the mark of the second stands at the right of the first, whatever its position."""
    link = Link("Voisins", "/v/", Place("A", Side.URBAN, 46.0, 3.0), Place("B", Side.RURAL, 46.0, 2.999), label="Ville")
    ((_, x, _, anchor),) = read_names(draw_map([link], ISLAND))
    assert anchor == "end"
    assert x < X


def test_places_that_would_hide_one_another_stand_side_by_side() -> None:
    town, union = Place("Ville", Side.URBAN, 46.0, 3.0), Place("Syndicat", Side.URBAN, 46.0, 3.001)
    discs = ElementTree.fromstring(draw_locator([town, union], ISLAND)).findall("circle")
    first, second = (float(disc.get("cx", "")) for disc in discs)
    assert second - first >= 2 * float(discs[0].get("r", ""))


def test_the_map_of_a_sheet_leaves_out_a_name_that_would_cover_a_mark_unless_it_is_that_of_an_end() -> None:
    """The town, hemmed in, is named all the same; the villages are told in the list of the parties."""
    around = [(lat, lon) for lat in (-0.06, 0, 0.06) for lon in (-0.16, -0.08, 0.08, 0.16)]
    villages = [Place(f"Communauté {n}", Side.RURAL, 46.0 + lat, 3.0 + lon) for n, (lat, lon) in enumerate(around)]
    town = Place("Ville", Side.URBAN, 46.0, 3.0)
    svg = draw_locator([town, *villages], ISLAND)
    unit = float(ElementTree.fromstring(svg).get("viewBox", "").split()[2]) / 352
    names = {text: (at, line, anchor) for text, at, line, anchor in read_names(svg) if not text.endswith("km")}
    assert {"Ville", "Communauté 0"} <= names.keys() < {place.name for place in (town, *villages)}
    for text in names.keys() - {"Ville", "Communauté 0"}:
        at, line, anchor = names[text]
        left = at - {"start": 0, "middle": 0.5, "end": 1}[anchor] * len(text) * 9.2 * unit
        for x, y in (place.on(ISLAND) for place in (town, *villages)):
            assert not (left < x < left + len(text) * 9.2 * unit and line - 13 * unit < y < line)
