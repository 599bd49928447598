// My dossier: the cases kept in this browser, or those that ?cas=a,b,c names, put in order, shared by address, printed as a pack
// (cover, summary, essentials of each). Nothing leaves the browser: keep.js holds the list, brief.js fetches the cases.
(() => {
  "use strict";
  const { make, say, root } = BRIEF, MOST = 30, TITLE = "dossier-title", COMPARED = 4;
  const part = (id) => document.getElementById(id);
  const words = STRINGS.dossier, title = part("title"), pack = part("pack");
  let cases = [];

  const isShared = () => new URLSearchParams(location.search).has("cas");
  const slugs = () => cases.map((brief) => brief.slug);
  const address = () => {
    const query = new URLSearchParams({ cas: slugs().join(",") });
    if (title.value.trim()) query.set("titre", title.value.trim());
    return `${location.origin}${location.pathname}?${query.toString().replaceAll("%2C", ",")}`;
  };
  // The title is kept beside the list; a browser that refuses forgets it.
  const keepTitle = () => { try { localStorage.setItem(TITLE, title.value); } catch { /* said by `refused` */ } };
  const readTitle = () => { try { return localStorage.getItem(TITLE) ?? ""; } catch { return ""; } };

  // --- the list ---
  const change = (wanted) => {
    if (isShared()) history.replaceState(null, "", `?cas=${wanted.join(",")}`);
    else part("refused").hidden = DOSSIER.write(wanted);
    return show();
  };
  const button = (text, brief, run) => {
    const made = make("button", { type: "button", className: "keep", textContent: text, ariaLabel: `${text} ${brief.title}` });
    made.addEventListener("click", () => change(run(slugs())).then(() => part("status").focus()));
    return made;
  };
  const raise = (list, slug) => {
    const at = list.indexOf(slug);
    return at < 1 ? list : [...list.slice(0, at - 1), slug, list[at - 1], ...list.slice(at + 1)];
  };
  const listCase = (brief, rank) => make("li", {}, BRIEF.link(brief), make("span", { className: "aside", textContent: brief.where }), make("span", { className: "acts" },
    rank ? button(words.up, brief, (list) => raise(list, brief.slug)) : null,
    button(words.drop, brief, (list) => list.filter((slug) => slug !== brief.slug))));

  // --- the pack ---
  const names = (brief, key) => [...new Set((brief.rows[key] ?? []).map((item) => item[2]))].join(", ");
  const cover = () => make("section", { className: "cover" },
    make("p", { textContent: document.querySelector(".brand").textContent.trim() }),
    make("h2", { textContent: title.value.trim() || words.title }),
    make("p", { textContent: say(words.printed, { date: new Date().toLocaleDateString("fr-FR", { dateStyle: "long" }) }) }),
    make("p", { textContent: say(words.contents, { count: cases.length }) }),
    make("ol", {}, ...cases.map((brief) => make("li", {}, make("a", { href: `#${brief.slug}`, textContent: brief.title }), make("span", { className: "aside", textContent: brief.where })))));
  const summary = () => {
    const mould = part("summary").content.cloneNode(true), body = mould.querySelector("tbody");
    body.append(...cases.map((brief) => make("tr", {}, make("th", { scope: "row" }, make("a", { href: `#${brief.slug}`, textContent: brief.where })),
      ...["progress", "evidence", "to_rural", "mutual", "to_urban"].map((key) => make("td", { textContent: names(brief, key) || "–" })))));
    return mould;
  };
  const tellCase = (brief, rank) => {
    const rows = [...part("rows").content.querySelectorAll("dt")].filter((name) => brief.rows[name.dataset.row]);
    return make("article", { id: brief.slug, className: "pack-case" },
      make("h2", { textContent: say(words.numbered, { number: rank + 1, title: brief.title }) }),
      make("p", { className: "where", textContent: brief.where }),
      make("div", { className: "pack-head" }, make("p", { className: "lead" }, ...BRIEF.cite(brief.summary, brief)), BRIEF.draw(brief)),
      make("dl", {}, ...rows.map((name) => make("div", {}, name.cloneNode(true), make("dd", {}, BRIEF.cell(brief.rows[name.dataset.row], brief))))),
      make("p", { className: "small" }, say(words.from, { site: document.querySelector(".brand").textContent.trim(), checked: brief.checked }), make("a", { href: BRIEF.address(brief.slug), textContent: new URL(BRIEF.address(brief.slug), location.href).href })));
  };

  // Sources stand together at the end: on paper, those of one case would leave the rest of a sheet white.
  const listSources = () => make("section", { className: "pack-sources" }, make("h2", { textContent: words.sources }),
    ...cases.flatMap((brief, rank) => [make("h3", { textContent: say(words.numbered, { number: rank + 1, title: brief.title }) }), BRIEF.list(brief)]));

  // --- the page ---
  const explain = (answer, wrong, left) => {
    const lines = BRIEF.tell(answer, wrong);
    if (left) lines.push(make("p", { textContent: say(words.many, { most: MOST, count: left }) }));
    part("told").replaceChildren(...lines);
    part("told").hidden = !lines.length;
    const asked = isShared() && answer.found.length;
    part("status").textContent = cases.length ? say(asked ? words.shared : words.own, { count: cases.length }) : words.empty;
    const own = DOSSIER.read();
    part("foreign").hidden = !asked || slugs().join() === own.join();
    part("mine").hidden = !own.length;
    part("empty").hidden = cases.length > 0;
    part("filled").hidden = !cases.length;
  };
  const layPack = () => pack.replaceChildren(...(cases.length ? [cover(), summary(), ...cases.map(tellCase), listSources()] : []));
  const show = async () => {
    const asked = BRIEF.asks(), wanted = isShared() ? asked.slugs : DOSSIER.read(), wrong = isShared() ? asked.wrong : [];
    part("wait").hidden = !wanted.length;
    const answer = await BRIEF.load(wanted.slice(0, MOST));
    part("wait").hidden = true;
    cases = answer.found;
    part("list").replaceChildren(...cases.map(listCase));
    part("compare").hidden = cases.length < 2;
    part("compare").textContent = say(cases.length > COMPARED ? words.compareFirst : words.compare, { count: Math.min(cases.length, COMPARED) });
    part("compare").href = `${root}comparer/?cas=${slugs().slice(0, COMPARED).join(",")}`;
    layPack();
    explain(answer, wrong, Math.max(wanted.length - MOST, 0));
  };

  title.value = (new URLSearchParams(location.search).get("titre") ?? readTitle()).slice(0, title.maxLength);
  title.addEventListener("input", () => { if (!isShared()) keepTitle(); layPack(); });
  title.form.addEventListener("submit", (event) => event.preventDefault());
  part("adopt").addEventListener("click", () => {
    const kept = DOSSIER.write([...DOSSIER.read(), ...slugs()]);
    part("refused").hidden = kept;
    if (!kept) return;
    keepTitle();
    history.pushState(null, "", location.pathname);
    show().then(() => part("status").focus());
  });
  part("empty-it").addEventListener("click", () => { if (confirm(say(words.sure, { count: cases.length }))) change([]).then(() => part("status").focus()); });
  addEventListener("popstate", show);
  addEventListener("storage", () => { if (!isShared()) show(); });
  BRIEF.print(part("print"));
  BRIEF.copy(part("copy"), address);
  part("works").hidden = false;
  document.querySelector("main noscript").remove(); // it works: keep.js has nothing to say
  // « Imprimer », beside a case of a list, prints as soon as the pack is laid. Once: the page may be loaded anew.
  show().then(() => {
    if (location.hash !== "#print" || !cases.length) return;
    history.replaceState(null, "", location.pathname + location.search);
    window.print();
  });
})();
