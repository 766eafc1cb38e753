import fs from 'node:fs';
import path from 'node:path';
import { languageOf } from '../../src/source/language';
import { readRulePage } from '../rules/rule-page';

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

const root = path.resolve(__dirname, '../..');

/** Texts that rules have something to say about: the sample workspace, and what the pages of the rules show. */
export function corpus(): readonly CorpusFile[] {
  return [...sampleFiles(), ...pageSamples()];
}

function sampleFiles(): readonly CorpusFile[] {
  return filesBelow('samples')
    .filter((file) => languageOf(file) !== undefined)
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(root, 'samples', file), 'utf8') }));
}

function pageSamples(): readonly CorpusFile[] {
  return filesBelow('src/rules')
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const { wrong, right } = readRulePage(fs.readFileSync(path.join(root, 'src/rules', file), 'utf8'));
      return [...wrong, ...right].filter((sample) => languageOf(sample.path) !== undefined);
    });
}

function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(root, folder), path.join(entry.parentPath, entry.name)))
    .sort();
}
