// A file of more than three hundred lines holds more than one noun. Tests beside the code are lists of cases, and grow with them.
import fs from 'node:fs';
import path from 'node:path';

const most = 300;

const long = ['src', 'test']
  .flatMap((folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
  .map((entry) => path.join(entry.parentPath, entry.name))
  .map((file) => ({ file, lines: fs.readFileSync(file, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > most);

for (const { file, lines } of long)
  console.error(`${file} has ${lines} lines, more than ${most}: which nouns are in it?`);
process.exitCode = long.length === 0 ? 0 : 1;
