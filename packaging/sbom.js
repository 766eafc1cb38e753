// Writes the bill of materials (CycloneDX 1.6): what is in the bundle, with the hash of the package it came from. The lock file knows
// the hashes; whatever else it holds only helps to build. No time and no random number: the same input gives the same bytes.
const { readFileSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/**
 * @param {ReturnType<typeof import('./packages.js').packagesIn>} packages
 * @returns {string} JSON
 */
exports.billOf = (packages) => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { packages: locked } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const own = {
    type: 'application',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    licenses: licencesOf(license),
  };
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: own },
    components: packages.map((one) => componentOf(one, locked[placeOf(one)])),
    dependencies: [{ ref: own['bom-ref'], dependsOn: packages.map(purlOf) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
};

/** Where the lock file has a package: its folder from the root, with `/`. */
function placeOf({ folder }) {
  return path.relative(root, folder).replaceAll(path.sep, '/');
}

/** https://github.com/package-url/purl-spec */
function purlOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function componentOf(one, entry) {
  const { name, version, licence } = one;
  const [algorithm, value] = (entry?.integrity ?? '').split('-', 2);
  if (algorithm !== 'sha512') throw new Error(`The lock file has no SHA-512 of ${name} ${version}`);
  return {
    type: 'library',
    'bom-ref': purlOf(one),
    name,
    version,
    purl: purlOf(one),
    licenses: licencesOf(licence),
    hashes: [{ alg: 'SHA-512', content: Buffer.from(value, 'base64').toString('hex') }],
  };
}

function licencesOf(licence) {
  return /[ ()]/.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];
}
