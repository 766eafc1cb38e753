import { say } from '../../src/lifecycle/text';
import type { Linter } from '../../src/lint/ports';

const rule = {
  id: 'MI101',
  name: 'credential-without-client-id',
  title: say('Any.'),
  severity: 'warning',
} as const;

/** What makes a text worth a look, so that it reaches the linter at all. */
export const worthALook = 'ManagedIdentityCredentialBuilder';

/** Finds fault with the word WRONG, and counts what it was asked. */
export class MadeUpLinter implements Linter {
  readonly judged: string[] = [];
  readonly open = new Set<string>();

  judge: Linter['judge'] = ({ key, path, text }) => {
    this.judged.push(path);
    this.open.add(key);
    const start = text.indexOf('WRONG');
    const span = { start, end: start + 'WRONG'.length };
    return Promise.resolve({
      findings:
        start < 0
          ? []
          : [
              {
                rule,
                span,
                message: say('made up'),
                severity: 'warning' as const,
                confidence: 'high' as const,
              },
            ],
      facts: [],
    });
  };

  scan: NonNullable<Linter['scan']> = () => Promise.reject(new Error('nothing is scanned here'));

  close(key: string): void {
    this.open.delete(key);
  }
}
