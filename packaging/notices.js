// Writes the notices of third parties: what is in the bundle, under which licence, in the words of its authors.
const fs = require('node:fs');
const path = require('node:path');

/** Names of files that hold a licence or what it asks to be passed on. */
const licenceFile = /^(?:licen[cs]e|copying|notice|thirdpartynotices?)(?:[-.].*)?$/i;

/**
 * @param {ReturnType<typeof import('./packages.js').packagesIn>} packages
 * @returns {string}
 */
exports.noticesOf = (packages) => {
  const silent = packages.filter(({ licence }) => licence === undefined);
  if (silent.length > 0) throw new Error(`Without a licence: ${silent.map(({ name }) => name).join(', ')}`);
  return [
    'This extension contains the work of others, named here with their licences.',
    ...packages.map(({ name, version, licence, folder }) =>
      [`${'-'.repeat(80)}\n${name} ${version}\nLicence: ${licence}`, ...textsIn(folder)].join('\n\n'),
    ),
    '',
  ].join('\n\n');
};

function textsIn(folder) {
  return fs
    .readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim());
}
