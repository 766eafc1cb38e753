// The packages whose files are in the bundle: made of the bundle's own inputs, so that nothing can be bundled and forgotten.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/**
 * @param {readonly string[]} files Paths of files of packages: inputs of the bundle, grammars.
 * @returns {readonly { name: string, version: string, licence: string | undefined, folder: string }[]} By name and version, once each.
 */
exports.packagesIn = (files) => {
  const folders = [...new Set(files.flatMap((file) => folderOf(path.resolve(root, file)) ?? []))];
  const all = folders.map(read).sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
  return [...new Map(all.map((one) => [`${one.name} ${one.version}`, one])).values()];
};

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The folder of the package a file is of; `undefined` for our own. */
function folderOf(file) {
  const marker = `${path.sep}node_modules${path.sep}`;
  const at = file.lastIndexOf(marker);
  if (at < 0) return undefined;
  const [first = '', second = ''] = file.slice(at + marker.length).split(path.sep);
  return file.slice(0, at + marker.length) + (first.startsWith('@') ? path.join(first, second) : first);
}

function read(folder) {
  const { name, version, license, licenses } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);
  return { name, version, licence, folder };
}
