import { counted, say } from '../lifecycle/text';
import type { Judgement } from '../lint/ports';
import type { Report } from '../report/report';
import { sourceFile } from '../source/source-file';
import { LineIndex } from '../source/span';
import type { Action, OfflinePorts } from './action';

export const lintText: Action<OfflinePorts> = {
  name: 'lint_text',
  title: 'Judge a Text for Mistakes With Managed Identities',
  description:
    'Judges one text (Java, Kotlin, Spring configuration, pom.xml, Gradle, Bicep, ARM template, Terraform, shell, PowerShell, workflow) for mistakes with managed identities: no client ID, wrong kind of ID, secrets in clear, obsolete libraries, and more. Use it on code before it is proposed. Works offline; other files are not read.',
  effect: 'reads',
  reaches: 'nothing',
  input: {
    path: {
      description:
        'The name of the file, with its folders where they matter, for example src/main/resources/application.yml.',
      required: true,
    },
    text: { description: 'Its whole text.', required: true },
  },
  run: async ({ judge }, { path = '', text = '' }) => {
    // Nothing found in what nobody read is no good news.
    if (sourceFile(path, text) === undefined)
      return {
        title: say('Findings in {0}', path),
        blocks: [{ kind: 'paragraph', text: say('Not judged: no rule reads files of this kind.') }],
      };
    const judgement = await judge({
      key: `tool:${path}`,
      path: path.replaceAll('\\', '/'),
      text,
      levels: {},
    });
    return judged(path, text, judgement);
  },
};

function judged(path: string, text: string, { findings }: Judgement): Report {
  const lines = new LineIndex(text);
  return {
    title: say('Findings in {0}', path),
    blocks: [
      { kind: 'paragraph', text: counted(findings.length, '{0} finding.', '{0} findings.') },
      {
        kind: 'table',
        head: [say('Line'), say('Level'), say('Rule'), say('What is wrong'), say('What helps')],
        rows: findings.map(({ span, severity, rule, message, fixes = [] }) => [
          String(lines.positionAt(span.start).line + 1),
          severity,
          rule.id,
          message,
          fixes[0]?.title ?? '',
        ]),
      },
    ],
  };
}
