import fs from 'node:fs';
import path from 'node:path';
import { pick, seeded, type Random } from '../../fuzz/random';

export interface Workspace {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Relative paths of the files that hold something rules look for. */
  readonly mentions: readonly string[];
}

const total = 10_000;
const mentioning = 310;
const averageBytes = 8_000;

/** Seven of ten are Java; the rest is what else a repository of services holds. */
const endings = [
  ...Array.from({ length: 70 }, () => 'java'),
  ...Array.from({ length: 8 }, () => 'kt'),
  ...Array.from({ length: 6 }, () => 'yml'),
  ...Array.from({ length: 4 }, () => 'properties'),
  ...Array.from({ length: 5 }, () => 'json'),
  ...Array.from({ length: 3 }, () => 'md'),
  ...['xml', 'sh', 'tf', 'bicep'],
];

const words =
  'order invoice parcel stock price customer refund audit batch ledger queue report basket route'.split(' ');

/** Writes the workspace of the scan figures below `folder`: 10,000 files, 80 MB, the same ones each time. */
export function writeWorkspace(folder: string): Workspace {
  const next = seeded(42);
  const mentions: string[] = [];
  let bytes = 0;
  for (let i = 0; i < total; i += 1) {
    const ending = endings[i % endings.length] ?? 'java';
    const mentionsOne = ending === 'java' && mentions.length < mentioning && i % 22 === 1;
    const name = `module-${i % 40}/src/main/java/com/example/p${i % 97}/File${i}.${ending}`;
    const text = mentionsOne ? javaFile(i, next, credential(i)) : fileOf(ending, i, next);
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    bytes += Buffer.byteLength(text);
    if (mentionsOne) mentions.push(name);
  }
  return { folder, files: total, bytes, mentions };
}

function fileOf(ending: string, i: number, next: Random): string {
  switch (ending) {
    case 'java':
      return javaFile(i, next, '');
    case 'kt':
      return repeat(`class File${i}`, next, (w, n) => `fun ${w}${n}(value: Int): Int = value + ${n}`);
    case 'yml':
      return repeat('shop:', next, (w, n) => `  ${w}-${n}: "${w} ${n}"`);
    case 'properties':
      return repeat('# settings', next, (w, n) => `shop.${w}.${n}=${w} ${n}`);
    case 'json':
      return `{\n${repeat('  "first": 0', next, (w, n) => `  ,"${w}${n}": "${w}"`)}\n}\n`;
    default:
      return repeat('# notes', next, (w, n) => `# ${w} ${n} was looked at and put back`);
  }
}

function repeat(head: string, next: Random, line: (word: string, n: number) => string): string {
  const lines = [head];
  for (let size = head.length; size < averageBytes; size += lines.at(-1)?.length ?? 1)
    lines.push(line(pick(words, next), lines.length));
  return `${lines.join('\n')}\n`;
}

function credential(i: number): string {
  return `
    private TokenCredential credential${i}() {
        return new ManagedIdentityCredentialBuilder().build();
    }
`;
}

/** A class of the usual kind, with as many methods as make the usual size. */
export function javaFile(i: number, next: Random, extra: string, size = averageBytes): string {
  const methods: string[] = [];
  for (let length = 0; length < size - 600; length += methods.at(-1)?.length ?? 1) {
    const [a, b] = [pick(words, next), pick(words, next)];
    const n = methods.length;
    methods.push(`
    /** Looks up the ${a} of a ${b}; an unknown one is an empty result, not an error. */
    public Optional<String> ${a}Of${n}(String ${b}Id, int limit) {
        if (${b}Id == null || ${b}Id.isBlank()) {
            return Optional.empty();
        }
        var found = new ArrayList<String>();
        for (int i = 0; i < limit; i++) {
            found.add(repository.find("${a}-" + ${b}Id + "-" + i).orElse("none"));
        }
        log.debug("{} of {} found", found.size(), limit);
        return found.stream().filter(one -> !one.equals("none")).findFirst();
    }
`);
  }
  const imports = extra === '' ? '' : 'import com.azure.identity.ManagedIdentityCredentialBuilder;\n';
  return `package com.example.p${i % 97};

${imports}import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class File${i} {
    private static final Logger log = LoggerFactory.getLogger(File${i}.class);
    private final Repository repository = new Repository();
${extra}${methods.join('')}}
`;
}
