// The search of the browser: the sums of kb/search, on the index that kb/search/browser.py writes. French, numbers and names come
// with the index; nothing here names a term. `Search.open(load)` takes a function that fetches a chunk by name, and gives an engine.
const Search = (() => {
  "use strict";

  // ---- reading the index (kb/search/chunk.py) ----
  const PLAIN = 63, CONTINUED = 30;
  const reader = (text) => {
    let place = 0;
    const next = () => {
      for (let high = 0; ;) {
        let digit = text.charCodeAt(place++) - 32;
        if (digit > 60) digit--;
        if (digit > 2) digit--;
        if (digit < PLAIN) return high * PLAIN + digit;
        high = high * CONTINUED + digit - PLAIN;
      }
    };
    return { next, more: () => place < text.length };
  };
  const readNumbers = (text) => { const numbers = [], from = reader(text); while (from.more()) numbers.push(from.next()); return numbers; };
  const readLists = ([keys, gaps, heavy], quantum, found) => {
    const places = reader(gaps), weights = reader(heavy);
    for (const key of keys.split(",")) {
      const length = places.next(), documents = new Array(length), held = heavy ? new Array(length) : null;
      for (let i = 0, before = -1; i < length; i++) {
        documents[i] = before = before + 1 + places.next();
        if (held) held[i] = weights.next() * quantum;
      }
      found.set(key, { documents, weights: held });
    }
  };

  // ---- one French analysis (kb/search/analysis.py) ----
  const APOSTROPHES = "'’ʼ‘´`′";
  const TOKEN = new RegExp("\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?|(?:[\\p{L}\\p{Nl}\\p{No}]\\.){2,}"
    + `|[\\p{L}\\p{Nl}\\p{No}][\\p{L}\\p{N}]*(?:[${APOSTROPHES}][\\p{L}\\p{N}]+)*|€`, "gu");
  const fold = (text) => text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss")
    .replace(new RegExp(`[${APOSTROPHES}]`, "g"), "'").normalize("NFKD").replace(/\p{M}/gu, "");

  const makeAnalysis = (tables, numbers) => {
    const elisions = new Set(tables.elisions), small = new Set(tables.small), stems = new Map(), words = new Map();
    const own = (table, word) => (Object.hasOwn(table, word) ? table[word] : undefined);

    const stem = (word) => {
      if (!stems.has(word)) stems.set(word, makeStem(word));
      return stems.get(word);
    };
    const makeStem = (word) => {
      const exception = own(tables.exceptions, word);
      if (exception !== undefined) return exception;
      if (word.length < numbers.SHORTEST_STEMMED || !/^[a-z]+$/.test(word)) return word;
      for (const step of tables.endings) {
        const fit = step.find(([ending, , before]) => word.endsWith(ending) && word.length - ending.length >= before);
        if (fit) word = word.slice(0, word.length - fit[0].length) + fit[1];
      }
      return word;
    };
    const apostrophe = (text) => { for (let i = 0; i < text.length; i++) if (APOSTROPHES.includes(text[i])) return i; return -1; };
    const readWord = (raw) => {
      if (!words.has(raw)) words.set(raw, cutWord(raw));
      return words.get(raw);
    };
    const cutWord = (raw) => {
      if (/^\d/.test(raw)) return [raw.replace(/[ \u00a0\u202f]/g, "").replace(",", ".").slice(0, numbers.LONGEST_WORD), 0];
      if (raw.endsWith(".")) return [fold(raw.replaceAll(".", "")), 0];
      if (own(tables.words, raw)) return [tables.words[raw], 0];
      let cut = 0, rest = raw, place;
      while ((place = apostrophe(rest)) > 0 && elisions.has(fold(rest.slice(0, place)))) {
        cut += place + 1;
        rest = rest.slice(place + 1);
      }
      const word = fold(rest).replace(/[^a-z0-9]/g, "").slice(0, numbers.LONGEST_WORD);
      return [own(tables.words, word) ?? word, cut];
    };
    const tokenize = (text) => {
      const found = [];
      for (const match of text.normalize("NFC").matchAll(TOKEN)) {
        const [word, cut] = readWord(match[0]);
        if (word) found.push({ word, start: match.index + cut, end: match.index + match[0].length });
      }
      return found;
    };
    const isIndexed = (word) => !small.has(word) && (word.length > 1 || /^\d+$/.test(word));
    const readStems = (text) => tokenize(text).filter(({ word }) => isIndexed(word)).map((token) => ({ ...token, text: stem(token.word) }));
    const analyse = (text) => readStems(text).map((found) => found.text);
    const joined = (first, second) => analyse(first + second)[0] ?? "";
    const compounds = (text, found) => {
      const pairs = [];
      for (let i = 0; i + 1 < found.length; i++) {
        const [first, second] = [found[i], found[i + 1]];
        if (second.start === first.end + 1 && "-‐‑".includes(text[first.end])) pairs.push([i, joined(first.word, second.word)]);
      }
      return pairs;
    };
    return { stem, tokenize, isIndexed, readStems, analyse, joined, compounds };
  };

  // ---- concepts (kb/search/expansion.py) ----
  const makeExpander = (concepts, equivalent) => {
    const forms = new Map(), longest = [new Map(), new Map()];
    const add = (form, concept, weight) => {
      if (!forms.has(form)) forms.set(form, []);
      forms.get(form).push([concept, Number(weight)]);
      const stems = form.split(" ");
      for (const map of concept.startsWith(equivalent) ? longest : longest.slice(0, 1)) {
        map.set(stems[0], Math.max(stems.length, map.get(stems[0]) ?? 0));
      }
    };
    for (const [concept, byWeight] of Object.entries(concepts)) {
      for (const [weight, names] of Object.entries(byWeight)) for (const form of names.split(",")) add(form, concept, weight);
    }
    // Words of every day: a name, then the words it may mean, by weight.
    const learn = (lines) => {
      for (const [form, ...cells] of lines.split("\n").map((line) => line.split("\t"))) {
        for (const [weight, ...words] of cells.map((cell) => cell.split(" "))) for (const word of words) add(form, word, weight);
      }
    };
    const spot = (stems, only = "") => {
      const found = [], lengths = longest[only ? 1 : 0];
      stems.forEach((first, start) => {
        for (let end = start + 1; end <= Math.min(start + (lengths.get(first) ?? 0), stems.length); end++) {
          for (const [concept, weight] of forms.get(stems.slice(start, end).join(" ")) ?? []) {
            if (concept.startsWith(only)) found.push({ start, end, concept, weight });
          }
        }
      });
      return found;
    };
    return { spot, learn, meanings: (form) => forms.get(form) ?? [] };
  };

  // ---- requests (kb/search/request.py) ----
  const CONTROLS = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]/g;
  const ITEM = /(?<minus>(?<!\S)[-−](?=[\p{L}\p{N}]|"))?(?:(?<name>[\p{L}\p{Nl}\p{No}]{2,20})(?<colon>\s{0,2}:\s{0,2}))?(?<value>"[^"]*"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|[^\s"]+)/gu;

  const makeReader = (tables, numbers, analysis) => {
    const light = new Set(tables.light), scene = new Set(tables.scene), fatal = new Set(tables.fatal);
    const read = (typed) => {
      const request = { text: "", words: [], directions: new Map(), hints: new Set(), failure: "", phrases: [], excluded: [], filters: [], problems: [] };
      request.report = (kind, seen = "", filter = "", suggestions = []) => {
        const problem = { kind, seen: seen.slice(0, 60), filter, suggestions, fatal: fatal.has(kind) };
        problem.message = tables.problems[kind].replace(/\{(\w+)\}/g, (_, key) => ({ ...problem, limit: numbers.MAX_WORDS })[key]);
        if (!request.problems.some((other) => other.message === problem.message)) request.problems.push(problem);
      };
      for (const item of readSaid(clean(typed, request), request).matchAll(ITEM)) readItem(item.groups, request);
      if (request.words.length > numbers.MAX_WORDS) {
        request.report("too-long");
        request.words.length = numbers.MAX_WORDS;
      }
      checkWhole(request);
      return request;
    };
    const clean = (typed, request) => {
      if (typed.length > numbers.MAX_CHARACTERS) request.report("too-long");
      let shown = typed.slice(0, numbers.MAX_CHARACTERS * 2).replace(CONTROLS, " ").normalize("NFC").slice(0, numbers.MAX_CHARACTERS)
        .replace(/[«»“”„‟＂]/g, '"');
      request.text = shown.split(/\s+/).filter(Boolean).join(" ");
      if ((shown.split('"').length - 1) % 2) {
        request.report("open-quote");
        const place = shown.lastIndexOf('"');
        shown = `${shown.slice(0, place)} ${shown.slice(place + 1)}`;
      }
      return shown;
    };
    // Directions told (« de la campagne vers la ville ») are noted and taken out; those hinted at, and failures, are only noted.
    const patterns = (list) => list.map(([concept, pattern]) => [concept, new RegExp(pattern, "gi")]);
    const said = patterns(tables.said), hinted = patterns(tables.hinted), failed = new RegExp(tables.failed, "i");
    const readSaid = (text, request) => {
      for (const [concept, pattern] of said) {
        for (const found of text.matchAll(pattern)) if (!request.directions.has(concept)) request.directions.set(concept, found[0]);
        text = text.replace(pattern, " ");
      }
      for (const [concept, pattern] of hinted) if (text.search(pattern) >= 0) request.hints.add(concept);
      request.failure = text.match(failed)?.[0] ?? "";
      return text;
    };
    const readItem = ({ minus, name, colon, value }, request) => {
      const key = name && Object.hasOwn(tables.filters, fold(name)) ? tables.filters[fold(name)] : null;
      const bare = value.replace(/^"+|"+$/g, "").trim();
      if (key && bare) return request.filters.push({ key, name, value: bare, excluded: Boolean(minus) });
      if (name) {
        if (colon === ":" && !value.startsWith("/")) request.report("unknown-filter", name);
        readWords(name, minus, request);
      }
      readWords(value, minus, request);
    };
    const readWords = (value, minus, request) => {
      const words = findWords(value);
      if (minus) {
        if (words.length) request.excluded.push(words.map((word) => word.stem));
        return;
      }
      if (value.startsWith('"') && words.length > 1) request.phrases.push(words.map((word) => word.stem));
      request.words.push(...words);
    };
    const findWords = (text) => analysis.readStems(text)
      .map((found) => ({ text: found.word, stem: found.text, typed: text.normalize("NFC").slice(found.start, found.end), light: light.has(found.word), scene: scene.has(found.word) }));
    const checkWhole = (request) => {
      if (request.words.length || request.filters.length || request.directions.size) return;
      if (request.excluded.length) return request.report("only-excluded");
      const tokens = analysis.tokenize(request.text);
      if (!tokens.length) request.report("empty");
      else if (tokens.every(({ word }) => word.length === 1)) request.report("too-short", request.text);
      else if (!tokens.some(({ word }) => analysis.isIndexed(word))) request.report("only-small-words", request.text);
    };
    return read;
  };

  // ---- slips of the keyboard (kb/search/typo.py) ----
  const tolerance = (word) => (!/^[a-z]+$/.test(word) || word.length < 4 ? 0 : word.length < 9 ? 1 : 2);
  const measure = (first, second, limit) => {
    let before = [], row = Array.from({ length: second.length + 1 }, (_, i) => i);
    for (let i = 1; i <= first.length; i++) {
      const following = [i];
      let least = i;
      for (let j = 1; j <= second.length; j++) {
        let cost = Math.min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (first[i - 1] === second[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        following.push(cost);
        least = Math.min(least, cost);
      }
      if (least > limit) return limit + 1;
      [before, row] = [row, following];
    }
    return Math.min(row[second.length], limit + 1);
  };
  const letters = (word) => { let bits = 0; for (const letter of word) bits |= 1 << (letter.charCodeAt(0) - 97); return bits; };
  const countBits = (bits) => { let count = 0; for (bits >>>= 0; bits; bits &= bits - 1) count++; return count; };
  const startsAlike = (word, other) => word[0] === other[0] || (word.length > 5 && word[0] === other[1]);
  const findNear = (word, known, most, limit = tolerance(word)) => {
    if (!limit) return [];
    const mask = letters(word), found = [];
    for (const entry of known) {
      if (Math.abs(entry.word.length - word.length) > limit || entry.word.length < 3 || !entry.plain || !startsAlike(word, entry.word)) continue;
      if (countBits(mask ^ entry.letters) > 2 * limit) continue;
      const distance = measure(word, entry.word, limit);
      if (distance <= limit) found.push({ ...entry, distance });
    }
    const far = (near) => (near.word[0] === word[0] ? 0 : 1);
    found.sort((a, b) => a.distance - b.distance || far(a) - far(b) || b.count - a.count || (a.word < b.word ? -1 : 1));
    return found.filter((near) => near.distance === found[0].distance).slice(0, most);
  };

  // ---- the sentence that matched (kb/search/excerpt.py) ----
  const SENTENCE_EDGE = /(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-ÞŒ«“"\d])/g;
  const makeMarker = (analysis, expander, numbers) => {
    const findSpans = (text, wanted) => {
      const stems = analysis.readStems(text);
      const found = stems.filter((item) => wanted.has(item.text)).map((item) => ({ start: item.start, end: item.end, token: item.text }));
      for (const spot of expander.spot(stems.map((item) => item.text), numbers.EQUIVALENT)) {
        if (wanted.has(spot.concept)) found.push({ start: stems[spot.start].start, end: stems[spot.end - 1].end, token: spot.concept });
      }
      for (const [place, joined] of analysis.compounds(text, stems)) {
        if (wanted.has(joined)) found.push({ start: stems[place].start, end: stems[place + 1].end, token: joined });
      }
      return found.sort((a, b) => a.start - b.start || b.end - a.end);
    };
    const cut = (text, spans) => {
      const parts = [];
      let end = 0;
      for (const span of spans) {
        if (span.start < end) continue;
        parts.push([text.slice(end, span.start), false], [text.slice(span.start, span.end), true]);
        end = span.end;
      }
      return [...parts, [text.slice(end), false]].filter(([part]) => part);
    };
    const shift = (spans, start, end) => spans.filter((span) => span.start >= start && span.end <= end)
      .map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
    const mark = (text, spans) => {
      if (text.length <= numbers.EXCERPT) return cut(text, spans);
      let start = Math.max(0, (spans.length ? spans[0].start : 0) - Math.floor(numbers.EXCERPT / 3));
      if (start) {
        const edge = text.slice(start).search(/\s/);
        if (edge >= 0 && (!spans.length || start + edge + 1 <= spans[0].start)) start += edge + 1;
      }
      let end = Math.min(text.length, start + numbers.EXCERPT);
      if (end < text.length && text.slice(start, end).includes(" ")) end = Math.max(text.lastIndexOf(" ", end), start + 1);
      return [...(start ? [["… ", false]] : []), ...cut(text.slice(start, end), shift(spans, start, end)), ...(end < text.length ? [[" …", false]] : [])];
    };
    const makeExcerpt = (texts, values) => {
      let best = ["", []], bestValue = -1;
      for (const [name, telling] of Object.entries(numbers.SHOWN)) {
        for (const [field, text] of texts) {
          if (field !== name) continue;
          const spans = findSpans(text, values), edges = [0, ...[...text.matchAll(SENTENCE_EDGE)].map((edge) => edge.index + edge[0].length), text.length];
          for (let i = 0; i + 1 < edges.length; i++) {
            const sentence = text.slice(edges[i], edges[i + 1]).trimEnd(), here = shift(spans, edges[i], edges[i + 1]);
            let value = 0;
            for (const token of new Set(here.map((span) => span.token))) value += values.get(token);
            value *= telling * (sentence.length >= numbers.SENTENCE ? 1 : 0.5);
            if (value > bestValue + 1e-9) [best, bestValue] = [[sentence, here], value];
          }
        }
      }
      return mark(...best);
    };
    return { makeExcerpt, markText: (text, values) => cut(text, findSpans(text, values)) };
  };

  // ---- sets of documents ----
  const makeSets = (size) => {
    const length = Math.ceil(size / 32);
    const none = () => new Uint32Array(length);
    const of = (documents) => { const set = none(); for (const document of documents) set[document >> 5] |= 1 << (document & 31); return set; };
    const every = () => of(Array.from({ length: size }, (_, i) => i));
    const and = (a, b) => a.map((bits, i) => bits & b[i]);
    const or = (a, b) => a.map((bits, i) => bits | b[i]);
    const not = (a) => and(a.map((bits) => ~bits), every());
    const has = (set, document) => Boolean(set[document >> 5] & (1 << (document & 31)));
    const bits = (n) => { n -= (n >>> 1) & 0x55555555; n = (n & 0x33333333) + ((n >>> 2) & 0x33333333); return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24; };
    const count = (set) => { let sum = 0; for (const word of set) sum += bits(word); return sum; };
    const countBoth = (a, b) => { let sum = 0; for (let i = 0; i < length; i++) sum += bits(a[i] & b[i]); return sum; };
    const list = (set) => { const found = []; for (let i = 0; i < size; i++) if (has(set, i)) found.push(i); return found; };
    return { none, of, every, and, or, not, has, count, countBoth, list };
  };

  // ---- the engine ----
  const open = async (load) => {
    const core = await load("core");
    const { size, tables, numbers, facets } = core, sets = makeSets(size);
    const analysis = makeAnalysis(tables, numbers), expander = makeExpander(core.concepts, numbers.EQUIVALENT);
    const read = makeReader(tables, numbers, analysis), marker = makeMarker(analysis, expander, numbers);
    const lengths = readNumbers(core.lengths).map((length) => Math.max(1, length * core.step));
    const slowed = lengths.map((length) => numbers.SATURATION * (1 - numbers.LENGTH + (numbers.LENGTH * length) / core.mean));
    const starts = Object.fromEntries(Object.entries(core.starts).map(([name, keys]) => [name, keys ? keys.split(",") : []]));
    const shelves = { t: new Map(), b: new Map(), p: new Map(), f: new Map() }, asked = new Map();
    const EMPTY = { documents: [], weights: [] };

    // A chunk is asked for once; one that failed may be asked for again.
    const ask = (name) => {
      if (!asked.has(name)) asked.set(name, load(name).catch((error) => { asked.delete(name); throw error; }));
      return asked.get(name);
    };
    const findChunk = (family, key) => {
      let low = 0, high = starts[family].length;
      while (low < high) { const middle = (low + high) >> 1; if (starts[family][middle] <= key) low = middle + 1; else high = middle; }
      return low - 1;
    };
    const done = new Set();
    const shelve = async (family, place) => {
      const name = family + place, chunk = await ask(name);
      if (done.has(name)) return;
      done.add(name);
      if (family === "x") expander.learn(chunk);
      else readLists(chunk, numbers.QUANTUM, shelves[family]);
    };
    const need = async (family, keys) => {
      const places = new Set(keys.map((key) => findChunk(family, key)).filter((place) => place >= 0));
      await Promise.all([...places].map((place) => shelve(family, place)));
    };
    const needAll = (family) => Promise.all(starts[family].map((_, place) => shelve(family, place)));
    const held = (family, key) => shelves[family].get(key) ?? EMPTY;
    const weights = (token) => held("t", token);
    const isHeld = (token) => weights(token).documents.length > 0;
    const rarity = (token) => { const count = weights(token).documents.length; return Math.log(1 + (size - count + 0.5) / (count + 0.5)); };

    let known = null;
    const loadWords = async () => {
      if (known) return known;
      const [written, counts, odd] = await ask("w"), each = reader(counts);
      known = written.split(",").map((text) => {
        const word = Object.hasOwn(odd, text) ? odd[text] : fold(text);
        return { word, count: each.next(), written: text, plain: /^[a-z]+$/.test(word), letters: letters(word) };
      });
      return known;
    };

    // -- filters typed in the request, phrases, exclusions (kb/search/query.py) --
    const byKey = Object.fromEntries(facets.map((facet) => [facet.key, facet]));
    const bearers = new Map();
    const bearing = (key, value) => {
      const name = `${key}:${value}`;
      if (!bearers.has(name)) bearers.set(name, sets.of(held("f", name).documents));
      return bearers.get(name);
    };
    const union = (key, values) => values.reduce((all, value) => sets.or(all, bearing(key, value)), sets.none());
    const isSince = (key) => key === "since";
    const valuesSince = (year) => (byKey.since?.values ?? []).map(([value]) => value).filter((value) => Number(value) >= year);
    const readYear = (text) => (/^[12]\d{3}$/.test(text.trim()) ? Number(text) : null);

    const names = new Map();
    const namesOf = (key) => {
      if (!names.has(key)) {
        const found = new Map();
        for (const [value, label] of byKey[key].values) {
          for (const name of [value, value.replaceAll("-", " "), label]) {
            for (const form of [fold(name).trim(), analysis.analyse(name).join(" ")]) {
              if (form) found.set(form, new Set([...(found.get(form) ?? []), value]));
            }
          }
        }
        names.set(key, found);
      }
      return names.get(key);
    };
    const resolve = (key, typed) => {
      const stems = analysis.analyse(typed), form = stems.join(" "), prefix = `#${key}:`, byName = namesOf(key);
      for (const name of [fold(typed).trim(), form]) if (byName.has(name)) return [...byName.get(name)];
      const meant = expander.meanings(form).map(([concept]) => concept).filter((concept) => concept.startsWith(prefix));
      if (meant.length) return meant.map((concept) => concept.slice(prefix.length));
      if (!stems.length) return [];
      return byKey[key].values.filter(([, label]) => { const own = analysis.analyse(label); return stems.every((stem) => own.includes(stem)); }).map(([value]) => value);
    };
    const nearValues = (key, typed) => {
      const text = fold(typed).slice(0, 40);
      const far = (folded) => Math.min(...[folded, ...(folded.match(/[a-z0-9]{3,}/g) ?? [])].map((part) => measure(text, part, 40)));
      return byKey[key].values.map(([, label]) => [far(fold(label).slice(0, 40)), label])
        .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(0, 3).map(([, label]) => label);
    };
    const passFilter = (asked, request) => {
      if (isSince(asked.key)) {
        const year = readYear(asked.value);
        if (year === null) request.report("bad-year", asked.value, asked.name);
        return year === null ? sets.none() : union(asked.key, valuesSince(year));
      }
      if (asked.key === "place") {
        const stems = analysis.analyse(asked.value);
        const found = stems.length ? stems.map((stem) => sets.of(held("p", stem).documents)).reduce(sets.and) : sets.none();
        if (!sets.count(found)) request.report("unknown-value", asked.value, asked.name);
        return found;
      }
      if (!byKey[asked.key]) { request.report("unknown-filter", asked.name); return sets.every(); }
      const values = resolve(asked.key, asked.value);
      if (!values.length) request.report("unknown-value", asked.value, byKey[asked.key].title, nearValues(asked.key, asked.value));
      return union(asked.key, values);
    };
    const pairsOf = (stems) => stems.slice(1).map((stem, i) => `${stems[i]} ${stem}`);
    const holding = (stems) => (stems.length === 1 ? sets.of(weights(stems[0]).documents)
      : pairsOf(stems).map((pair) => sets.of(held("b", pair).documents)).reduce(sets.and));
    const select = async (request) => {
      const phrases = [...request.phrases, ...request.excluded];
      await Promise.all([
        need("b", phrases.flatMap(pairsOf)),
        need("t", phrases.filter((stems) => stems.length === 1).flat()),
        need("p", request.filters.filter((it) => it.key === "place").flatMap((it) => analysis.analyse(it.value))),
        request.filters.some((it) => it.key !== "place") ? needAll("f") : null,
      ]);
      const kept = [], wanted = request.filters.filter((it) => !it.excluded);
      for (const key of new Set(wanted.map((it) => it.key))) {
        kept.push(wanted.filter((it) => it.key === key).map((it) => passFilter(it, request)).reduce(sets.or));
      }
      for (const it of request.filters) if (it.excluded) kept.push(sets.not(passFilter(it, request)));
      for (const stems of request.phrases) kept.push(holding(stems));
      for (const stems of request.excluded) kept.push(sets.not(holding(stems)));
      return kept.length ? kept.reduce(sets.and) : null;
    };

    // -- clauses and scores (kb/search/clause.py, score.py) --
    const makeClause = (word) => {
      const clause = { word, writings: new Map([[word.stem, 1]]), mass: 0, scores: null, tokens: null };
      clause.allow = (token, weight) => clause.writings.set(token, Math.max(weight, clause.writings.get(token) ?? 0));
      return clause;
    };
    const buildClauses = async (request) => {
      const words = [...new Map(request.words.map((word) => [word.stem, word])).values()], stems = words.map((word) => word.stem);
      await Promise.all([need("x", stems), need("t", stems), need("b", pairsOf(stems))]);
      const clauses = words.map(makeClause), spots = expander.spot(stems), ways = [...request.directions.keys(), ...request.hints];
      const failures = request.failure ? [[numbers.FAILURE, request.failure]] : [];
      const pairs = words.slice(1).map((word, i) => analysis.joined(words[i].text, word.text));
      await Promise.all([
        need("t", [...pairs, ...spots.map((spot) => spot.concept), ...ways, ...failures.map(([concept]) => concept)]),
        need("t", ways.flatMap((way) => [...stems, ...pairs, ...spots.map((spot) => spot.concept)].map((token) => token + way))),
      ]);
      pairs.forEach((joined, i) => {
        if (isHeld(joined)) for (const clause of clauses.slice(i, i + 2)) clause.allow(joined, numbers.JOINED / 2);
      });
      const told = [...request.directions, ...failures], said = new Map(told.map(([concept, typed]) => [concept, makeClause({ text: concept, stem: concept, typed, light: false })]));
      const taken = new Set();
      for (const spot of spots) {
        if (spot.end - spot.start > 1 && [numbers.FAILURE, numbers.A_PLACE].some((start) => spot.concept.startsWith(start))) {
          for (let place = spot.start; place < spot.end; place++) taken.add(place);
          say(spot, words, said);
        }
        allowSpot(clauses, spot);
      }
      return [...clauses.filter((_, place) => !taken.has(place)), ...said.values()];
    };
    // Makes one clause of several words that say one thing; a place is also found, for less, where a text names it.
    const say = (spot, words, said) => {
      const named = words.slice(spot.start, spot.end), typed = named.map((word) => word.typed).join(" ");
      const key = spot.concept === numbers.FAILURE ? spot.concept : typed;
      const clause = (spot.concept !== numbers.FAILURE && said.get(key)) || makeClause({ text: spot.concept, stem: spot.concept, typed, light: false });
      said.set(key, clause);
      if (spot.concept === numbers.FAILURE) return;
      clause.allow(spot.concept, spot.weight);
      named.slice(1).forEach((word, i) => clause.allow(analysis.joined(named[i].text, word.text), numbers.NAMED));
    };
    // Lets the clauses of a name be found by what it means: an expression of every day is worth its meaning on each of its words.
    const allowSpot = (clauses, spot, share = 1) => {
      const named = clauses.slice(spot.start, spot.end), isNew = pairsOf(named.map((clause) => clause.word.stem)).some((pair) => !held("b", pair).documents.length);
      for (const clause of named) {
        if (numbers.CONCEPTS.includes(spot.concept[0])) clause.allow(spot.concept, (spot.weight * share) / named.length);
        else if (wants(clause.word, spot, isNew)) clause.allow(spot.concept, spot.weight * share);
      }
    };
    // Whether another word helps to find this one: grammar has none, and what many records hold needs only its family.
    // An expression that no record writes needs help whatever its words.
    const wants = (word, spot, isNew) => !word.light && (isNew || spot.weight === numbers.RELATED || weights(word.stem).documents.length <= numbers.KNOWN * size);
    // While a word is being typed, it stands for the words that start so.
    const complete = (clause) => {
      const start = clause.word.text, found = [];
      for (const [token, { documents }] of shelves.t) if (token.startsWith(start) && /^[a-z]+$/.test(token)) found.push([documents.length, token]);
      for (const [, token] of found.sort((a, b) => b[0] - a[0]).slice(0, 8)) clause.allow(token, 0.8);
      return found.length > 0;
    };
    const correct = async (clauses, live, corrections) => {
      for (const [place, clause] of clauses.entries()) {
        if (corrections.size === numbers.MOST_CORRECTED || clause.word.light || [...clause.writings.keys()].some(isHeld)) continue;
        if (live && clause === clauses.at(-1) && complete(clause)) continue;
        const near = await preferBeside(findNear(clause.word.text, await loadWords(), numbers.MOST), clauses, place);
        const stems = clauses.map((other) => other.word.stem);
        if (!near.length) continue;
        stems[place] = analysis.stem(near[0].word);
        await need("x", stems);
        const spots = expander.spot(stems).filter((spot) => spot.start <= place && place < spot.end);
        await need("t", [...near.slice(0, numbers.KEPT).map((found) => analysis.stem(found.word)), ...spots.map((spot) => spot.concept)]);
        for (const found of near.slice(0, numbers.KEPT)) clause.allow(analysis.stem(found.word), numbers.TYPO[found.distance]);
        for (const spot of spots) allowSpot(clauses, spot, numbers.TYPO[near[0].distance]);
        corrections.set(clause.word.typed, near[0].written);
      }
    };
    // Keeps the near words that stand, in some record, beside the word before or after, when there are any.
    const preferBeside = async (near, clauses, place) => {
      if (near.length < 2) return near;
      const before = clauses[place - 1]?.word.stem, after = clauses[place + 1]?.word.stem;
      const pairs = near.map((found) => { const stem = analysis.stem(found.word); return [...(before ? [`${before} ${stem}`] : []), ...(after ? [`${stem} ${after}`] : [])]; });
      await need("b", pairs.flat());
      const counts = new Map(near.map((found, i) => [found, pairs[i].reduce((sum, pair) => sum + held("b", pair).documents.length, 0)]));
      const some = [...counts.values()].some(Boolean);
      return near.filter((found) => counts.get(found) || !some).sort((a, b) => counts.get(b) - counts.get(a));
    };
    const match = (clause, allowed, share) => {
      clause.mass = rarity(clause.word.stem) * share;
      clause.scores = new Float64Array(size);
      clause.tokens = new Array(size);
      clause.shares = new Float64Array(size);
      clause.told = new Float64Array(size);
      for (const [token, weight] of clause.writings) {
        const { documents, weights: heavy } = weights(token), value = weight * rarity(token) * (numbers.SATURATION + 1) * share;
        const covered = weight >= numbers.SAME ? 1 : weight >= numbers.CLOSE ? numbers.INDIRECT : numbers.REMOTE;
        for (let i = 0; i < documents.length; i++) {
          const document = documents[i];
          if (allowed && !sets.has(allowed, document)) continue;
          const score = (value * heavy[i]) / (heavy[i] + slowed[document]);
          if (score <= clause.scores[document]) continue;
          clause.scores[document] = score;
          clause.tokens[document] = token;
          clause.shares[document] = covered;
          clause.told[document] = covered * (numbers.MENTIONED + (1 - numbers.MENTIONED) * Math.min(1, heavy[i] / numbers.TOLD));
        }
      }
    };
    const rank = async (request, allowed, live, near) => {
      const clauses = await buildClauses(request), corrections = new Map();
      await correct(clauses, live, corrections);
      let required = clauses.filter((clause) => !clause.word.light);
      if (!required.length) required = clauses;
      for (const clause of clauses) match(clause, allowed, required.includes(clause) ? 1 : numbers.LIGHT);
      const ranking = { scores: new Float64Array(size), lacking: new Map(), clauses, corrections };
      Object.assign(ranking, scoreAll(clauses, required, ranking, near));
      if (ranking.neighbours) ranking.neighbours = !await isWritten(required);
      const order = (a, b) => ranking.scores[b] - ranking.scores[a] || a - b;
      await addExchanges(request, clauses, ranking);
      await addTroubles(clauses, ranking);
      ranking.documents.sort(order);
      addNeighbours(clauses, ranking.documents.slice(0, numbers.RERANKED), ranking.scores);
      ranking.documents.sort(order);
      return ranking;
    };
    // What part of the request each clause is, when a word that sets the scene counts `scene`.
    const partsOf = (required, scene) => {
      const counts = required.map((clause) => (clause.word.scene ? scene : 1)), masses = required.map((clause, i) => clause.mass * counts[i]);
      const [mass, count] = [masses, counts].map((all) => all.reduce((a, b) => a + b, 0));
      return required.map((_, i) => (masses[i] / mass + counts[i] / count) / 2);
    };
    // Scores the documents that hold every required clause, and those that hold enough when the former are few.
    const scoreAll = (clauses, required, { scores, lacking }, near) => {
      const covered = new Float64Array(size), whole = new Uint8Array(size).fill(1), told = new Float64Array(size);
      const parts = partsOf(required, 1), telling = partsOf(required, numbers.SCENE);
      for (const [place, clause] of required.entries()) {
        const part = parts[place], tellingPart = telling[place];
        for (let document = 0; document < size; document++) {
          if (clause.tokens[document] === undefined) whole[document] = 0;
          else covered[document] += part * clause.shares[document];
          told[document] += tellingPart * clause.told[document];
        }
      }
      let best = 0, wholes = 0;
      for (let document = 0; document < size; document++) { best = Math.max(best, covered[document]); wholes += whole[document]; }
      const least = near ? 1e-9 : Math.max(Math.min(numbers.COVERED, best * numbers.BESIDE), numbers.NEAREST), documents = [];
      for (let document = 0; document < size; document++) {
        if (!whole[document] && (wholes >= numbers.ENOUGH || covered[document] < least)) continue;
        documents.push(document);
        for (const clause of clauses) scores[document] += clause.scores[document];
        if (whole[document]) continue;
        scores[document] *= covered[document] ** numbers.LACKING;
        lacking.set(document, required.filter((clause) => clause.tokens[document] === undefined).map((clause) => clause.word.typed));
      }
      return { documents, neighbours: told.reduce((a, b) => Math.max(a, b), 0) < numbers.ANSWERED[Math.min(required.length, numbers.ANSWERED.length) - 1] };
    };
    // Whether some record writes the words side by side, as asked.
    const isWritten = async (required) => {
      const pairs = pairsOf(required.map((clause) => clause.word.stem));
      await need("b", pairs);
      const writing = pairs.length ? sets.list(pairs.map((pair) => sets.of(held("b", pair).documents)).reduce(sets.and)) : [];
      return writing.some((document) => required.every((clause) => clause.tokens[document] !== undefined));
    };
    // Prefers the records where the thing asked for goes in the direction asked for, and holds back the others when it is said plainly.
    const addExchanges = async (request, clauses, { documents, scores }) => {
      const ways = [...new Set([...request.directions.keys(), ...request.hints])].sort(), going = new Set(), found = sets.of(documents);
      await need("t", ways.flatMap((way) => clauses.flatMap((clause) => [...clause.writings.keys()].map((token) => token + way))));
      for (const way of ways) {
        for (const clause of clauses) {
          for (const [document, score] of findExchanges(clause, way)) {
            if (!sets.has(found, document)) continue;
            going.add(document);
            scores[document] += score;
          }
        }
      }
      if (request.directions.size && going.size) for (const document of documents) if (!going.has(document)) scores[document] *= numbers.ASTRAY;
    };
    const findExchanges = (clause, way) => {
      const earned = new Map();
      for (const [writing, weight] of clause.writings) {
        const { documents, weights: heavy } = weights(writing + way), value = (numbers.EXCHANGE * weight * rarity(writing + way)) / numbers.GOODS;
        documents.forEach((document, i) => earned.set(document, Math.max(earned.get(document) ?? 0, value * heavy[i])));
      }
      return earned;
    };
    // Prefers, when a difficulty is asked for, the records that hold the words among their difficulties.
    const addTroubles = async (clauses, { documents, scores }) => {
      const failed = (clause) => clause.writings.has(numbers.FAILURE), found = sets.of(documents);
      if (!clauses.some((clause) => failed(clause) || clause.writings.has(numbers.HARDSHIP))) return;
      const asked = clauses.filter((clause) => !failed(clause));
      await need("t", asked.flatMap((clause) => [...clause.writings.keys()].map((token) => token + numbers.TROUBLED)));
      for (const clause of asked) {
        const earned = new Map(), share = numbers.TROUBLE * (clause.word.light ? numbers.LIGHT : 1);
        for (const [token, weight] of clause.writings) {
          const value = share * weight * rarity(token);
          for (const document of weights(token + numbers.TROUBLED).documents) earned.set(document, Math.max(earned.get(document) ?? 0, value));
        }
        for (const [document, score] of earned) if (sets.has(found, document)) scores[document] += score;
      }
    };
    const addNeighbours = (clauses, best, scores) => {
      clauses.slice(1).forEach((second, i) => {
        const first = clauses[i], bonus = numbers.NEIGHBOURS * Math.min(first.mass, second.mass);
        const beside = sets.of(held("b", `${first.word.stem} ${second.word.stem}`).documents);
        for (const document of best) if (sets.has(beside, document)) scores[document] += bonus;
      });
    };

    // -- answers --
    const suggest = (request, corrections) => {
      let text = request.text;
      for (const [typed, written] of corrections) {
        const escaped = typed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, "gu"), () => written);
      }
      return text === request.text ? "" : text;
    };
    // What answers a text. `live`: it is still being typed. `near`: also what answers a small part of it.
    const search = async (typed, { live = false, near = false } = {}) => {
      const request = read(typed), allowed = await select(request);
      const answer = { documents: [], lacking: new Map(), problems: request.problems, corrections: new Map(), suggestion: "", clauses: [], nothing: true };
      if (request.problems.some((problem) => problem.fatal)) return answer;
      if (!request.words.length && !request.directions.size) {
        const documents = sets.list(allowed ?? sets.every());
        return { ...answer, documents, nothing: !documents.length };
      }
      const ranking = await rank(request, allowed, live, near);
      if (ranking.neighbours && ranking.documents.length) request.report("neighbours");
      return { ...answer, ...ranking, nothing: ranking.neighbours || !ranking.documents.length, suggestion: suggest(request, ranking.corrections) };
    };
    // The words of an answer that a document holds, and what each is worth: what is marked in its texts.
    const valuesIn = (answer, document) => {
      const matched = answer.clauses.filter((clause) => clause.tokens[document] !== undefined), telling = matched.filter((clause) => !clause.word.light);
      const values = new Map();
      for (const clause of telling.length ? telling : matched) {
        for (const token of [clause.tokens[document], clause.word.stem]) values.set(token, rarity(token));
      }
      return values;
    };
    const findTexts = (document) => ask(`d${document}`);
    const findCard = async (document) => (await ask(`c${Math.floor(document / core.cards)}`))[document % core.cards];
    // Words of the records that look like those of a text, when nothing answers: nearer ones first, looser than a correction.
    const findNearWords = async (typed) => {
      const request = read(typed), words = await loadWords(), found = [];
      for (const word of request.words.filter((it) => !it.light).slice(0, numbers.MOST_CORRECTED)) {
        const limit = Math.min(3, Math.max(1, Math.floor(word.text.length / 3)));
        found.push(...findNear(word.text, words, numbers.KEPT + 1, limit).filter((near) => near.word !== word.text).map((near) => near.written));
      }
      return [...new Set(found)];
    };

    // -- facets --
    // `state`: values by key; those of a facet add up, facets restrict. The count beside a value leaves out its own facet.
    const passing = (base, state, but = "") => Object.entries(state).filter(([key, values]) => key !== but && values.length)
      .reduce((all, [key, values]) => sets.and(all, union(key, isSince(key) ? values.flatMap((year) => valuesSince(Number(year))) : values)), base);
    const countFacet = (base, state, facet) => {
      const others = passing(base, state, facet.key);
      const found = new Map(facet.values.map(([value]) => [value, sets.countBoth(others, bearing(facet.key, value))]));
      if (!isSince(facet.key)) return found;
      const sinces = facet.values.map(([value]) => value).sort().reverse();
      let total = 0;
      for (const year of sinces) found.set(year, total += found.get(year));
      return found;
    };
    const countSince = (base, state, year) => sets.count(sets.and(passing(base, state, "since"), union("since", valuesSince(year))));
    const newest = () => {
      const years = new Array(size).fill(0);
      for (const [name, { documents }] of shelves.f) if (name.startsWith("newest:")) for (const document of documents) years[document] = Number(name.slice(7));
      return years;
    };
    const started = () => {
      const years = new Array(size).fill(0);
      for (const [value] of byKey.since?.values ?? []) for (const document of held("f", `since:${value}`).documents) years[document] = Number(value);
      return years;
    };
    return {
      size, facets, names: tables.filters, sets, search, resolve, valuesIn, findTexts, findCard, findNearWords, passing, countFacet, countSince, newest, started,
      loadFacets: () => needAll("f"), makeExcerpt: marker.makeExcerpt, markText: marker.markText, analyse: analysis.analyse, fold,
    };
  };

  return { open };
})();
