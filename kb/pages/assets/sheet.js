// A sheet: print, copy the citation, show the source behind a claim, open what is folded before printing. Whole without it.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  document.querySelector("[data-copy]")?.addEventListener("click", async ({ currentTarget: button }) => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.done;
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  });
  const folded = () => document.querySelectorAll("details:not([open])");
  addEventListener("beforeprint", () => folded().forEach((part) => { part.open = true; part.dataset.folded = ""; }));
  addEventListener("afterprint", () => document.querySelectorAll("[data-folded]").forEach((part) => { part.open = false; delete part.dataset.folded; }));

  // The source behind a claim, beside its number: on hover, focus and tap; Escape closes it; a second tap follows the link.
  const note = document.createElement("div");
  let shown = null, timer = 0, tapped = null;
  note.id = "note";
  note.role = "tooltip";
  note.hidden = true;
  document.querySelector("main").append(note);
  const find = (event) => event.target instanceof Element && event.target.closest("a.cite[href^='#s']");

  const hide = () => {
    clearTimeout(timer);
    note.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const show = (link) => {
    clearTimeout(timer);
    const source = document.getElementById(link.hash.slice(1));
    if (shown === link || !source) return;
    hide();
    shown = link;
    note.replaceChildren(...source.cloneNode(true).childNodes);
    for (const inner of note.querySelectorAll("a")) inner.tabIndex = -1;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", note.id);
    note.hidden = false;
    place(link.getBoundingClientRect());
  };
  const place = (box) => {
    const room = document.documentElement.clientWidth - note.offsetWidth - 16;
    const above = box.bottom + note.offsetHeight + 12 > innerHeight && box.top > note.offsetHeight + 12;
    note.style.left = `${Math.max(16, Math.min(box.left - 16, room)) + scrollX}px`;
    note.style.top = `${(above ? box.top - note.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
  };
  const leave = () => { clearTimeout(timer); timer = setTimeout(hide, 250); };

  addEventListener("pointerover", (event) => {
    const link = find(event);
    if (link && event.pointerType === "mouse") show(link);
    else if (note.contains(event.target)) clearTimeout(timer);
    else if (shown && shown !== document.activeElement) leave();
  });
  addEventListener("focusin", (event) => { const link = find(event); if (link) show(link); else if (!note.contains(event.target)) hide(); });
  addEventListener("pointerdown", (event) => {
    const link = find(event);
    tapped = event.pointerType === "mouse" ? null : link && shown !== link ? link : null;
    if (!link && !note.contains(event.target)) hide();
  });
  addEventListener("click", (event) => {
    const link = find(event);
    if (link && link === tapped) { event.preventDefault(); show(link); } else if (link) hide();
    tapped = null;
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && shown) hide(); });
})();
