// The field where people name their territory: names are offered while they type, and what they choose is handed over. A combobox as
// the ARIA practices have it: the focus stays in the field. Names and sums (likeness.js) are fetched when somebody types.
const Territory = (() => {
  "use strict";
  const SHOWN = 8, words = STRINGS.territory, count = new Intl.NumberFormat("fr-FR");
  const say = (phrase, values) => (Array.isArray(phrase) ? phrase[values.count < 2 ? 0 : 1] : phrase).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const nameOf = (place) => say(words.name, { name: place.name, where: words.levels[place.level] ?? place.where });
  const sizeOf = (place) => (place.population ? say(words.sized, { name: nameOf(place), population: count.format(place.population), count: place.population }) : nameOf(place));
  const tell = ({ place: { name, population, area }, side, own, kind, twin, dense }) => {
    if (own) return say(words.own, { name });
    if (kind) return say(words.kind, { name, side: words.sides[side] });
    const density = count.format(Math.round(population / area));
    return say(twin ? words.twin : words.near, { name, side: words.sides[side], population: count.format(population) }) + say(dense ? words.dense : words.sparse, { density });
  };

  // `open` gives the engine; `choose` takes a territory.
  const attach = (root, open, choose) => {
    const field = root.querySelector("input"), list = root.querySelector("[role=listbox]"), status = root.querySelector("[role=status]");
    let offered = [], active = -1, turn = 0;
    const announce = (text) => { if (status.textContent !== text) status.textContent = text; };
    const close = () => {
      turn++;
      active = -1;
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const point = (to) => {
      active = to;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i === to));
      field.setAttribute("aria-activedescendant", list.children[to].id);
      list.children[to].scrollIntoView({ block: "nearest" });
    };
    const offer = (places) => {
      offered = places;
      list.replaceChildren(...places.map((place, i) => {
        const option = Object.assign(document.createElement("li"), { id: `territory-${i}`, role: "option", textContent: sizeOf(place) });
        option.setAttribute("aria-selected", "false");
        return option;
      }));
      active = -1;
      field.removeAttribute("aria-activedescendant");
      list.hidden = !places.length;
      field.setAttribute("aria-expanded", !list.hidden);
    };
    const take = (place) => {
      close();
      if (!place.known) return announce(say(words.empty, { name: nameOf(place) }));
      field.value = "";
      announce(say(words.chosen, { name: nameOf(place) }));
      choose(place);
    };
    // Returns what the engine finds, null when somebody typed on meanwhile.
    const ask = async () => {
      const mine = ++turn, typed = field.value.trim();
      if (!typed) { close(); announce(""); return null; }
      try {
        const found = await (await open()).find(typed);
        return mine === turn ? { typed, ...found } : null;
      } catch {
        if (mine === turn) { close(); announce(words.failed); }
        return null;
      }
    };
    const suggest = async () => {
      const found = await ask();
      if (!found) return;
      const { list: places, more, typed } = found, total = places.length;
      offer(places.slice(0, SHOWN));
      if (more) announce(words.more);
      else if (!total) announce(say(words.unknown, { seen: typed }));
      else announce(total > SHOWN ? say(words.first, { shown: SHOWN, count: total }) : say(words.offered, { count: total }));
    };
    const settle = async () => {
      if (active >= 0) return take(offered[active]);
      const found = await ask();
      if (!found) return;
      const exact = found.list.filter((it) => it.exact), only = exact.length ? exact : found.list;
      if (only.length === 1) return take(only[0]);
      offer(only.slice(0, SHOWN));
      announce(say(only.length ? words.shared : found.more ? words.more : words.unknown, { seen: found.typed }));
    };
    field.addEventListener("input", suggest);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const down = event.key === "ArrowDown", last = offered.length - 1;
      if (down || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) suggest(); else point(down ? (active < last ? active + 1 : 0) : active > 0 ? active - 1 : last);
      } else if (event.key === "Enter") {
        event.preventDefault();
        settle();
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (list.hidden) field.value = "";
        close();
        announce("");
      }
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", ({ target }) => { const option = target.closest("[role=option]"); if (option) take(offered[[...list.children].indexOf(option)]); });
    root.hidden = false;
  };
  const tellPeers = (place) => words.contractions.reduce((text, [apart, together]) => text.replace(apart, together), say(words.chip, { name: sizeOf(place) }));
  return { attach, nameOf, sizeOf, tell, tellPeers };
})();
