// The page works without this file; it adds what markup cannot do.

// Charts: the library is fetched only on a page that has a figure, when the figure comes near the screen.
const self = document.querySelector("script[data-echarts]");
const waiting = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      waiting.unobserve(target);
      import(self.dataset.chart).then((chart) => chart.draw(target, self.dataset.echarts));
    }
  },
  { rootMargin: "400px" },
);

// Tables: one that fits is no stop for Tab, and its head may follow the page.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const fits = target.firstElementChild.offsetWidth <= target.clientWidth + 1;
    target.toggleAttribute("data-fits", fits);
    target.tabIndex = fits ? -1 : 0;
  }
});

function prepare(root) {
  for (const figure of root.querySelectorAll("[data-figure]")) waiting.observe(figure);
  for (const region of root.querySelectorAll(".g-table-region")) widths.observe(region);
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));

// A form that has been sent is not sent twice; it wakes again if the page is shown from the browser's memory.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.again === "yes") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// The print button of letters and results.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
