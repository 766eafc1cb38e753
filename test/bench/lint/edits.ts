import { deadline } from '../../../src/disk/threads/deadline';
import { EditedTrees } from '../../../src/lint/open/edited-trees';
import { FolderProjects } from '../../../src/lint/project/folder-projects';
import { OpenDocuments } from '../../../src/lint/open/open-documents';
import { seeded } from '../../fuzz/random';
import { Grammars } from '../../../src/source/grammar/grammars';
import { grammarBytes } from '../../rules/package-grammars';
import { atMost, median, type Figure } from '../figure';
import { javaFile } from './workspace';

/** About 2,000 lines. */
const size = 88_000;
const places = 12;

/** What people type in a method, a key at a time. */
const typed = `
        var client = new ManagedIdentityCredentialBuilder().build();
        if (parcels.stream().anyMatch(one -> one.id().equals("p-" + id))) {
            return Optional.of(repository.find(id)); // as before
        }`;
const closers: Readonly<Record<string, string>> = { '(': ')', '{': '}', '"': '"' };

/** What judging a file of 2,000 lines again costs after each key, beside parsing it again alone. */
export async function measureEdits(): Promise<readonly Figure[]> {
  // With the clock of the linter's thread: a test's asks the system for the processor's time, which is a tenth of what it measures.
  const grammars = new Grammars(grammarBytes(), () => performance.now());
  const documents = new OpenDocuments(grammars, new FolderProjects(grammars, noFiles), deadline());
  const judge = (text: string) => documents.judge({ key: 'any', path: 'A.java', text, levels: {} });
  const texts = [...editedTexts()];
  // What is typed first also pays for what the engine compiles; nobody types only once.
  for (const text of texts.slice(0, keys().length)) await judge(text);
  const trees = new EditedTrees(grammars);
  const [judging, parsing]: [number[], number[]] = [[], []];
  for (const text of texts) {
    judging.push(await cpuOf(() => judge(text)));
    parsing.push(
      await cpuOf(() => {
        trees.text = text;
        trees.read('java', text, () => undefined);
      }),
    );
  }
  const worst = at(judging, 0.99);
  return [
    atMost({
      name: 'lint.edit.cpu.p99',
      unit: 'ms',
      value: worst,
      goal: 15,
      baseline: `${at(parsing, 0.99).toFixed(1)} ms parsing alone; medians ${median(judging).toFixed(1)} and ${median(parsing).toFixed(1)} ms of ${texts.length} keys`,
    }),
  ];
}

/** The file after each key, with the brackets and quotes that an editor closes by itself. */
function* editedTexts(): Generator<string> {
  const next = seeded(7);
  const file = javaFile(1, next, '    private final TokenCredential credential = credential();\n', size);
  const marks = [...file.matchAll(/return Optional\.empty\(\);\n {8}\}/g)];
  for (let i = 0; i < places; i += 1) {
    const mark = marks[next(marks.length)];
    if (mark === undefined) throw new Error('The file has no place to type in.');
    const place = mark.index + mark[0].length;
    yield* keys().map((now) => file.slice(0, place) + now + file.slice(place));
  }
}

function keys(): readonly string[] {
  const states: string[] = [];
  let [before, after] = ['', ''];
  for (const key of typed) {
    if (after.startsWith(key)) after = after.slice(1);
    else after = (closers[key] ?? '') + after;
    before += key;
    states.push(before + after);
  }
  return states;
}

async function* noFiles(): AsyncGenerator<never> {
  // The file lies in no folder.
}

async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
