// Filters the list of experiences as one types: accents, case, apostrophes, hyphens and ligatures do not count, several words
// must all be found, each at the start of a word. Reads ?q=, keeps it in the address, says how many are left.
// A list of several pages fetches the others when the first word is typed. Without this script the list stays whole.
(() => {
  "use strict";
  const input = document.getElementById("q"), status = document.getElementById("status");
  if (!input || !status) return;
  const anchors = document.getElementById("anchors"), none = document.getElementById("none"), pager = document.querySelector(".pager");
  let entries = [], timer = 0, whole = !pager;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[^\p{L}\p{N}]+/gu, " ");
  // A plural finds its singular: the last s or x of a long word is left out.
  const split = (query) => fold(query).split(" ").filter((word) => word.length > 1).map((word) => word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const say = (phrase, values) => (Array.isArray(phrase) ? phrase[values.count < 2 ? 0 : 1] : phrase).replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const read = () => {
    entries = [...document.querySelectorAll(".result")].map((item) => ({ item, text: " " + fold(item.textContent + " " + item.dataset.words) }));
  };

  const fetchRest = async () => {
    whole = true;
    const links = [...pager.querySelectorAll("a:not([aria-current])")];
    const pages = await Promise.all(links.map(async (link) => [link, await (await fetch(link.href)).text()]));
    for (const [link, html] of pages) {
      const page = new DOMParser().parseFromString(html, "text/html");
      for (const found of page.querySelectorAll(".results a[href]")) found.href = new URL(found.getAttribute("href"), link.href);
      for (const list of page.querySelectorAll(".results")) adopt(list, list.previousElementSibling);
    }
    read();
  };

  const adopt = (list, heading) => {
    const here = document.getElementById(heading.id);
    if (here) return here.nextElementSibling.append(...list.children);
    pager.before(heading, list);
  };

  const show = (query) => {
    const words = split(query), shown = entries.filter(({ item, text }) => !(item.hidden = !words.every((word) => text.includes(" " + word))));
    for (const list of document.querySelectorAll(".results")) {
      list.hidden = list.previousElementSibling.hidden = !list.querySelector(".result:not([hidden])");
    }
    anchors.hidden = words.length > 0;
    if (pager) pager.hidden = words.length > 0;
    none.hidden = shown.length > 0;
    const values = { count: shown.length, total: entries.length, query: query.trim() };
    status.textContent = say(!words.length ? STRINGS.all : shown.length ? STRINGS.found : STRINGS.none, values);
  };

  const apply = async () => {
    const query = input.value, address = new URL(location.href);
    if (query.trim()) address.searchParams.set("q", query.trim()); else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    if (query.trim() && !whole) await fetchRest().catch(() => { whole = false; });
    if (query === input.value) show(query);
  };

  const wait = () => { clearTimeout(timer); timer = setTimeout(apply, 200); };

  read();
  input.addEventListener("input", wait);
  input.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); input.value = ""; apply(); } });
  input.form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); apply(); });
  input.value = new URL(location.href).searchParams.get("q") || "";
  if (input.value) apply();
})();
