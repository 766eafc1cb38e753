import { inQuotes, moduleFor, pullModule } from './bicep-grants';
import {
  groupOf,
  pullingIdentities,
  symbolsOf,
  type MovedIdentity,
  type MovingApp,
  type Symbols,
} from './moving-app';

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

export interface MovedApp {
  readonly moving: MovingApp;
  readonly identities: readonly MovedIdentity[];
}

const roleFolder = 'roles';

/** The Bicep files of a move: what is new, in the order it has to be there. */
export function bicepFiles(apps: readonly MovedApp[]): readonly PlannedFile[] {
  const modules = new Map<string, string>();
  const pulling = pullingIdentities(apps);
  const symbols = symbolsOf(apps);
  const parts = apps.flatMap((app) => partsOf(app, { modules, pulling, symbols }));
  const main = [
    '// What an app needs in Azure Container Apps, in this order: environment, identities, grants, app.',
    '// The grants are there before the app starts, so that its first call is not refused.',
    'param location string = resourceGroup().location',
    "param environmentName string = 'cae-move'",
    "@description('Registry of Azure that the images are pulled from by identity, for example shop; empty for public images.')",
    "param registryName string = ''",
    'param registryGroup string = resourceGroup().name',
    ...parts.flatMap(({ parameters }) => parameters),
    '',
    "resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {",
    '  name: environmentName',
    '  location: location',
    '  properties: {}',
    '}',
    ...parts.flatMap(({ lines }) => ['', ...lines]),
    '',
  ];
  return [
    { path: 'bicep/main.bicep', text: main.join('\n') },
    ...[...modules].map(([name, text]) => ({ path: `bicep/${roleFolder}/${name}`, text })),
  ];
}

interface Part {
  readonly parameters: readonly string[];
  readonly lines: readonly string[];
}

/** What the parts of all apps share. */
interface Shared {
  readonly modules: Map<string, string>;
  readonly pulling: ReadonlySet<MovedIdentity>;
  readonly symbols: Symbols;
}

function partsOf({ moving, identities }: MovedApp, { modules, pulling, symbols }: Shared): readonly Part[] {
  const { app } = moving;
  const own = symbols.app(moving);
  const declared = identities.map((identity) => ({ identity, name: symbols.identity(identity) }));
  return [
    {
      parameters: [
        `@description('Image of ${inQuotes(app.name)}.')`,
        `param image_${own} string`,
        ...(declared.length === 0
          ? []
          : [
              "@description('Secrets that stay in a vault, each as { name, keyVaultUrl }: the identity reads them.')",
              `param secrets_${own} array = []`,
            ]),
      ],
      lines: [
        ...declared.flatMap(({ identity, name }) => [...identityLines(identity, name), '']),
        ...declared.flatMap(({ identity, name }) => grantLines(identity, name, modules)),
        ...declared.flatMap(({ identity, name }) => (pulling.has(identity) ? pullLines(name, modules) : [])),
        ...appLines(app.name, { own, identities: declared, pulling }),
      ],
    },
  ];
}

/** Azure's limit for the name of a deployment. */
const longestName = 64;

/** A name that is too long ends with what Bicep works out of it, which is 13 letters long. */
function deploymentName(own: string, end: string): string {
  const name = `${own.replaceAll('_', '-')}-${end}`;
  if (name.length <= longestName) return `'${name}'`;
  return `'${name.slice(0, longestName - 14)}-\${uniqueString('${name}')}'`;
}

/** The registry is known when the files are used: only where one is named, its images may be pulled. */
function pullLines(own: string, modules: Map<string, string>): readonly string[] {
  const { file, text, role } = pullModule;
  modules.set(file, text);
  return [
    `module ${own}_pull '${roleFolder}/${file}' = if (!empty(registryName)) {`,
    `  name: ${deploymentName(own, 'pull')}`,
    '  scope: resourceGroup(registryGroup)',
    '  params: {',
    '    targetName: registryName',
    `    role: '${role}'`,
    `    principalId: ${own}.properties.principalId`,
    '  }',
    '}',
    '',
  ];
}

function identityLines({ held, name, becomes }: MovedIdentity, own: string): readonly string[] {
  const type = "'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31'";
  if (becomes === 'new')
    return [`resource ${own} ${type} = {`, `  name: '${inQuotes(name)}'`, '  location: location', '}'];
  const { subscriptionId, resourceGroup } = groupOf(held.id ?? '');
  return [
    `resource ${own} ${type} existing = {`,
    `  name: '${inQuotes(name)}'`,
    `  scope: resourceGroup('${subscriptionId}', '${inQuotes(resourceGroup)}')`,
    '}',
  ];
}

/** Only what a new principal has to be given: a user-assigned identity goes along with its grants. */
function grantLines(
  { grants, becomes }: MovedIdentity,
  own: string,
  modules: Map<string, string>,
): readonly string[] {
  if (becomes === 'kept') return [];
  return grants.flatMap((grant, i): readonly string[] => {
    const module = moduleFor(grant);
    if (module === undefined) return [];
    modules.set(module.file, module.text);
    const parameters = [...module.parameters].map(([name, value]) => `    ${name}: ${value}`);
    return [
      `module ${own}_grant_${i} '${roleFolder}/${module.file}' = {`,
      `  name: ${deploymentName(own, `grant-${i}`)}`,
      `  scope: ${module.scope}`,
      '  params: {',
      `    principalId: ${own}.properties.principalId`,
      ...parameters,
      '  }',
      '}',
      '',
    ];
  });
}

interface OfApp {
  readonly own: string;
  readonly identities: readonly { readonly identity: MovedIdentity; readonly name: string }[];
  readonly pulling: ReadonlySet<MovedIdentity>;
}

function appLines(app: string, { own, identities, pulling }: OfApp): readonly string[] {
  const [first] = identities;
  const granted = identities.flatMap(({ identity, name }) => [
    ...(identity.becomes === 'kept'
      ? []
      : identity.grants.flatMap((grant, i) =>
          moduleFor(grant) === undefined ? [] : [`    ${name}_grant_${i}`],
        )),
    ...(pulling.has(identity) ? [`    ${name}_pull`] : []),
  ]);
  return [
    `resource app_${own} 'Microsoft.App/containerApps@2025-07-01' = {`,
    `  name: '${inQuotes(app)}'`,
    '  location: location',
    ...(identities.length === 0
      ? []
      : [
          '  identity: {',
          "    type: 'UserAssigned'",
          '    userAssignedIdentities: {',
          ...identities.map(({ name }) => `      '\${${name}.id}': {}`),
          '    }',
          '  }',
        ]),
    '  properties: {',
    '    environmentId: environment.id',
    ...(first === undefined
      ? []
      : [
          '    configuration: {',
          '      registries: empty(registryName) ? [] : [',
          '        {',
          "          server: '${registryName}.azurecr.io'",
          `          identity: ${first.name}.id`,
          '        }',
          '      ]',
          `      secrets: [for secret in secrets_${own}: {`,
          '        name: secret.name',
          '        keyVaultUrl: secret.keyVaultUrl',
          `        identity: ${first.name}.id`,
          '      }]',
          '    }',
        ]),
    '    template: {',
    '      containers: [',
    '        {',
    `          name: '${inQuotes(app)}'`,
    `          image: image_${own}`,
    ...(first === undefined
      ? []
      : [
          '          env: [',
          '            {',
          "              name: 'AZURE_CLIENT_ID'",
          `              value: ${first.name}.properties.clientId`,
          '            }',
          '          ]',
        ]),
    '        }',
    '      ]',
    '    }',
    '  }',
    ...(granted.length === 0 ? [] : ['  dependsOn: [', ...granted, '  ]']),
    '}',
  ];
}
