// Prints, for each file named, its bytes as they are, by gzip and by brotli, both at their strongest.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const strongest = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const rows = process.argv.slice(1).map((path) => {
  const bytes = readFileSync(path);
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, strongest).length];
});
console.log(JSON.stringify(rows));
