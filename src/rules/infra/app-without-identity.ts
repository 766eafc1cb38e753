import { say } from '../../lifecycle/text';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { entryOf } from '../../source/infra/value';
import { lineEndOf, type Span } from '../../source/span';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { appOf } from './app-of';
import { indentAt } from './entry-edits';
import { givenIds, ownerOf } from './id-reference';
import { isEnvironment, namedValues, type NamedValue } from './named-values';
import { plainName } from '../plain-name';
import { isSpringApp, isSpringDeployment, labelOf, lastName } from './spring-app';
import { springLiterals } from '../../hosts/spring/types';

/**
 * Most apps need no identity, so this is silent unless the same file counts on one: it reads the app's own principal
 * ID, or gives the app the client ID of a user-assigned identity.
 */
export const appWithoutIdentity: SubjectRule<'infra'> = {
  id: 'MI407',
  name: 'app-without-identity',
  title: say('An app gets no identity, and the same file counts on one.'),
  severity: 'hint',
  subject: 'infra',
  literals: springLiterals,
  *check(file, { text }) {
    const bare = file.resources.filter((app) => isSpringApp(app) && declaresNone(app));
    if (bare.length === 0) return;
    const values = [...namedValues(file)];
    for (const app of bare) {
      const principal = values
        .map((named) => principalRead(file, app, named))
        .find((span) => span !== undefined);
      const client = values.map((named) => clientGiven(file, app, named)).find((span) => span !== undefined);
      const [span] = [principal ?? client];
      if (span === undefined) continue;
      yield {
        span: app.typeSpan,
        message:
          principal === undefined
            ? say('{0} gets no identity here, and this file names an identity to it.', labelOf(app))
            : say('{0} gets no identity here, and this file reads its principal ID.', labelOf(app)),
        related: [{ span, message: say('The identity that the app does not get.') }],
        fixes: principal === undefined ? [] : enabling(text, file, app),
      };
    }
  },
};

/** No identity of any form, and Terraform is not told to leave it alone. */
function declaresNone({ body }: Resource): boolean {
  if (body.open || entryOf(body, 'identity') !== undefined) return false;
  return entryOf(body, 'lifecycle') === undefined;
}

function principalRead(file: InfraFile, app: Resource, named: NamedValue): Span | undefined {
  const found = givenIds(file, named).find(({ given, value }) => {
    if (given.kind !== 'principalId' || value.kind !== 'reference') return false;
    const { path } = value;
    const [head = ''] = path;
    if (path.at(-2) !== 'identity') return false;
    const { address } = app;
    if (address.every((word, i) => word !== '' && word === path[i]))
      return path.length === address.length + 2;
    const name = lastName(app);
    const call = head.toLowerCase();
    return name !== undefined && call.includes('/spring/apps') && call.includes(`'${name.toLowerCase()}'`);
  });
  return found?.span;
}

function clientGiven(file: InfraFile, app: Resource, named: NamedValue): Span | undefined {
  const { resource, within, name } = named;
  if (resource === undefined || !isSpringDeployment(resource) || appOf(file, resource) !== app)
    return undefined;
  if (!isEnvironment(within) || !plainName(name).endsWith('clientid')) return undefined;
  const found = givenIds(file, named).find(
    ({ given, value }) => given.kind === 'clientId' && ownerOf(file, value) === 'userAssigned',
  );
  return found?.span;
}

const forms = {
  bicep: ['identity: {', "  type: 'SystemAssigned'", '}'],
  terraform: ['identity {', '  type = "SystemAssigned"', '}'],
  arm: ['"identity": {', '  "type": "SystemAssigned"', '}'],
} as const;

/** Behind the name, as examples have it; in Terraform, blocks stand behind everything else. */
function enabling(text: string, { language }: InfraFile, { body }: Resource): readonly EditFix[] {
  const before = ['parent', 'name', 'location'].flatMap((key) => entryOf(body, key) ?? []);
  const entries = language === 'terraform' ? body.entries : before;
  const last = entries.reduce<Span | undefined>(
    (latest, { span }) => (latest === undefined || span.end > latest.end ? span : latest),
    undefined,
  );
  if (last === undefined) return [];
  const start = lineEndOf(text) + indentAt(text, last.start);
  const gap = language === 'terraform' ? lineEndOf(text) : language === 'arm' ? ',' : '';
  const edit = { span: { start: last.end, end: last.end }, text: gap + start + forms[language].join(start) };
  return [{ kind: 'edit', title: say('Enable the system-assigned identity'), safe: false, edits: [edit] }];
}
