// The essentials of cases, fetched one by one from this site, and how their texts become elements: never parsed as HTML, save
// the drawing, which is made at build. Comparison and dossier share it.
const BRIEF = (() => {
  "use strict";
  const root = document.body.dataset.root, asked = new Map(), MOST = 60;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const say = (phrase, values = {}) => (Array.isArray(phrase) ? phrase[values.count < 2 ? 0 : 1] : phrase).replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // What the address asks for: slugs in order, each once; those that cannot be one are told apart.
  const asks = () => {
    const written = new URLSearchParams(location.search).getAll("cas").join(",").split(",").map((slug) => slug.trim()).filter(Boolean);
    const slugs = [...new Set(written)].slice(0, MOST);
    return { slugs: slugs.filter(DOSSIER.isSlug), wrong: slugs.filter((slug) => !DOSSIER.isSlug(slug)).map((slug) => slug.slice(0, MOST)) };
  };

  const fetchBrief = async (slug) => {
    const answer = await fetch(`${root}data/cases/${slug}.json`);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  // What was found, what is unknown, what was withdrawn, whether the network failed.
  const load = async (slugs) => {
    const found = [], unknown = [], withdrawn = [];
    let failed = false;
    const told = await Promise.allSettled(slugs.map((slug) => {
      if (!asked.has(slug)) asked.set(slug, fetchBrief(slug));
      return asked.get(slug);
    }));
    told.forEach(({ status, value }, rank) => {
      if (status === "rejected") { failed = true; asked.delete(slugs[rank]); }
      else if (!value) unknown.push(slugs[rank]);
      else if (value.withdrawn) withdrawn.push(value);
      else if (!found.some((it) => it.slug === value.slug)) found.push(value);
    });
    return { found, unknown, withdrawn, failed };
  };

  const address = (slug, rest = "") => `${root}experiences/${slug}/${rest}`;
  const link = (brief) => make("a", { href: address(brief.slug), textContent: brief.title });
  const draw = (brief) => {
    const mould = document.createElement("template");
    mould.innerHTML = brief.drawing;
    return mould.content;
  };
  // A text whose citations lead to the sources of its sheet.
  const cite = (text, brief) => text.split(/(\[\d{1,3}\])/).filter(Boolean).map((part) => {
    const number = /^\[(\d+)\]$/.exec(part)?.[1];
    const source = number && brief.sources.find((it) => it[0] === Number(number));
    return source ? make("a", { className: "cite", href: address(brief.slug, `#s${number}`), title: source[1], textContent: part }) : part;
  });
  const cell = (items, brief, isShared = () => false) => make("ul", {}, ...items.map((item) => {
    const shared = isShared(item);
    return make("li", { className: shared ? "shared" : "" }, ...cite(typeof item === "string" ? item : item[1], brief));
  }));
  const list = (brief) => make("ol", { className: "small" }, ...brief.sources.map(([number, text, url]) =>
    make("li", { value: number }, url ? make("a", { href: url, textContent: text }) : text, url ? make("span", { className: "paper", textContent: ` ${url.replace(/^https?:\/\//, "")}` }) : null)));

  // What went wrong, in plain words, with a way out.
  const tell = ({ unknown, withdrawn, failed }, wrong) => [
    ...[...wrong, ...unknown].map((slug) => make("p", {}, say(STRINGS.brief.unknown, { slug }), " ", make("a", { href: `${root}experiences/?q=${encodeURIComponent(slug.replace(/[^\p{L}\p{N}]+/gu, " ").trim())}`, textContent: STRINGS.brief.look }))),
    ...withdrawn.map((brief) => make("p", {}, say(STRINGS.brief.withdrawn, { title: brief.title }), " ", make("a", { href: address(brief.slug), textContent: STRINGS.brief.why }))),
    ...(failed ? [make("p", { textContent: STRINGS.brief.failed })] : []),
  ];
  const print = (button) => { button.hidden = false; button.addEventListener("click", () => window.print()); };
  const copy = (button, text) => {
    button.hidden = false;
    button.onclick = async () => {
      try { await navigator.clipboard.writeText(text()); button.textContent = STRINGS.brief.copied; } catch { prompt(STRINGS.brief.copy, text()); }
    };
  };
  return { root, make, say, asks, load, address, link, draw, cite, cell, list, tell, print, copy };
})();
