import fs from 'node:fs';
import path from 'node:path';
import type { Host } from '../../vscode-host/install.mjs';

/** What comes with VS Code and has a part in the tests: the languages that are judged, JSON and Markdown, colours and icons. */
// prettier-ignore
const wanted = new Set([
  'bat', 'configuration-editing', 'docker', 'dotenv', 'groovy', 'html', 'ini', 'java', 'javascript', 'json', 'json-language-features',
  'make', 'markdown-basics', 'markdown-language-features', 'microsoft-authentication', 'powershell', 'shellscript', 'sql',
  'terminal-suggest', 'theme-defaults', 'theme-seti', 'xml', 'yaml',
]);

/**
 * The built-in extensions of `host` that have none, as `publisher.name`: some hundred, of Git, debuggers and languages. A window
 * reads and starts them for a third of the time that it takes to open.
 */
export function idleBuiltIns({ server }: Host): readonly string[] {
  const folder = path.resolve(path.dirname(server), '../extensions');
  return fs
    .readdirSync(folder)
    .filter((name) => !wanted.has(name) && fs.existsSync(path.join(folder, name, 'package.json')))
    .map((name) => {
      const file = path.join(folder, name, 'package.json');
      const { publisher, name: own } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>;
      return `${publisher}.${own}`;
    });
}
