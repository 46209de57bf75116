// Builds everything under src/gemensam/interfaces/web/static/gemensam/vendor and its VENDOR.json.
// For developers: `npm ci && npm run build` (`-- --themes` also remakes the municipal themes, a minute).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const project = dirname(here);
const target = join(project, "src/gemensam/interfaces/web/static/gemensam/vendor");
const licences = join(project, "src/gemensam/interfaces/web/static/gemensam/licences");
const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8")).packages;
const vendored = [];

function packageOf(path) {
  const parts = relative(here, join(here, path)).split("/");
  const start = parts.lastIndexOf("node_modules") + 1;
  if (start === 0) return null;
  const depth = parts[start].startsWith("@") ? 2 : 1;
  return parts.slice(0, start + depth).join("/");
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  return { package: name, version, licence: license, integrity: lock[folder].integrity, folder };
}

function record(file, sources, folders) {
  const content = readFileSync(join(target, file));
  const packages = [...new Set(folders)].sort().map(describe);
  for (const item of packages) copyLicence(item);
  vendored.push({
    file,
    sha256: createHash("sha256").update(content).digest("hex"),
    bytes: content.length,
    source: sources,
    packages: packages.map(({ folder, ...rest }) => rest),
  });
}

function copyLicence({ package: name, folder }) {
  const to = join(licences, name.replace("@", "").replace("/", "__"));
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(join(here, folder))) {
    if (/^(licen[cs]e|notice)/i.test(file)) {
      cpSync(join(here, folder, file), join(to, file), { recursive: true });
    }
  }
}

async function bundle(entry, file, options = {}) {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(target, file),
    bundle: true,
    minify: true,
    metafile: true,
    charset: "utf8",
    legalComments: "inline",
    target: ["chrome111", "firefox115", "safari16.4"],
    ...options,
  });
  const folders = Object.keys(result.metafile.inputs).map(packageOf).filter(Boolean);
  record(file, `frontend/${entry}`, folders);
}

function makeThemes() {
  const cli = join(here, "node_modules/.bin/designsystemet");
  const config = ["--config", "designsystemet.config.json"];
  const run = (...words) => execFileSync(cli, ["tokens", ...words], { cwd: here, stdio: "inherit" });
  run("create", ...config, "--clean");
  run("build", ...config, "-t", "build/tokens", "-o", "build/themes", "--clean");
}

async function themes() {
  if (process.argv.includes("--themes") || !existsSync(join(here, "build/themes"))) makeThemes();
  const names = readdirSync(join(here, "build/themes")).filter((name) => name.endsWith(".css"));
  for (const name of names.sort()) {
    const text = readFileSync(join(here, "build/themes", name), "utf8");
    const { code } = await esbuild.transform(text, { loader: "css", minify: true, charset: "utf8" });
    mkdirSync(join(target, "themes"), { recursive: true });
    writeFileSync(join(target, "themes", name), code);
    record(`themes/${name}`, "frontend/designsystemet.config.json", ["node_modules/@digdir/designsystemet"]);
  }
}

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");

// Weights 400-650. The first file is on every page: Latin-1, the letters of the national minority languages and
// Swedish typography. The others are fetched where a name needs them (unicode-range in our style sheet).
const FONTS = {
  "inter.woff2": [
    "latin",
    range(0x20, 0x7e) + range(0xa0, 0xff) + "–—‘’‚“”„•…‰‹›€™−×÷←→↑↓≤≥≈\u2009\u202f",
  ],
  "inter-extended.woff2": ["latin-ext", range(0x100, 0x24f)],
  "inter-vietnamese.woff2": ["vietnamese", range(0x1ea0, 0x1ef9) + "ĂăĐđĨĩŨũƠơƯư"],
};

async function fonts() {
  for (const [file, [subset, text]] of Object.entries(FONTS)) {
    const source = `node_modules/@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`;
    const woff2 = await subsetFont(readFileSync(join(here, source)), text, {
      targetFormat: "woff2",
      variationAxes: { wght: { min: 400, max: 650, default: 400 } },
    });
    writeFileSync(join(target, file), woff2);
    record(file, source.replace("node_modules/", ""), ["node_modules/@fontsource-variable/inter"]);
  }
}

// Letters as PDF: two weights as plain TrueType, since the typesetter takes no variable fonts. All of Latin.
const LETTERS = range(0x20, 0x7e) + range(0xa0, 0x24f) + range(0x1e00, 0x1eff) + "–—‘’‚“”„•…‰‹›€™−×÷←→↑↓≤≥≈✓\u2009\u202f";
const pdfTarget = join(project, "src/gemensam/foundation/documents/fonts");

async function pdfFonts() {
  const folder = "node_modules/@expo-google-fonts/inter";
  mkdirSync(pdfTarget, { recursive: true });
  const files = [];
  for (const [weight, face] of [["400Regular", "Regular"], ["600SemiBold", "SemiBold"]]) {
    const source = `${folder}/${weight}/Inter_${weight}.ttf`;
    const content = await subsetFont(readFileSync(join(here, source)), LETTERS, { targetFormat: "sfnt" });
    writeFileSync(join(pdfTarget, `Inter-${face}.ttf`), content);
    const { folder: _, ...from } = describe(folder);
    copyLicence({ package: from.package, folder });
    const sha256 = createHash("sha256").update(content).digest("hex");
    files.push({ file: `Inter-${face}.ttf`, sha256, bytes: content.length, source, packages: [from] });
  }
  writeFileSync(join(pdfTarget, "VENDOR.json"), JSON.stringify(files, null, 2) + "\n");
}

rmSync(target, { recursive: true, force: true });
rmSync(licences, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await bundle("src/designsystemet.css", "designsystemet.css");
await bundle("src/designsystemet.js", "designsystemet.js", { format: "esm" });
await bundle("src/echarts.js", "echarts.js", { format: "esm" });
await bundle("src/sortable.js", "sortable.js", { format: "esm" });
await themes();
await fonts();
await pdfFonts();
writeFileSync(join(dirname(target), "VENDOR.json"), JSON.stringify(vendored, null, 2) + "\n");
for (const { file, bytes } of vendored) console.log(file.padEnd(28), bytes);
