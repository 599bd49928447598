// A sheet: print, copy the citation, open what is folded before printing. The page is whole without it.
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
