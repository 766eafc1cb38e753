import { say } from '../../lifecycle/text';
import type { JvmFile, JvmNode } from '../../source/jvm/jvm-file';
import type { TextEdit } from '../../source/span';
import type { EditFix } from '../finding';
import { offeredIdentities, titleOf } from '../offered-identity';
import type { FileContext, SubjectRule } from '../rule';
import { unnamedIdentityLevel } from '../unnamed-identity';
import { indexOf } from './jvm-index';
import { msiSettings, type MsiSetting } from './jdbc-setting';
import { msiUrls, type MsiUrl } from './jdbc-url';
import { fromEnvironment } from './name-identity';

export const jdbcMsiWithoutClientId: SubjectRule<'jvm'> = {
  id: 'MI112',
  name: 'jdbc-msi-without-client-id',
  title: say('A JDBC URL does not say which managed identity it is for.'),
  severity: 'warning',
  subject: 'jvm',
  literals: ['activedirectorymsi', 'activedirectorymanagedidentity'],
  *check(file, context) {
    const severity = unnamedIdentityLevel(context.app, 'jdbc');
    if (severity === undefined) return;
    for (const url of msiUrls(indexOf(file))) {
      if (url.named) continue;
      yield {
        span: url.span,
        severity,
        ...(context.app !== undefined && { live: true }),
        message: say(
          'This URL does not say which managed identity it is for: with several at the app, the database may be asked with the wrong one.',
        ),
        fixes: url.text.plain ? namingFixes(url, file, context) : [],
      };
    }
    for (const setting of msiSettings(indexOf(file))) {
      if (setting.named) continue;
      yield {
        span: setting.span,
        severity,
        ...(context.app !== undefined && { live: true }),
        message: say(
          'This connection does not say which managed identity it is for: with several at the app, the database may be asked with the wrong one.',
        ),
        fixes: settingFix(setting, file, context),
      };
    }
  },
};

/** One more statement, where the setting is one on a variable of its own lines. */
function settingFix(
  { node, on }: MsiSetting,
  { language }: JvmFile,
  { text }: FileContext,
): readonly EditFix[] {
  if (node.kind !== 'call' || node.name !== 'setAuthentication' || on === undefined) return [];
  const end = language === 'java' ? ';' : '';
  if (node.parent?.kind !== 'block' || text.slice(node.span.end, node.span.end + end.length) !== end)
    return [];
  const lineStart = text.lastIndexOf('\n', node.span.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, node.span.start))?.[0] ?? '';
  const lineEnd = text.charAt(lineStart - 2) === '\r' ? '\r\n' : '\n';
  const at = node.span.end + end.length;
  const call = `${lineEnd}${indent}${on}.setMSIClientId(${fromEnvironment})${end}`;
  const edits = [{ span: { start: at, end: at }, text: call }];
  return [{ kind: 'edit', title: say('Name the identity of AZURE_CLIENT_ID'), safe: false, edits }];
}

function namingFixes(
  url: MsiUrl,
  { language }: JvmFile,
  { app, text, targets = [] }: FileContext,
): readonly EditFix[] {
  const { end } = url.span;
  const offers = offeredIdentities(app, targets);
  const environment = environmentEdit(url, language, text);
  return [
    ...offers.map((offer): EditFix => {
      const edits = [{ span: { start: end, end }, text: `;msiClientId=${offer.identity.clientId}` }];
      return { kind: 'edit', title: titleOf(offer), safe: false, edits };
    }),
    ...(environment === undefined
      ? []
      : [
          {
            kind: 'edit',
            title: say('Name the identity of AZURE_CLIENT_ID'),
            safe: false,
            edits: [environment],
          } as const,
        ]),
  ];
}

/** `undefined` where only a constant may stand, and where code cannot be put in without a look at the rest. */
function environmentEdit(url: MsiUrl, language: JvmFile['language'], source: string): TextEdit | undefined {
  const { span, text, whole } = url;
  const at = { start: span.end, end: span.end };
  const dollar = language === 'kotlin' ? '\\$' : '$';
  // Spring fills in what annotations hold.
  if (isIn('annotation', text)) return { span: at, text: `;msiClientId=${dollar}{AZURE_CLIENT_ID}` };
  if (whole.parent?.kind === 'variable' && whole.parent.constant) return undefined;
  return language === 'kotlin'
    ? { span: at, text: `;msiClientId=\${${fromEnvironment}}` }
    : javaEdit(url, source);
}

function javaEdit({ span, text, whole }: MsiUrl, source: string): TextEdit | undefined {
  const { end } = span;
  const isReceiver = whole.parent?.kind === 'call' && whole.parent.receiver === whole;
  if (text.multiline || isReceiver) return undefined;
  // At the end of the literal no empty one is left behind.
  if (end === text.content.end && source.charAt(end) === '"')
    return { span: { start: end, end: end + 1 }, text: `;msiClientId=" + ${fromEnvironment}` };
  return { span: { start: end, end }, text: `;msiClientId=" + ${fromEnvironment} + "` };
}

function isIn(kind: JvmNode['kind'], node: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at.kind !== kind) at = at.parent;
  return at !== undefined;
}
