// The explorer: words and filters, counted at every step, kept in the address; list and map in step. The list at the end of the page
// is whole without it. The search itself (search.js and its index) is fetched when somebody first needs it.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const root = $("explorer");
  if (!root) return;
  const PAGE = 24, FIRST = 6, DEFAULT_SORT = "title", SINCE = "since";
  const field = $("q"), filters = $("filters"), status = $("status"), notes = $("notes"), chips = $("chips"), help = $("help"), whole = $("whole");
  const sorts = $("sort"), drawer = $("drawer"), map = $("map"), outside = $("outside"), column = root.querySelector(".found"), list = document.createElement("ol"), pager = document.createElement("nav");
  const folds = [...filters.querySelectorAll("details")], first = { status: status.textContent, map: [...map.querySelectorAll("a")] };
  const drawing = map.querySelector("svg");

  const say = (phrase, values = {}) => (Array.isArray(phrase) ? phrase[(values.count ?? values.total) < 2 ? 0 : 1] : phrase)
    .replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, properties = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside.filter((it) => it !== ""));
    return made;
  };

  // ---- the engine, on demand ----
  const chunks = new Map();
  window.searchChunk = (name, content) => { chunks.get(name)?.(content); };
  const addScript = (address) => new Promise((done, fail) => {
    const script = make("script", { src: address, onload: () => { script.remove(); done(); }, onerror: () => { script.remove(); fail(new Error(address)); } });
    document.head.append(script);
  });
  const loadFrom = (folder) => (name) => new Promise((done, fail) => {
    chunks.set(name, done);
    // A script that ran and gave nothing is half a file.
    addScript(`${folder}${name}.js`).then(() => fail(new Error(name)), fail);
  });
  const load = loadFrom(root.dataset.index), picker = $("mine");
  let opening = null;
  const open = () => {
    opening ??= addScript(root.dataset.engine).then(() => Search.open(load)).catch((error) => { opening = null; throw error; });
    return opening;
  };

  // Names of territories and what the partners of each experience are, when somebody names their own.
  let naming = null;
  const openNames = () => {
    naming ??= addScript(picker.dataset.engine).then(() => Likeness.open(loadFrom(picker.dataset.names), load)).catch((error) => { naming = null; throw error; });
    return naming;
  };

  // The places that have a page, when somebody types one: [name, address, 0 département or 1 région, experiences, code].
  let gazetteer = null;
  const openPlaces = () => {
    gazetteer ??= loadFrom(root.dataset.places)("places").catch(() => { gazetteer = null; return []; });
    return gazetteer;
  };
  const findPlaces = async (engine, text) => {
    const plain = (name) => engine.fold(name).split(/[^a-z0-9]+/).filter((word) => word && !STRINGS.placeWords.includes(word)).join(" ");
    const wanted = plain(text);
    return wanted ? (await openPlaces()).filter(([name, , , , code]) => wanted === plain(name) || wanted === code.toLowerCase()) : [];
  };
  const tellPlace = ([name, address, level, count]) => [
    make("a", { href: document.body.dataset.root + address }, say(STRINGS.placePages[level], { name })), count ? say(STRINGS.placeCount, { count }) : STRINGS.placeEmpty];

  // ---- the state, and the address that tells it ----
  // `like`: the territory to which those of the experiences are compared.
  const blank = () => ({ q: "", filters: {}, like: null, sort: "", page: 1 });
  const isBlank = (it) => !it.q.trim() && !it.like && !Object.values(it.filters).some((values) => values.length) && !it.sort && it.page === 1;
  let state = blank(), turn = 0, typing = false;
  const usualSort = () => (state.like ? "nearest" : state.q.trim() ? "relevance" : DEFAULT_SORT);

  const writeAddress = () => {
    const address = new URL(location.href), query = new URLSearchParams();
    if (state.q.trim()) query.set("q", state.q.trim());
    for (const { dataset: { key, name } } of folds) if (state.filters[key]?.length) query.set(name, state.filters[key].join(","));
    if (state.like) query.set("comme", state.like.address);
    if (state.sort) query.set("tri", STRINGS.sortNames[state.sort]);
    if (state.page > 1) query.set("page", state.page);
    address.search = query.toString().replaceAll("%2C", ",");
    address.hash = "";
    return address.href;
  };
  // Returns the state an address tells, and what of it makes no sense.
  const readAddress = (engine) => {
    const query = new URL(location.href).searchParams, found = blank(), problems = [];
    found.q = query.get("q") ?? "";
    for (const name of new Set(query.keys())) {
      const key = Object.hasOwn(engine.names, engine.fold(name)) ? engine.names[engine.fold(name)] : null, facet = engine.facets.find((it) => it.key === key);
      if (!facet) continue;
      for (const typed of query.getAll(name).flatMap((it) => it.split(",")).map((it) => it.trim()).filter(Boolean).slice(0, 50)) {
        const values = key === SINCE ? (/^[12]\d{3}$/.test(typed) ? [typed] : []) : engine.resolve(key, typed);
        if (!values.length) problems.push(say(key === SINCE ? STRINGS.badYear : STRINGS.unknownValue, { seen: typed.slice(0, 60), title: facet.title }));
        found.filters[key] = key === SINCE ? values.slice(-1) : [...new Set([...(found.filters[key] ?? []), ...values])];
      }
    }
    const sort = query.get("tri");
    if (sort) {
      found.sort = Object.entries(STRINGS.sortNames).find(([, name]) => name === sort)?.[0] ?? "";
      if (!found.sort) problems.push(say(STRINGS.unknownSort, { seen: sort.slice(0, 60) }));
      if (found.sort === "relevance" && !found.q.trim()) found.sort = "";
    }
    const page = query.get("page");
    if (page) found.page = /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 0;
    if (!found.page) { problems.push(say(STRINGS.unknownPage, { seen: page.slice(0, 60), page: 1 })); found.page = 1; }
    return { found, problems };
  };
  // Returns the territory that an address names, and what is said when it names none, or several.
  const readTerritory = async () => {
    const seen = new URL(location.href).searchParams.get("comme")?.trim().slice(0, 100);
    if (!seen) return { like: null, notes: [] };
    const names = await openNames(), places = await names.resolve(seen), name = seen.replace(/,[^\s,]*$/, "");
    const like = places.length === 1 && places[0].known ? { ...places[0], address: names.write(places[0]) } : null;
    if (like) return { like, notes: [] };
    if (!places.length) return { like, notes: [[say(STRINGS.territory.unknown, { seen: name })]] };
    if (places.length === 1) return { like, notes: [[say(STRINGS.territory.empty, { name: Territory.nameOf(places[0]) })]] };
    const choices = places.slice(0, 8).map((place) => button(Territory.sizeOf(place), () => choose(place, focusChip)));
    return { like, notes: [[say(STRINGS.territory.shared, { seen: name }), ...choices.flatMap((choice) => [" ", choice])]] };
  };
  const focusChip = () => (chips.querySelector("button") ?? field).focus();
  const choose = async (place, focus = null) => {
    state.like = { ...place, address: (await openNames()).write(place) };
    state.sort = "";
    state.page = 1;
    await apply({ focus });
  };

  // ---- one turn: from the state to the page ----
  const fail = () => {
    showWhole();
    notes.replaceChildren(make("p", { className: "notice alert" }, STRINGS.missing));
  };
  const apply = async ({ live = false, entry = "push", problems = [], focus = null } = {}) => {
    const mine = ++turn, stale = () => mine !== turn;
    busy(true);
    if (entry === "push") history.pushState(null, "", writeAddress());
    const slow = setTimeout(() => { if (!stale()) status.textContent = STRINGS.loading; }, 400);
    try {
      const engine = await open();
      if (stale()) return;
      if (isBlank(state)) {
        clearTimeout(slow);
        const held = document.activeElement;
        showWhole();
        showNotes(problems);
        if (focus) focus(); else keepFocus(held);
        await showFilters(engine, engine.sets.every(), stale);
        return;
      }
      const text = state.q.trim(), filtered = Object.values(state.filters).some((values) => values.length);
      const [said, places] = await Promise.all([text ? engine.search(state.q, { live }) : everything(engine), text ? findPlaces(engine, text) : [], filtered || needsColumns() ? engine.loadFacets() : null]);
      if (stale()) return;
      const near = state.like ? (await openNames()).rank(state.like) : null, wider = near && await findWider(near);
      if (stale()) return;
      const answer = near ? { ...said, documents: said.documents.filter((document) => near.ranks.has(document)) } : said;
      const base = engine.sets.of(answer.documents), kept = engine.passing(base, state.filters);
      const found = order(engine, answer.documents.filter((document) => engine.sets.has(kept, document)), near);
      const pages = Math.max(1, Math.ceil(found.length / PAGE));
      if (state.page > pages) {
        problems = [...problems, say(STRINGS.unknownPage, { seen: state.page, page: pages })];
        state.page = pages;
        if (entry !== null) history.replaceState(null, "", writeAddress());
      }
      const shown = found.slice((state.page - 1) * PAGE, state.page * PAGE), cards = await Promise.all(shown.map(engine.findCard));
      if (stale()) return;
      clearTimeout(slow); // what is said now stands, even when the filters come late
      const held = document.activeElement;
      showNotes([...problems, ...places.map(tellPlace), ...(near ? tellNear(near, wider) : [])], answer);
      showResults(engine, answer, found, shown, cards, pages, near);
      if (focus) focus(); else keepFocus(held);
      await showFilters(engine, base, stale, found.length);
      const placed = !found.length && places.length; // the page of the place is the answer
      if (!stale() && !placed && (!found.length || answer.nothing)) await showHelp(engine, answer, base, stale);
    } catch (error) {
      if (!stale()) fail();
    } finally {
      clearTimeout(slow);
      if (!stale() && entry === "replace") history.replaceState(null, "", writeAddress()); // after the list: the browser takes its time
      if (!stale()) busy(false);
    }
  };
  // What had the focus went with the former answer: the same experience takes it, or else the count.
  const keepFocus = (held) => {
    if (held === document.body || (held.isConnected && held.checkVisibility())) return;
    const address = held.getAttribute("href"), same = [...root.querySelectorAll(".found .result a")].find((it) => address && it.getAttribute("href") === address && it.checkVisibility());
    (same ?? status).focus({ preventScroll: true });
  };
  const busy = (on) => column.setAttribute("aria-busy", on);
  const everything = (engine) => ({ documents: Array.from({ length: engine.size }, (_, i) => i), problems: [], corrections: new Map(), lacking: new Map(), clauses: [], suggestion: "" });
  const needsColumns = () => ["newest", "start"].includes(state.sort);
  const order = (engine, documents, near) => {
    const sort = state.sort || usualSort();
    if (sort === "relevance") return documents;
    if (sort === "nearest") return [...documents].sort((a, b) => near.ranks.get(a).rank - near.ranks.get(b).rank);
    const byTitle = [...documents].sort((a, b) => a - b);
    if (sort === "title") return byTitle;
    const years = sort === "newest" ? engine.newest() : engine.started();
    return byTitle.sort((a, b) => years[b] - years[a] || a - b);
  };

  // A commune with few peers in the base has its EPCI.
  const FEW = 4;
  const findWider = async (near) => (near.ranks.size - near.own < FEW && state.like.epci !== null ? (await openNames()).findBody(state.like).catch(() => null) : null);
  const tellNear = (near, wider) => {
    const lines = [];
    if (!state.like.population) lines.push(STRINGS.territory.unmeasured);
    if (near.own) lines.push(say(STRINGS.territory.home, { name: Territory.nameOf(state.like), count: near.own }));
    if (wider) lines.push([`${STRINGS.territory.few} `, button(Territory.sizeOf(wider), () => choose(wider, focusChip)), "."]);
    return lines;
  };

  // ---- what is said above the list ----
  const button = (text, onclick) => make("button", { type: "button", className: "ask", onclick }, text);
  const ask = (text, query) => button(text, () => { field.value = state.q = query; state.page = 1; apply(); field.focus(); });
  const showNotes = (problems, answer = { problems: [], corrections: new Map(), suggestion: "" }) => {
    const lines = [...problems, ...(answer.problems ?? []).map((it) => it.message + (it.suggestions.length ? ` ${STRINGS.meant} ${it.suggestions.map((label) => `«\u00a0${label}\u00a0»`).join(", ")}\u202f?` : ""))].map((line) => make("p", {}, ...[line].flat()));
    for (const [typed, used] of answer.corrections) lines.push(make("p", {}, say(STRINGS.corrected, { typed, used })));
    if (answer.suggestion) lines.push(make("p", {}, `${STRINGS.meant} `, ask(answer.suggestion, answer.suggestion), " ?"));
    notes.replaceChildren(...(lines.length ? [make("div", { className: "notice" }, ...lines)] : []));
  };
  const announce = (text) => {
    if (status.textContent !== text) status.textContent = text;
    status.dataset.q = state.q.trim(); // said on paper
  };
  const active = (engine) => engine.facets.flatMap((facet) => (state.filters[facet.key] ?? []).map((value) => ({ facet, value })));
  const labelOf = (facet, value) => (facet.key === SINCE ? say(STRINGS.since, { year: value }) : (facet.values.find(([it]) => it === value) ?? [value, value])[1]);
  const nameOf = ({ facet, value }) => say(STRINGS.filterName, { title: facet.title, label: labelOf(facet, value) });
  const toggle = (key, value, on) => {
    const values = (state.filters[key] ?? []).filter((it) => it !== value);
    state.filters[key] = key === SINCE ? (on ? [value] : []) : on ? [...values, value] : values;
    state.page = 1;
  };
  const makeChip = (name, drop) => {
    const onclick = () => { drop(); apply({ focus: focusChip }); }, chip = make("button", { type: "button", className: "chip", onclick }, `${name} ✕`);
    chip.setAttribute("aria-label", say(STRINGS.remove, { name }));
    return chip;
  };
  const dropTerritory = () => { state.like = null; state.page = 1; };
  const nameTerritory = () => Territory.tellPeers(state.like);
  const showChips = (engine) => {
    const actives = active(engine), made = actives.map((it) => makeChip(nameOf(it), () => toggle(it.facet.key, it.value, false)));
    if (state.like) made.unshift(makeChip(nameTerritory(), dropTerritory));
    chips.hidden = !made.length;
    chips.replaceChildren(...made, ...(made.length ? [button(STRINGS.clear, () => { state = { ...blank(), q: state.q }; apply({ focus: () => field.focus() }); })] : []));
    drawer.textContent = actives.length ? say(STRINGS.drawerActive, { count: actives.length }) : STRINGS.drawer;
  };

  // ---- list ----
  const showWhole = () => {
    list.remove();
    pager.remove();
    help.after(whole);
    help.hidden = chips.hidden = true;
    root.classList.remove("empty");
    chips.replaceChildren();
    drawer.textContent = STRINGS.drawer;
    announce(first.status);
    fillMap(first.map, "");
    showSorts();
  };
  const paint = (node, pieces) => node.replaceChildren(...pieces.map(([text, marked]) => (marked ? make("mark", {}, text) : text)));
  const mould = document.createElement("template");
  const parsed = new Map();
  const parse = (html) => {
    if (!parsed.has(html)) {
      if (parsed.size > 500) parsed.clear();
      mould.innerHTML = html;
      parsed.set(html, mould.content.firstElementChild);
    }
    return parsed.get(html).cloneNode(true);
  };
  const makeItem = (html, number) => {
    const item = parse(html);
    item.querySelector(".where b").textContent = `${number}.`;
    return item;
  };
  const showResults = (engine, answer, found, shown, cards, pages, near) => {
    const start = (state.page - 1) * PAGE + 1, lacking = found.filter((document) => answer.lacking.has(document)).length;
    const items = cards.map((card, i) => dress(engine, answer, shown[i], card, compare(makeItem(card.h, start + i), near?.ranks.get(shown[i]))));
    list.className = "results";
    list.start = start;
    list.replaceChildren(...items);
    whole.remove();
    help.hidden = true;
    help.before(list);
    const values = { count: found.length, total: engine.size, page: state.page, pages };
    const partial = lacking && !answer.nothing, phrase = !found.length ? STRINGS.none : answer.nothing ? STRINGS.near : partial && lacking === found.length ? STRINGS.partlyAll : found.length === engine.size ? STRINGS.all : STRINGS.some;
    announce(say(phrase, values) + (partial && lacking < found.length ? say(STRINGS.partly, { whole: found.length - lacking }) : "") + (pages > 1 ? say(STRINGS.pageOf, values) : ""));
    root.classList.toggle("empty", !found.length);
    showChips(engine);
    showSorts();
    showPager(pages);
    showMap(cards, start);
  };
  // Why a card is here, when territories are compared.
  const compare = (item, likeness) => {
    if (likeness) item.querySelector(".said").before(make("p", { className: "why" }, Territory.tell(likeness)));
    return item;
  };
  const dress = (engine, answer, document, card, item) => {
    if (!answer.clauses?.length) return item;
    const values = engine.valuesIn(answer, document);
    paint(item.querySelector("h3 a"), engine.markText(card.t, values));
    const lacking = answer.lacking.get(document);
    if (lacking) item.querySelector(".state").append(` · ${say(STRINGS.lacking, { words: lacking.join(", ") })}`);
    reading.set(item, async () => paint(item.querySelector(".said"), engine.makeExcerpt(await engine.findTexts(document), values)));
    watcher.observe(item);
    return item;
  };
  // The sentences of a record are fetched when its card comes into sight.
  const reading = new WeakMap();
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      reading.get(target)().catch(() => {});
    }
  }, { rootMargin: "200px" });

  const showPager = (pages) => {
    pager.remove();
    if (pages < 2) return;
    const go = (page) => { state.page = page; apply({ focus: () => { status.scrollIntoView(); list.querySelector("a")?.focus({ preventScroll: true }); } }); };
    const turnTo = (page, text) => make("button", { type: "button", className: "btn plain", onclick: () => go(page), disabled: page < 1 || page > pages }, text);
    const near = [...new Set([1, state.page - 1, state.page, state.page + 1, pages])].filter((page) => page >= 1 && page <= pages);
    const numbers = near.map((page) => {
      const made = turnTo(page, String(page));
      made.setAttribute("aria-label", say(STRINGS.page, { page }));
      if (page === state.page) made.setAttribute("aria-current", "page");
      return made;
    });
    pager.className = "pager";
    pager.setAttribute("aria-label", STRINGS.pages);
    pager.replaceChildren(turnTo(state.page - 1, STRINGS.previous), ...numbers, turnTo(state.page + 1, STRINGS.next));
    list.after(pager);
  };
  const showSorts = () => {
    const wanted = [state.like ? "nearest" : "", isBlank(state) ? "theme" : state.q.trim() ? "relevance" : "", "title", "newest", "start"].filter(Boolean);
    if ([...sorts.options].map((it) => it.value).join() !== wanted.join()) {
      sorts.replaceChildren(...wanted.map((sort) => make("option", { value: sort }, STRINGS.sorts[sort])));
    }
    sorts.value = state.sort || (isBlank(state) ? "theme" : usualSort());
  };

  // ---- map ----
  const fillMap = (marks, said) => {
    drawing.querySelectorAll("a").forEach((it) => it.remove());
    drawing.append(...marks);
    outside.textContent = said;
    spreadTags();
  };
  const showMap = (cards, start) => {
    const marks = [], missing = [];
    cards.forEach((card, i) => {
      if (!card.m) return missing.push(start + i);
      const mark = parse(`<svg>${card.m}</svg>`).firstElementChild;
      mark.querySelector(".no").textContent = start + i;
      marks.push(mark);
    });
    fillMap(marks, missing.length ? say(STRINGS.outside, { numbers: missing.join(", ") }) : "");
  };
  // Where a disc or a square stands, and half its size; nothing of the round half of a mark, which its square half stands for.
  const locate = (shape) => {
    if (shape.matches("circle")) return ["cx", "cy", "r"].map((name) => Number(shape.getAttribute(name)));
    const [, x, y, across, down] = /^M(-?[\d.]+) (-?[\d.]+)h(-?[\d.]+)v([\d.]+)/.exec(shape.getAttribute("d"))?.map(Number) ?? [];
    return down && [x + across / 2, y + down / 2, down / 2];
  };
  // Numbers that would cover one another, or a mark, move around their place, and out, until they stand free.
  const spreadTags = () => {
    const taken = [...drawing.querySelectorAll("a .f")].map(locate).filter(Boolean);
    for (const mark of drawing.querySelectorAll("a")) {
      const tag = mark.querySelector(".tag"), text = mark.querySelector(".no");
      if (!tag) continue;
      tag.dataset.at ??= `${tag.getAttribute("cx")} ${tag.getAttribute("cy")} ${text.getAttribute("y")}`;
      const [x, y, line] = tag.dataset.at.split(" ").map(Number), r = Number(tag.getAttribute("r"));
      const [cx, cy] = findRoom(x, y, r, taken);
      taken.push([cx, cy, r]);
      mark.querySelector(".tie")?.remove();
      const shapes = [...mark.querySelectorAll(".f")], town = shapes.map(locate).find(Boolean);
      if (town && Math.hypot(cx - x, cy - y) > r) {
        const lead = document.createElementNS(drawing.namespaceURI, "path");
        lead.setAttribute("class", "tie");
        lead.setAttribute("stroke-width", r / 9);
        lead.setAttribute("d", `M${cx} ${cy}L${town[0]} ${town[1]}`);
        shapes[0].before(lead);
      }
      tag.setAttribute("cx", cx);
      tag.setAttribute("cy", cy);
      text.setAttribute("x", cx);
      text.setAttribute("y", cy + line - y);
    }
  };
  const findRoom = (x, y, r, taken) => {
    for (let ring = 0; ring < 9; ring++) {
      for (let step = 0; step < Math.max(1, ring * 8); step++) {
        const angle = (step * Math.PI) / (ring * 4 || 1), at = [x + ring * 1.1 * r * Math.cos(angle), y + ring * 1.1 * r * Math.sin(angle)];
        if (taken.every((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) > 1.05 * (r + other[2]))) return at;
      }
    }
    return [x, y];
  };
  // What is pointed at in the list is shown on the map, and the other way round.
  const point = (from, to, event, on) => {
    const link = event.target.closest?.(from)?.querySelector("a[href]") ?? event.target.closest?.("a[href]");
    if (!link) return;
    for (const other of root.querySelectorAll(to)) {
      const same = (other.matches("a") ? other : other.querySelector("a[href]")).getAttribute("href") === link.getAttribute("href");
      other.classList.toggle("on", on && same);
      if (on && same && other.matches("svg a")) other.parentNode.append(other);
    }
  };
  for (const [kind, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
    column.addEventListener(kind, (event) => point(".result", "#map svg > a", event, on));
    map.addEventListener(kind, (event) => { if (kind.startsWith("pointer")) point("a", ".result", event, on); });
  }

  // ---- filters ----
  const opened = new Set();
  const showFilters = async (engine, base, stale, count) => {
    await engine.loadFacets();
    if (stale()) return;
    redraw = (fold) => showFacet(engine, base, fold);
    for (const fold of folds) if (fold.open || state.filters[fold.dataset.key]?.length) redraw(fold); else empty(fold);
    $("close").textContent = say(STRINGS.see, { count: count ?? engine.size });
  };
  // A filter that is closed holds nothing: the page stays light.
  let redraw = null;
  const empty = (fold) => [...fold.children].slice(1).forEach((it) => it.remove());
  for (const fold of folds) {
    fold.addEventListener("toggle", async () => {
      if (!fold.open) return;
      if (redraw) redraw(fold); else await apply({ entry: null });
    });
  }
  const showFacet = (engine, base, fold) => {
    const facet = engine.facets.find((it) => it.key === fold.dataset.key), chosen = state.filters[facet.key] ?? [], single = facet.key === SINCE;
    const counts = engine.countFacet(base, state.filters, facet);
    const choices = single ? listYears(fold, facet, chosen, base, engine) : rankChoices(facet, chosen, counts);
    const hidden = single || opened.has(facet.key) ? 0 : Math.max(0, choices.length - Math.max(FIRST, chosen.length));
    const shown = choices.slice(0, choices.length - hidden), labels = new Map([...fold.querySelectorAll("label")].map((it) => [it.firstElementChild.value, it]));
    fold.hidden = !choices.length;
    const rows = shown.map(({ value, label, count }) => {
      const row = labels.get(value) ?? makeChoice(fold, value, label, single);
      row.firstElementChild.checked = single && value === "" ? !chosen.length : chosen.includes(value);
      row.lastElementChild.textContent = count;
      return row;
    });
    const more = fold.querySelector(".more") ?? make("button", { type: "button", className: "more" });
    more.textContent = opened.has(facet.key) ? STRINGS.less : say(STRINGS.more, { count: hidden });
    more.setAttribute("aria-expanded", opened.has(facet.key));
    const wanted = [...rows, ...(hidden || opened.has(facet.key) ? [more] : [])], here = [...fold.children].slice(1);
    if (wanted.length !== here.length || wanted.some((it, i) => it !== here[i])) {
      const focused = document.activeElement;
      here.filter((it) => !wanted.includes(it)).forEach((it) => it.remove());
      wanted.forEach((it, i) => { if (fold.children[i + 1] !== it) fold.insertBefore(it, fold.children[i + 1] ?? null); });
      if (fold.contains(focused) && document.activeElement !== focused) focused.focus({ preventScroll: true });
    }
    if (chosen.length) fold.open = true;
  };
  const makeChoice = (fold, value, label, single) => make("label", {}, make("input", { type: single ? "radio" : "checkbox", name: fold.dataset.name, value }), make("span", {}, label), make("b"));
  // Chosen values first, then the fullest; a value that a click would leave empty is not offered.
  const rankChoices = (facet, chosen, counts) => {
    const choices = facet.values.map(([value, label]) => ({ value, label, count: counts.get(value), on: chosen.includes(value) }));
    return choices.filter((it) => it.on || it.count).sort((a, b) => b.on - a.on || b.count - a.count || a.label.localeCompare(b.label, "fr"));
  };
  const listYears = (fold, facet, chosen, base, engine) => {
    const years = [...new Set([...fold.dataset.years.split(",").filter(Boolean), ...chosen])].sort().reverse();
    const all = engine.sets.count(engine.passing(base, state.filters, SINCE));
    return [{ value: "", label: STRINGS.anyYear, count: all }, ...years.map((year) => ({ value: year, label: year, count: engine.countSince(base, state.filters, Number(year)) }))];
  };

  // ---- nothing found ----
  const showHelp = async (engine, answer, base, stale) => {
    const parts = [make("h2", {}, STRINGS.helpTitle)], escapes = [];
    const offer = (text, count, then) => { if (count) escapes.push(make("li", {}, make("button", { type: "button", className: "ask", onclick: then }, say(STRINGS.counted, { text, count })))); };
    if (state.like) escapes.push(make("li", {}, button(say(STRINGS.without, { name: nameTerritory() }), () => { dropTerritory(); apply(); })));
    const actives = answer.documents.length && !engine.sets.count(engine.passing(base, state.filters)) ? active(engine) : [];
    for (const it of actives.length > 1 ? actives : []) {
      const without = { ...state.filters, [it.facet.key]: state.filters[it.facet.key].filter((value) => value !== it.value) };
      offer(say(STRINGS.without, { name: nameOf(it) }), engine.sets.count(engine.passing(base, without)), () => { toggle(it.facet.key, it.value, false); apply(); });
    }
    if (actives.length) offer(STRINGS.withoutAny, answer.documents.length, () => { state = { ...blank(), q: state.q, like: state.like }; apply(); });
    if (escapes.length) parts.push(make("ul", {}, ...escapes));
    if (state.q.trim() && answer.nothing) {
      const [words, near] = await Promise.all([engine.findNearWords(state.q), engine.search(state.q, { near: true })]);
      if (words.length) parts.push(make("p", {}, `${STRINGS.nearWords} `, ...words.flatMap((word, i) => [i ? ", " : "", ask(word, word)])));
      const cards = answer.documents.length ? [] : await Promise.all(near.documents.slice(0, 3).map(engine.findCard));
      if (cards.length) {
        const items = cards.map((card, i) => dress(engine, near, near.documents[i], card, makeItem(card.h, i + 1)));
        parts.push(make("h2", {}, STRINGS.neighbours), make("ol", { className: "results" }, ...items));
      }
    }
    const links = ["crossing", "browse", "contribute"].map((name, i) => make("li", {}, make("a", { href: root.dataset[name] }, STRINGS.invite[i])));
    if (stale()) return;
    help.replaceChildren(...parts, make("ul", {}, ...links));
    help.hidden = false;
  };

  // ---- hands ----
  const type = () => {
    state.q = field.value;
    state.page = 1;
    if (state.sort === "relevance" && !state.q.trim()) state.sort = "";
    apply({ live: true, entry: typing ? "replace" : "push" });
    typing = true;
  };
  const settle = () => { typing = false; state.q = field.value; state.page = 1; apply({ entry: "replace" }); };
  field.addEventListener("focus", () => open().catch(() => {}), { once: true });
  field.addEventListener("input", type);
  field.addEventListener("blur", () => { typing = false; });
  field.form.addEventListener("submit", (event) => { event.preventDefault(); settle(); });
  filters.addEventListener("pointerenter", () => open().then((engine) => engine.loadFacets()).catch(() => {}), { once: true });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", ({ target }) => {
    toggle(target.closest("details").dataset.key, target.value, target.checked && target.value !== "");
    apply();
  });
  filters.addEventListener("click", async ({ target }) => {
    if (!target.matches(".more")) return;
    const fold = target.closest("details"), key = fold.dataset.key;
    if (!opened.delete(key)) opened.add(key);
    const before = fold.querySelectorAll("label").length;
    await apply({ entry: null });
    if (opened.has(key)) fold.querySelectorAll("input")[before]?.focus();
  });
  sorts.addEventListener("change", () => { state.sort = ["theme", "nearest"].includes(sorts.value) || (sorts.value === "relevance" && !state.like) ? "" : sorts.value; state.page = 1; apply(); });

  const openDrawer = (on) => {
    filters.classList.toggle("shown", on);
    drawer.setAttribute("aria-expanded", on);
    (on ? filters.querySelector("summary") : drawer).focus();
  };
  drawer.addEventListener("click", () => openDrawer(!filters.classList.contains("shown")));
  $("close").addEventListener("click", () => { openDrawer(false); status.scrollIntoView(); });

  const listLinks = () => [...root.querySelectorAll(".found .result h3 a")].filter((link) => link.offsetParent);
  const move = (from, by) => {
    const every = listLinks(), place = from === field ? -1 : every.indexOf(from);
    if (from !== field && place < 0) return false;
    const to = place + by;
    (to < 0 ? field : every[Math.min(to, every.length - 1)] ?? field).focus();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (key === "/" && !target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (key === "Escape") {
      if (target === field && field.value) { event.preventDefault(); field.value = ""; type(); }
      else if (filters.contains(target) && filters.classList.contains("shown")) openDrawer(false);
      else if (target.matches(".result a")) field.focus();
    } else if ((key === "ArrowDown" || key === "ArrowUp") && (target === field ? key === "ArrowDown" : target.matches(".result h3 a"))) {
      if (move(target, key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });

  const follow = async () => {
    if (!location.search && isBlank(state)) return;
    busy(true);
    try {
      const engine = await open(), { found, problems } = readAddress(engine), { like, notes: about } = await readTerritory();
      state = { ...found, like };
      problems.push(...about);
      typing = false;
      field.value = state.q;
      await apply({ entry: null, problems });
    } catch {
      fail();
      busy(false);
    }
  };
  addEventListener("popstate", follow);
  for (const part of root.querySelectorAll(".controls")) part.hidden = false;
  Territory.attach(picker, openNames, choose);
  whole.querySelector(".anchors").hidden = true;
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  showSorts();
  spreadTags();
  document.querySelector("main noscript").remove(); // it works: keep.js has nothing to say
  follow();
})();
