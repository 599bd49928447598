// Territories comparable to one's own: the sums of kb/search/comparable.py, on the files that kb/search/directory.py writes. French and
// numbers come with the files. `Likeness.open(loadName, loadRecords)` takes two functions that fetch a chunk by name.
const Likeness = (() => {
  "use strict";
  const MOST_FILES = 3, LIGATURES = { œ: "oe", Œ: "oe", æ: "ae", Æ: "ae", ß: "ss", "’": " ", "&": " et " };

  // ---- how names are read (kb/reference/placename.py) ----
  const fold = (text) => text.replace(/[œŒæÆß’&]/g, (it) => LIGATURES[it]).normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, " ").trim().replace(/\b(s)(te?)\b(?= )/g, "$1ain$2");
  const makeReader = (tables) => {
    const article = new RegExp(`^(?:${tables.articles}) (?=.)`), link = new RegExp(`^(?:${tables.links}) `), small = new RegExp(`\\b(?:${tables.small})\\b`, "g");
    const bare = (folded) => folded.replace(small, " ").split(" ").filter(Boolean).join(" ");
    const wholeKey = (text) => fold(text).replace(article, "");
    const readName = (text) => {
      const folded = fold(text.replace(/\([^)]*\)/g, " "));
      for (const [prefix, level] of tables.prefixes) {
        const rest = folded.startsWith(`${prefix} `) ? folded.slice(prefix.length + 1) : "";
        if (bare(rest)) return { core: bare(rest), level, rest: rest.replace(link, "").replace(article, "") };
      }
      return { core: bare(folded) || folded, level: "", rest: folded };
    };
    return { wholeKey, readName };
  };

  // ---- territories ----
  const density = (place) => (place.population && place.area ? place.population / place.area : 0);
  const makeBody = ([name, code, level, nature, population, area, departments], names) => ({
    name, code, level, nature, population, area, where: departments.split(",").map((it) => names[it] ?? it).join(", "), epci: null,
    known: true, // one whose population nobody wrote down is compared with those of its kind
  });
  const readFile = ([columns, others], tables, wholeKey) => {
    const [names, codes, populations, areas, bodies] = columns.length ? columns.map((it) => it.split("|")) : [[], [], [], [], []];
    const communes = names.map((name, i) => {
      const department = /^9[78]/.test(codes[i]) ? codes[i].slice(0, 3) : codes[i].slice(0, 2);
      return {
        key: wholeKey(name), name, code: codes[i], level: tables.commune[0], nature: tables.commune[1], population: Number(populations[i]),
        area: Number(areas[i]), where: tables.departments[department] ?? department, epci: bodies[i] === "" ? null : Number(bodies[i]), known: Number(populations[i]) > 0,
      };
    });
    return [...communes, ...others.map(([key, ...row]) => ({ key, ...makeBody(row, tables.departments) }))];
  };

  const open = async (loadName, loadRecords) => {
    const [tables, base] = await Promise.all([loadName("names"), loadRecords("kin")]), starts = tables.starts.split(","), { numbers } = base;
    const { wholeKey, readName } = makeReader(tables), files = new Map();
    const places = base.places.map(([code, name, family, nature, population, area]) => ({ code, name, family, nature, population, area }));
    const load = (number) => {
      if (!files.has(number)) {
        const read = loadName(`n${number}`).then((content) => readFile(content, tables, wholeKey));
        files.set(number, read);
        read.catch(() => files.delete(number));
      }
      return files.get(number);
    };
    const findFile = (key) => {
      let low = 0, high = starts.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= key) low = middle; else high = middle;
      }
      return low;
    };

    // Returns the territories whose name starts so, the exact ones first, then the most peopled; `more` when too many names start so.
    const find = async (typed) => {
      const asked = readName(typed), commune = tables.commune[0], wanted = [{ key: wholeKey(typed), fits: () => true }], found = new Map();
      if (asked.level === commune) wanted.push({ key: asked.rest, fits: (it) => it.level === commune });
      else wanted.push({ key: asked.core, fits: (it) => it.level !== commune && (!asked.level || it.level === asked.level) });
      let more = false;
      for (const { key, fits } of wanted.filter((it) => it.key)) {
        const first = findFile(key), last = findFile(`${key}\uffff`), wide = last - first >= MOST_FILES;
        more ||= wide;
        const read = await Promise.all(Array.from({ length: wide ? 1 : last - first + 1 }, (_, i) => load(first + i)));
        for (const it of read.flat()) {
          const exact = it.key === key;
          if (fits(it) && (exact || (!wide && it.key.startsWith(key))) && !(found.get(it.code)?.exact)) found.set(it.code, { ...it, exact });
        }
      }
      const list = [...found.values()].sort((a, b) => b.exact - a.exact || b.population - a.population || (a.code < b.code ? -1 : 1));
      return { list, more };
    };
    // Returns the EPCI of a commune, null when it has none.
    const findBody = async (place) => {
      if (place.epci === null) return null;
      const shelf = await loadName(`e${Math.floor(place.epci / tables.shelf)}`);
      return makeBody(shelf[place.epci % tables.shelf], tables.departments);
    };
    // The territory that an address names, `name` or `name,code`.
    const write = (place) => `${wholeKey(place.name).replaceAll(" ", "-")},${place.code}`;
    const resolve = async (text) => {
      const [, name, code] = text.match(/^(.*?)(?:,([^\s,]+))?$/), exact = (await find(name)).list.filter((it) => it.exact);
      return code ? exact.filter((it) => it.code === code) : exact;
    };

    // ---- the sums (kb/search/comparable.py) ----
    const ratio = (one, other) => (one && other ? Math.max(one, other) / Math.min(one, other) : Infinity);
    const familyOf = ({ level, nature }) => (numbers.JOINED.includes(nature) ? numbers.EPCI : level === numbers.GROUPING ? nature : level);
    const compare = (one, other, side) => {
      const same = one.nature === other.nature, gap = ratio(one.population, other.population), spread = ratio(density(one), density(other));
      if (!one.population && one.level === numbers.GROUPING) return same ? { place: other, side, gap, kind: true, value: numbers.SAME_KIND } : null;
      if (familyOf(one) !== other.family || gap > numbers.COMPARABLE || spread > numbers.FAR_DENSITY) return null;
      const twin = gap <= numbers.TWIN, dense = spread <= numbers.COMPARABLE;
      return { place: other, side, gap, twin, dense, value: (twin ? 1 : numbers.FAR_SIZE) * (dense ? 1 : numbers.OTHER_DENSITY) * (same ? 1 : numbers.OTHER_NATURE) };
    };
    // Returns the territory's own records, then the comparable ones, the closest first, a few of each comparable territory.
    const rank = (territory) => {
      const own = base.homes[territory.code] ?? [], pairs = [], ranks = new Map(), shares = new Map();
      for (const document of own) ranks.set(document, { document, place: territory, own: true, value: 1 });
      base.held.forEach((held, document) => {
        if (!ranks.has(document)) for (const [it, side] of held) { const found = compare(territory, places[it], side); if (found) pairs.push({ document, ...found }); }
      });
      const between = (a, b) => (a === b ? 0 : a - b); // infinite gaps are equal
      pairs.sort((a, b) => b.value - a.value || between(a.gap, b.gap) || a.document - b.document);
      for (const pair of pairs) {
        const share = shares.get(pair.place.code) ?? 0;
        if (ranks.has(pair.document) || share >= numbers.MOST_CASES) continue;
        shares.set(pair.place.code, share + 1);
        ranks.set(pair.document, pair);
      }
      [...ranks.values()].forEach((it, i) => { it.rank = i; });
      return { ranks, own: own.length };
    };
    return { find, findBody, write, resolve, rank };
  };
  return { open };
})();
