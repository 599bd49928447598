// Two to four cases side by side, those that ?cas=a,b,c names: a row a subject, what is alike marked, what differs set off.
// The rows, their names and their order stand in the page; the cases come one by one (brief.js).
(() => {
  "use strict";
  const { make, say, root } = BRIEF, MOST = 4;
  const part = (id) => document.getElementById(id);
  const table = part("table"), rows = [...table.querySelectorAll("tbody tr")], status = part("status"), told = part("told");
  const search = part("add"), offers = part("offers");
  let cases = [], index = null;

  const href = (slugs) => `?cas=${slugs.join(",")}`;
  const slugs = () => cases.map((brief) => brief.slug);
  const goTo = (content, wanted, properties = {}) => make("a", { ...properties, href: href(wanted), textContent: content });

  // --- the table ---
  const keyOf = (item) => (typeof item === "string" ? item : item[0]);
  // True of the items that every case has in a row.
  const isShared = (key) => {
    const keys = cases.map((brief) => new Set((brief.rows[key] ?? []).map(keyOf)));
    return (item) => cases.length > 1 && keys.every((set) => set.has(keyOf(item)));
  };
  const fill = (row) => {
    const cells = cases.map((brief) => brief.rows[row.dataset.row] ?? []), shared = row.dataset.closed ? isShared(row.dataset.row) : () => false;
    const alike = cases.length > 1 && cells.every((items) => items.length && items.every(shared));
    row.querySelectorAll("td").forEach((cell) => cell.remove());
    row.hidden = cells.every((items) => !items.length);
    row.classList.toggle("alike", alike);
    row.classList.toggle("unlike", Boolean(row.dataset.closed) && cases.length > 1 && !alike);
    row.append(...cells.map((items, rank) =>
      make("td", {}, items.length ? BRIEF.cell(items, cases[rank], shared) : make("span", { className: "aside", textContent: row.dataset.empty }))));
  };
  const headColumn = (brief) => make("th", { scope: "col" },
    BRIEF.draw(brief), BRIEF.link(brief),
    make("a", { className: "drop", href: href(slugs().filter((slug) => slug !== brief.slug)), textContent: STRINGS.compare.drop, ariaLabel: `${STRINGS.compare.drop} ${brief.title}` }));
  const lay = () => {
    const head = table.tHead.rows[0];
    head.querySelectorAll("th + th").forEach((cell) => cell.remove());
    head.append(...cases.map(headColumn));
    rows.forEach(fill);
    part("compared").hidden = !cases.length;
    table.style.setProperty("--cases", cases.length);
  };

  // --- what is around it ---
  const sum = () => {
    const shared = rows.filter((row) => row.dataset.closed).flatMap((row) => {
      const names = (cases[0]?.rows[row.dataset.row] ?? []).filter(isShared(row.dataset.row)).map((item) => (item[0] === item[2] ? item[1] : item[2])); // a code alone says nothing
      return names.length ? [say(STRINGS.compare.shared, { row: row.cells[0].textContent, names: [...new Set(names)].join(", ") })] : [];
    });
    part("shared").replaceChildren(...shared.map((text) => make("li", { textContent: text })));
    part("common").hidden = cases.length < 2;
    if (!shared.length) part("shared").append(make("li", { textContent: STRINGS.compare.nothing }));
  };
  const offer = () => {
    const known = new Set(slugs()), near = new Map(cases.flatMap((brief) => brief.near).filter(([slug]) => !known.has(slug)).map((it) => [it[0], it]));
    part("near").replaceChildren(...[...near.values()].slice(0, MOST).map(([slug, title, reason]) =>
      make("li", {}, goTo(title, [...slugs(), slug]), reason ? make("span", { className: "aside", textContent: ` ${reason}` }) : null)));
    part("nearby").hidden = !near.size || cases.length >= MOST;
    part("adding").hidden = cases.length >= MOST;
    const kept = DOSSIER.read().filter((slug) => !known.has(slug));
    part("kept").replaceChildren(...(kept.length && cases.length < MOST ? [goTo(say(STRINGS.compare.kept, { count: kept.length }), [...slugs(), ...kept].slice(0, MOST))] : []));
    part("sources").replaceChildren(...cases.flatMap((brief) => [make("h3", { textContent: brief.title }), BRIEF.list(brief)]));
  };
  const explain = (answer, wrong, left) => {
    const lines = BRIEF.tell(answer, wrong);
    if (left.length) lines.push(make("p", {}, say(STRINGS.compare.many, { count: left.length }), " ", make("a", { href: `${root}dossier/?cas=${[...slugs(), ...left].join(",")}`, textContent: STRINGS.compare.pack })));
    told.replaceChildren(...lines);
    told.hidden = !lines.length;
    status.textContent = say(cases.length ? STRINGS.compare.count : STRINGS.compare.none, { count: cases.length });
    part("alone").hidden = cases.length !== 1;
    part("start").hidden = cases.length > 0;
  };

  const show = async () => {
    const { slugs: wanted, wrong } = BRIEF.asks();
    part("wait").hidden = !wanted.length;
    const answer = await BRIEF.load(wanted.slice(0, MOST + 8));
    part("wait").hidden = true;
    cases = answer.found.slice(0, MOST);
    const left = [...answer.found.slice(MOST).map((brief) => brief.slug), ...wanted.slice(MOST + 8)];
    lay();
    sum();
    offer();
    explain(answer, wrong, left);
    document.title = document.title.replace(/^(\d+ · )?/, cases.length ? `${cases.length} · ` : "");
  };

  // --- adding ---
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/[^\p{L}\p{N}]+/gu, " ");
  let opening = null, timer = 0;
  const open = async () => (await (await fetch(`${root}data/cases.json`)).json()).map(([slug, title, where]) => ({ slug, title, where, text: ` ${fold(`${title} ${where}`)}` }));
  // Answers what is typed by now. A late answer that says the same touches nothing: the focus may be on it.
  const find = async () => {
    clearTimeout(timer);
    timer = 0;
    try {
      if (search.value.trim()) index ??= await (opening ??= open());
    } catch {
      opening = null;
      part("offered").textContent = STRINGS.brief.failed;
      return;
    }
    const words = fold(search.value).split(" ").filter((word) => word.length > 1).map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));
    const known = new Set(slugs()), found = words.length ? index.filter((it) => !known.has(it.slug) && words.every((word) => it.text.includes(` ${word}`))) : [];
    const items = found.slice(0, 8).map((it) => make("li", {}, goTo(it.title, [...slugs(), it.slug]), make("span", { className: "aside", textContent: ` ${it.where}` })));
    if (items.length !== offers.children.length || items.some((it, i) => !it.isEqualNode(offers.children[i]))) offers.replaceChildren(...items);
    part("offered").textContent = words.length ? say(found.length ? STRINGS.compare.offered : STRINGS.compare.missing, { count: found.length, query: search.value.trim() }) : "";
  };

  addEventListener("click", (event) => {
    const chosen = event.target instanceof Element && event.target.closest("main a[href^='?cas=']");
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", chosen.getAttribute("href"));
    // The link that was followed goes last: the focus is never without a place.
    show().then(() => { status.focus(); search.value = ""; find(); });
  });
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 200); });
  search.addEventListener("keydown", ({ key }) => { if (key === "Tab" && timer) find(); }); // so that Tab goes to what is offered by now
  search.form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  addEventListener("popstate", show);
  part("hide").addEventListener("change", ({ target }) => table.classList.toggle("differing", target.checked));
  BRIEF.print(part("print"));
  BRIEF.copy(part("copy"), () => location.href);
  if (STRINGS.compare) document.querySelector("main noscript").remove(); // it works: keep.js has nothing to say
  part("tools").hidden = false;
  show();
})();
