// My dossier: the experiences kept in this browser, and nowhere else. Counts them in the navigation, puts a button on cards and
// sheets. Its words stand in the data of the link of the navigation. Without it, or without storage, nothing else changes.
const DOSSIER = (() => {
  "use strict";
  const KEY = "dossier", SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/, CARDS = ".card:not(.kin .card), .result";
  const entry = document.querySelector("[data-keep-label]"), words = entry.dataset, root = document.body.dataset.root;
  let memory = [], refused = false;

  const isSlug = (slug) => typeof slug === "string" && slug.length <= 60 && SLUG.test(slug);
  const clean = (slugs) => [...new Set(slugs)].filter(isSlug);
  const read = () => {
    if (refused) return memory;
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(stored) ? clean(stored) : [];
    } catch (error) {
      return error instanceof SyntaxError ? [] : memory;
    }
  };
  // False when the browser refuses: the list then lives as long as the page.
  const write = (slugs) => {
    memory = clean(slugs);
    try {
      localStorage.setItem(KEY, JSON.stringify(memory));
      refused = false;
    } catch {
      refused = true;
    }
    dispatchEvent(new Event("dossier"));
    return !refused;
  };

  const status = document.createElement("span");
  status.className = "sr";
  status.setAttribute("aria-live", "polite");
  entry.closest("header").append(status);
  const say = (count) => (count < 2 ? words.keepOne : words.keepMany).replace("{n}", count);

  const label = (button) => {
    button.textContent = read().includes(button.dataset.keep) ? words.keepDrop : words.keepAdd;
    if (button.dataset.name) button.setAttribute("aria-label", `${button.textContent}${words.keepColon}${button.dataset.name}`);
  };
  // Beside the case just kept, the way to paper: whoever takes a few cases to a meeting need not go back up.
  const printer = document.createElement("a");
  Object.assign(printer, { className: "printer", href: `${root}dossier/#print` });
  const offerPrint = (button) => {
    const card = button.closest(CARDS), { length } = read();
    if (!card || !length) return printer.remove();
    printer.textContent = words.keepPrint.replace("{n}", length);
    printer.setAttribute("aria-label", `${printer.textContent}${words.keepColon}${words.keepLabel}`);
    button.after(printer);
  };
  const toggle = (button) => {
    const slugs = read(), slug = button.dataset.keep;
    const kept = write(slugs.includes(slug) ? slugs.filter((it) => it !== slug) : [...slugs, slug]);
    status.textContent = kept ? say(read().length) : words.keepRefused;
    if (kept) return offerPrint(button);
    const known = button.nextElementSibling, link = known?.matches(".refused") ? known : document.createElement("a");
    Object.assign(link, { className: "refused", href: `${root}dossier/?cas=${read().join(",")}`, textContent: words.keepRefused });
    button.after(link);
  };
  const refresh = () => {
    entry.textContent = `${words.keepLabel} (${read().length})`;
    for (const button of document.querySelectorAll("[data-keep]")) label(button);
  };

  const adopt = (button) => {
    button.hidden = false;
    button.addEventListener("click", () => toggle(button));
    label(button);
  };
  const put = (card) => {
    const link = card.querySelector("a[href*='experiences/'], h3 a[href]"), slug = link && /experiences\/([^/]+)\/$/.exec(link.href)?.[1];
    if (!isSlug(slug) || card.querySelector("[data-keep]")) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "keep" });
    button.dataset.name = link.textContent;
    button.dataset.keep = slug;
    card.append(button);
    adopt(button);
  };
  const watch = () => document.querySelectorAll(CARDS).forEach(put);

  document.querySelectorAll("button[data-keep]").forEach(adopt);
  document.documentElement.classList.add("keeps");
  refresh();
  watch();
  new MutationObserver(watch).observe(document.querySelector("main"), { childList: true, subtree: true });
  // The script of a page takes its <noscript> away when it works. One that never came (a poor network, half a site) leaves it: it is told.
  addEventListener("DOMContentLoaded", () => {
    const advice = document.querySelector("main noscript"), mould = document.createElement("template");
    if (!advice) return;
    mould.innerHTML = advice.textContent;
    advice.replaceWith(mould.content);
  });
  addEventListener("dossier", refresh);
  addEventListener("storage", refresh);
  addEventListener("pageshow", refresh);
  return { read, write, isSlug, clean };
})();
