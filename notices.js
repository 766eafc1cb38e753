// Writes the notices of third parties: what is in the bundle, under which licence, in the words of its authors. Made of the
// bundle's own inputs, so that nothing can be bundled and forgotten here.
const fs = require('node:fs');
const path = require('node:path');

/** Names of files that hold a licence or what it asks to be passed on. */
const licenceFile = /^(?:licen[cs]e|copying|notice|thirdpartynotices?)(?:[-.].*)?$/i;

/**
 * @param {readonly string[]} files Paths of files of packages: inputs of the bundle, grammars.
 * @returns {string}
 */
exports.noticesOf = (files) => {
  const folders = [...new Set(files.flatMap((file) => packageOf(path.resolve(__dirname, file)) ?? []))];
  const packages = folders.map(read).sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  const parts = [...new Map(packages.map((one) => [one.title, one])).values()];
  const silent = parts.filter(({ licence }) => licence === undefined);
  if (silent.length > 0) throw new Error(`Without a licence: ${silent.map(({ title }) => title).join(', ')}`);
  return [
    'This extension contains the work of others, named here with their licences.',
    ...parts.map(({ title, licence, texts }) =>
      [`${'-'.repeat(80)}\n${title}\nLicence: ${licence}`, ...texts].join('\n\n'),
    ),
    '',
  ].join('\n\n');
};

/** The folder of the package a file is of; `undefined` for our own. */
function packageOf(file) {
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
  const texts = fs
    .readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim());
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);
  return { title: `${name} ${version}`, licence, texts };
}
