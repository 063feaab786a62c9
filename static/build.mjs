// Builds dist/ from css/, icons/, js/ and htmx: minified, then compressed. The same input gives the
// same bytes, and nothing is written when nothing changed. With --force everything is made anew.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(here, ...parts);
const text = (...parts) => readFileSync(at(...parts), "utf8");
const list = (folder) => readdirSync(at(folder)).sort();

const htmx = ["node_modules", "htmx.org", "dist", "htmx.min.js"];
const stamp = at("dist", ".stamp");

function inputs() {
  const hash = createHash("sha256");
  const files = ["build.mjs", "package-lock.json"]
    .concat(list("css").map((f) => join("css", f)), list("js").map((f) => join("js", f)))
    .concat(list("icons").map((f) => join("icons", f)));
  for (const file of files) hash.update(file).update("\0").update(readFileSync(at(file)));
  return hash.digest("hex");
}

// The symbols of icons/, each under "i-" and the name of its file. favicon.svg stands alone.
function sprite() {
  const symbols = list("icons").filter((f) => f !== "favicon.svg").map((file) => {
    const svg = text("icons", file).trim();
    const [, box, body] = svg.match(/^<svg [^>]*viewBox="([^"]+)"[^>]*>(.*)<\/svg>$/s);
    return `<symbol id="i-${file.replace(".svg", "")}" viewBox="${box}">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function write(name, content) {
  writeFileSync(at("dist", name), content);
  writeFileSync(at("dist", name + ".gz"), gzipSync(content, { level: 9 }));
}

const wanted = inputs();
const made = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
if (made && !process.argv.includes("--force")) process.exit(0);

mkdirSync(at("dist"), { recursive: true });
for (const file of list("dist")) if (file !== ".gitkeep") rmSync(at("dist", file));

// light-dark() and :has() stay as written: the browsers that know one of them know the others.
const css = transformSync(list("css").map((f) => text("css", f)).join("\n"),
  { loader: "css", minify: true, target: "esnext" }).code;
const js = list("js").map((f) => transformSync(text("js", f), { minify: true }).code).join("");

write("app.css", css);
write("app.js", text(...htmx).trim() + "\n" + js);
write("sprite.svg", sprite());
write("favicon.svg", text("icons", "favicon.svg"));
writeFileSync(stamp, wanted);
