import { say } from '../../lifecycle/text';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RuleInfo } from '../../rules/rule';
import { sourceFile } from '../../source/source-file';
import { fingerprints } from './fingerprint';
import type { FileFinding } from '../lint-file';

const rule: RuleInfo = { id: 'MI000', name: 'any', title: say('Any.'), severity: 'warning' };

/** One finding for each `here` of the text. */
function namesIn(text: string, path = 'A.java'): readonly string[] {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const findings = [...text.matchAll(/here/g)].map(({ index }): FileFinding => {
    return {
      rule,
      span: { start: index, end: index + 4 },
      message: say(''),
      severity: 'warning',
      confidence: 'high',
    };
  });
  return fingerprints(file, findings);
}

describe('fingerprints', () => {
  it('stay when lines are put in between, indented or end otherwise', () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r\n', '// x\n'), maxLength: 9 });
    fc.assert(
      fc.property(space, space, (above, between) => {
        const text = `${above}\n\t first(here); \r\n${between}\n  second(here);`;
        assert.deepEqual(namesIn(text), namesIn('first(here);\nsecond(here);'));
      }),
      { numRuns: 100 },
    );
  });

  it('tell equal lines, other lines and other files apart', () => {
    const all = [...namesIn('a(here);\na(here);\nb(here);'), ...namesIn('a(here);', 'B.java')];
    assert.equal(new Set(all).size, 4);
  });

  it('hold nothing of the line itself', () => {
    assert.doesNotMatch(namesIn('key("here-hunter2");').join(), /hunter2|here/);
  });
});
