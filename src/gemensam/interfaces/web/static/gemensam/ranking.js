// Dragging and arrow keys for the ranked list. Without this file the buttons Upp and Ner do the same.
const self = document.querySelector("script[data-sortable]");
let library;
let held; // the handle that has the focus: the list is made anew at each move

function send(list) {
  list.closest("form").requestSubmit();
}

async function prepare(list) {
  if (list.dataset.ready) return;
  list.dataset.ready = "yes";
  for (const handle of list.querySelectorAll("[data-handle]")) handle.hidden = false;
  document.getElementById(held)?.focus();
  held = "";
  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const row = event.target.closest("[data-handle]") && event.target.closest("[data-id]");
    if (!step || !row) return;
    event.preventDefault();
    held = event.target.id;
    row.querySelector(`button[value="${step}:${row.dataset.id}"]`).click();
  });
  library ??= import(self.dataset.sortable);
  const { default: Sortable } = await library;
  Sortable.create(list, {
    handle: "[data-handle]",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    onChoose: ({ item }) => item.toggleAttribute("data-dragged", true),
    onUnchoose: ({ item }) => item.removeAttribute("data-dragged"),
    onEnd: ({ oldIndex, newIndex }) => {
      if (oldIndex !== newIndex) send(list);
    },
  });
}

const start = (root) => root.querySelectorAll("[data-ranking]").forEach(prepare);
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));
