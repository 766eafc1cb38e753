// A folder of more than twelve source files wants a room. The rules are a catalogue, one file each; at the top stand the entry points.
import fs from 'node:fs';
import path from 'node:path';

const most = 12;
const catalogue = path.join('src', 'rules');

const folders = fs
  .readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => path.join(entry.parentPath, entry.name))
  .filter((folder) => folder !== catalogue && !folder.startsWith(catalogue + path.sep));
const crowded = folders
  .map((folder) => ({
    folder,
    files: fs.readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).length,
  }))
  .filter(({ files }) => files > most);

for (const { folder, files } of crowded)
  console.error(`${folder} has ${files} source files, more than ${most}: what there belongs together?`);
process.exitCode = crowded.length === 0 ? 0 : 1;
