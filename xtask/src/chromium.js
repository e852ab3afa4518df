// Unpacks the package that holds Chromium, into `whole` beside it: PACKAGE SHA512. Node.js reads Brotli, tar does not.

const { execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { brotliDecompressSync } = require("node:zlib");

const [file, expected] = process.argv.slice(2);
const found = createHash("sha512").update(readFileSync(file)).digest("base64");
if (found !== expected) {
  console.error(`the SHA-512 of ${file} is ${found}, not ${expected}`);
  process.exit(1);
}

const folder = dirname(file);
const whole = join(folder, "whole");
mkdirSync(whole);
execFileSync("tar", ["-xzf", file, "-C", folder, "--no-same-owner"]);
const part = (name) => brotliDecompressSync(readFileSync(join(folder, "package/bin", name)));
writeFileSync(join(whole, "chromium"), part("chromium.br"));
chmodSync(join(whole, "chromium"), 0o755);
// The libraries and the fonts that a bare machine may lack.
for (const name of ["al2023", "fonts"]) {
  const archive = join(folder, `${name}.tar`);
  writeFileSync(archive, part(`${name}.tar.br`));
  execFileSync("tar", ["-xf", archive, "-C", whole, "--no-same-owner"]);
}
writeFileSync(
  join(whole, "fonts.conf"),
  '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n',
);
rmSync(join(folder, "package"), { recursive: true });
