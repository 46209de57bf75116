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

// Sliders: a number field gets one beside it, for the mouse; the field itself is what is sent and read aloud.
function addSlider(field) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: field.min, max: field.max, step: field.step, tabIndex: -1 });
  slider.value = field.value || 0;
  slider.setAttribute("aria-hidden", "true");
  slider.className = "g-slider";
  slider.addEventListener("input", () => (field.value = slider.value));
  slider.addEventListener("change", () => field.dispatchEvent(new Event("change", { bubbles: true })));
  field.addEventListener("input", () => (slider.value = field.value || 0));
  field.after(slider);
  field.removeAttribute("data-slider");
}

function prepare(root) {
  for (const field of root.querySelectorAll("input[data-slider]")) addSlider(field);
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
