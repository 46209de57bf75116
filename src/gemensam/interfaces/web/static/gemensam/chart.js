// Draws a figure from the numbers in the page. Colours are the theme's; patterns, dashes and marks say the
// same as the colours; the table below the figure says the same as the picture.

const DASHES = ["solid", [8, 5], [2, 4], [12, 4, 2, 4], "solid", [8, 5]];
const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];

let library;

export async function draw(element, address) {
  library ??= import(address);
  const { init } = await library;
  const data = drawable(JSON.parse(document.getElementById(element.dataset.figure).textContent));
  let chart;
  const paint = () => {
    chart?.dispose();
    // The height is told: with less motion asked for, the element's own comes a moment later.
    chart = init(element, null, { renderer: "svg", locale: "SV", height: stretch(element, data) });
    chart.setOption(options(data, look(element), element.clientWidth));
    element.dataset.drawn = "yes";
  };
  paint();
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 2) return;
    width = element.clientWidth;
    paint();
  }).observe(element);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

// The picture leaves out series without a single value, and lays bars down when their names are long.
function drawable(data) {
  const filled = data.series.filter((series) => series.values.some((value) => value !== null));
  const long = data.categories.some((name) => name.length > 22);
  return { ...data, series: filled.length ? filled : data.series, kind: data.kind === "bar" && long ? "ranked" : data.kind };
}

const nameWidth = (width) => Math.min(260, width * 0.52);

function stretch(element, data) {
  const height = heightOf(element, data);
  if (height) element.style.height = `${height}px`;
  return height;
}

function heightOf(element, data) {
  if (data.kind === "ranked") {
    const lines = Math.max(...data.categories.map((name) => Math.ceil((name.length * 8.4) / nameWidth(element.clientWidth))));
    const row = Math.max(38 * barsPerCategory(data), lines * 17 + 10);
    return data.categories.length * row + 20 + legendHeight(data, element.clientWidth);
  }
  return data.kind === "heatmap" ? data.series.length * 34 + 110 : undefined;
}

function barsPerCategory(data) {
  return data.series.length > 1 ? 0.5 + data.series.length / 2 : 1;
}

function several(data) {
  return (data.series.length > 1 || data.limit !== null) && data.kind !== "heatmap";
}

// How much room the legend takes above the picture: its rows, by a rough measure of the names.
function legendHeight(data, width) {
  if (!several(data)) return 0;
  const names = [...data.series.map((series) => series.name), ...(data.limit ? [data.limit.name] : [])];
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const room = name.length * 7.8 + 54;
    if (used > 0 && used + room > width) {
      rows += 1;
      used = 0;
    }
    used += room;
  }
  return rows * 26 + 10;
}

function look(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(name).trim();
  return {
    colors: [1, 2, 3, 4, 5, 6].map((n) => value(`--g-chart-${n}`)),
    text: value("--ds-color-neutral-text-default"),
    quiet: value("--ds-color-neutral-text-subtle"),
    line: value("--ds-color-neutral-border-subtle"),
    surface: value("--ds-color-neutral-surface-default"),
    tint: value("--ds-color-accent-surface-tinted"),
    limit: value("--ds-color-danger-text-subtle"),
    font: style.fontFamily,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

function writer(data) {
  const language = document.documentElement.lang === "en" ? "en-GB" : "sv-SE";
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: data.decimals,
    maximumFractionDigits: data.decimals,
  });
  const unit = data.unit ? `\u00a0${data.unit}` : "";
  return (value) => (value === null || value === undefined || Number.isNaN(value) ? "–" : format.format(value) + unit);
}

function options(data, theme, width) {
  const write = writer(data);
  const shape = SHAPES[data.kind](data, theme, write, width);
  const named = several(data);
  return {
    animation: !theme.still,
    animationDuration: 350,
    // the picture's own name and sentence are on its element; patterns are for several series
    aria: { enabled: true, label: { enabled: false }, decal: { show: data.series.length > 1 && !["line", "box", "scatter", "heatmap"].includes(data.kind) } },
    color: theme.colors,
    textStyle: { fontFamily: theme.font, color: theme.text, fontSize: 14 },
    grid: { left: 4, right: 16, top: 34 + legendHeight(data, width), bottom: 4, containLabel: true },
    legend: named
      ? { top: 0, left: 0, itemGap: 18, textStyle: { color: theme.text, fontSize: 14, fontFamily: theme.font } }
      : undefined,
    tooltip: {
      trigger: data.kind === "scatter" || data.kind === "heatmap" ? "item" : "axis",
      renderMode: "richText", // drawn, not written as markup: the page's policy allows no inline style
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontFamily: theme.font },
      axisPointer: { type: data.kind === "line" ? "line" : "shadow" },
      valueFormatter: (value) => (Array.isArray(value) ? value.map(write).join(" · ") : write(value)),
      confine: true,
    },
    ...shape,
    series: [...shape.series, ...limitName(data, theme)],
  };
}

// Names that do not fit beside one another are set on a slope; among very many only some are written.
function fit(data, width) {
  const count = data.categories.length;
  const longest = Math.max(...data.categories.map((name) => name.length)) * 7.6;
  if (count > 16) return { hideOverlap: true };
  return { interval: 0, rotate: longest > (width - 60) / count ? 35 : 0 };
}

function categories(data, theme, width, extra = {}) {
  return {
    type: "category",
    data: data.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.quiet } },
    axisLabel: { color: theme.text, fontSize: 14, ...fit(data, width) },
    ...extra,
  };
}

// The unit stands in the axis' name, but per cent are written as such.
function tick(data) {
  const unit = data.unit === "%" ? "%" : "";
  return (value) => writer({ ...data, unit, decimals: Number.isInteger(value) ? 0 : data.decimals })(value);
}

function values(data, theme, write, extra = {}) {
  return {
    type: "value",
    name: data.unit && data.unit !== "%" && data.unit !== data.valueName ? `${data.valueName} (${data.unit})` : data.valueName,
    nameLocation: "end",
    nameTextStyle: { color: theme.quiet, fontSize: 13, align: "left", padding: [0, 0, 4, -28] },
    axisLabel: { color: theme.quiet, fontSize: 13, formatter: tick(data) },
    splitLine: { lineStyle: { color: theme.line, opacity: 0.6 } },
    ...extra,
  };
}

// The limit is a line of its own; its name stands in the legend, where it never covers a bar.
function limitName(data, theme) {
  if (!data.limit) return [];
  const lineStyle = { color: theme.limit, type: [6, 4], width: 2 };
  return [{ type: "line", name: data.limit.name, data: [], symbolSize: 0, lineStyle, itemStyle: { color: theme.limit } }];
}

function limit(data, theme, write, axis = "yAxis") {
  if (!data.limit) return {};
  return {
    markLine: {
      symbol: "none",
      silent: true,
      data: [{ [axis]: data.limit.value, name: data.limit.name }],
      lineStyle: { color: theme.limit, type: [6, 4], width: 2 },
      label: { show: false },
    },
  };
}

function valueLabel(data, theme, write, position, width) {
  const room = data.kind === "ranked" || width / data.categories.length > 46;
  return {
    show: data.series.length === 1 && room,
    position,
    color: theme.text,
    fontSize: 13,
    textBorderColor: theme.surface,
    textBorderWidth: 3,
    formatter: ({ value }) => write(value),
  };
}

function bars(data, theme, write, width, extra = {}) {
  return data.series.map((series, index) => ({
    type: "bar",
    name: series.name,
    data: series.values,
    barMaxWidth: 56,
    barGap: "12%",
    itemStyle: { borderRadius: [3, 3, 0, 0] },
    label: valueLabel(data, theme, write, "top", width),
    ...(index === 0 ? limit(data, theme, write) : {}),
    ...extra,
  }));
}

const SHAPES = {
  bar: (data, theme, write, width) => ({
    xAxis: categories(data, theme, width),
    yAxis: values(data, theme, write),
    series: bars(data, theme, write, width),
  }),
  stacked: (data, theme, write, width) => ({
    xAxis: categories(data, theme, width),
    yAxis: values(data, theme, write),
    series: bars(data, theme, write, width, { stack: "all", label: { show: false }, itemStyle: { borderColor: theme.surface, borderWidth: 1 } }),
  }),
  histogram: (data, theme, write, width) => ({
    xAxis: categories(data, theme, width, { name: data.categoryName, nameLocation: "middle", nameGap: fit(data, width).rotate ? 56 : 32, nameTextStyle: { color: theme.quiet } }),
    grid: { left: 4, right: 16, top: 34, bottom: 26, containLabel: true },
    yAxis: values(data, theme, write),
    series: bars(data, theme, write, width, { barCategoryGap: "3%", barMaxWidth: 400 }),
  }),
  ranked: (data, theme, write, width) => ({
    grid: { left: 4, right: 64, top: 8 + legendHeight(data, width), bottom: 4, containLabel: true },
    xAxis: values(data, theme, write, { name: "", axisLabel: { show: data.series.length > 1, color: theme.quiet, formatter: tick(data), hideOverlap: true }, splitLine: { show: data.series.length > 1, lineStyle: { color: theme.line, opacity: 0.6 } }, ...(data.unit === "%" ? { max: 100 } : {}) }),
    yAxis: categories(data, theme, width, {
      inverse: true,
      axisLine: { show: false },
      axisLabel: { color: theme.text, fontSize: width < 420 ? 13 : 14, interval: 0, width: nameWidth(width), overflow: "break", lineHeight: 17 },
    }),
    series: bars(data, theme, write, width, {
      barMaxWidth: 22,
      itemStyle: { borderRadius: [0, 3, 3, 0] },
      label: valueLabel(data, theme, write, "right", width),
      ...limit(data, theme, write, "xAxis"),
    }),
  }),
  line: (data, theme, write, width) => ({
    xAxis: categories(data, theme, width, { boundaryGap: false, axisLabel: { color: theme.text, fontSize: 14, hideOverlap: true, alignMinLabel: "left" } }),
    yAxis: values(data, theme, write, { scale: true }),
    grid: { left: 4, right: 28, top: 34 + legendHeight(data, width), bottom: 4, containLabel: true },
    series: data.series.map((series, index) => ({
      type: "line",
      name: series.name,
      data: series.values,
      symbol: MARKS[index % MARKS.length],
      symbolSize: 9,
      lineStyle: { width: 2.5, type: DASHES[index % DASHES.length] },
      ...(index === 0 ? limit(data, theme, write) : {}),
    })),
  }),
  box: (data, theme, write, width) => ({
    xAxis: categories(data, theme, width),
    yAxis: values(data, theme, write, { scale: true }),
    series: data.series.map((series) => ({
      type: "boxplot",
      name: series.name,
      data: series.values,
      boxWidth: [12, 48],
      itemStyle: { color: theme.tint, borderColor: theme.colors[0], borderWidth: 2 },
    })),
  }),
  scatter: (data, theme, write, width) => ({
    xAxis: { ...values(data, theme, write, { scale: true }), name: data.categoryName, nameLocation: "middle", nameGap: 30 },
    yAxis: values(data, theme, write, { scale: true }),
    grid: { left: 4, right: 16, top: 34 + legendHeight(data, width), bottom: 26, containLabel: true },
    series: data.series.map((series, index) => ({
      type: "scatter",
      name: series.name,
      symbol: MARKS[index % MARKS.length],
      symbolSize: 11,
      data: series.values.map((value, place) => ({ value, name: data.categories[place] })),
      itemStyle: { opacity: 0.85, borderColor: theme.surface, borderWidth: 1 },
    })),
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: ({ name, value }) => `${name}\n${value.map(write).join(" · ")}`,
    },
  }),
  heatmap: (data, theme, write, width) => {
    const cells = data.series.flatMap((series, y) => series.values.map((value, x) => [x, y, value ?? "-"]));
    const numbers = cells.map((cell) => cell[2]).filter((value) => typeof value === "number");
    return {
      grid: { left: 4, right: 16, top: 8, bottom: 56, containLabel: true },
      xAxis: categories(data, theme, width, { splitArea: { show: false } }),
      yAxis: { ...categories(data, theme, width, { inverse: true, axisLabel: { color: theme.text, fontSize: 14 } }), data: data.series.map((series) => series.name) },
      visualMap: {
        min: Math.min(...numbers),
        max: Math.max(...numbers),
        orient: "horizontal",
        left: 0,
        bottom: 0,
        itemWidth: 14,
        itemHeight: 120,
        text: [write(Math.max(...numbers)), write(Math.min(...numbers))],
        textStyle: { color: theme.quiet },
        inRange: { color: [theme.tint, theme.colors[0]] },
      },
      series: [
        {
          type: "heatmap",
          data: cells,
          itemStyle: { borderColor: theme.surface, borderWidth: 2 },
          label: { show: true, fontSize: 13, formatter: ({ value }) => write(value[2]), color: theme.text, textBorderColor: theme.surface, textBorderWidth: 3 },
        },
      ],
    };
  },
};
