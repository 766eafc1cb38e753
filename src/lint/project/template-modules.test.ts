import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { plain } from '../../lifecycle/text';
import { grammarsOf } from '../../source/grammar/grammars';
import { sourceFile } from '../../source/source-file';
import { lintFile } from '../lint-file';
import { Projects } from './projects';

const grammars = packageGrammars();

async function projectsOf(files: Readonly<Record<string, string>>) {
  const projects = new Projects(grammars);
  for (const [path, text] of Object.entries(files)) await projects.read(path, text);
  return projects;
}

/** Findings in files that are judged together: rule, file, and the line it is in. */
async function judged(files: Readonly<Record<string, string>>) {
  const projects = await projectsOf(files);
  const found: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const file = sourceFile(path, text);
    assert.ok(file !== undefined, path);
    await grammars.load(grammarsOf(file.language));
    const { findings } = lintFile(file, grammars, { project: {}, names: projects.namesFor(path) });
    for (const { rule, span, related = [] } of findings) {
      const places = related.map((one) => `${one.path ?? path} (${plain(one.message)})`);
      found.push(
        [`${rule.id} ${path}:${file.lines.positionAt(span.start).line + 1}`, ...places].join(' <- '),
      );
    }
  }
  return found;
}

const app = (identity: string) =>
  `resource "azurerm_spring_cloud_app" "till" {\n  name = "till"\n  identity {\n${identity}\n  }\n}\n`;
const both = '    type = var.kind\n    identity_ids = [azurerm_user_assigned_identity.till.id]';
const deployment = (id: string) =>
  `resource "azurerm_spring_cloud_java_deployment" "till" {\n  environment_variables = {\n    AZURE_CLIENT_ID = ${id}\n  }\n}\n`;
const deploymentBicep = (id: string) =>
  `resource till 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {\n  properties: { deploymentSettings: { environmentVariables: {\n    AZURE_CLIENT_ID: ${id}\n  } } }\n}\n`;

describe('templates of several files', () => {
  for (const [what, files, expected] of [
    [
      "a variable's default of another file",
      {
        'infra/main.tf': app(both),
        'infra/variables.tf': 'variable "kind" {\n  default = "SystemAssigned, UserAssigned"\n}\n',
      },
      ['MI401 infra/main.tf:4'],
    ],
    [
      'a local of another file',
      {
        'main.tf': deployment('local.id'),
        'locals.tf': 'locals {\n  id = azurerm_user_assigned_identity.till.principal_id\n}\n',
      },
      ['MI405 main.tf:3 <- locals.tf (The value comes from here.)'],
    ],
    [
      'a variable that tfvars give a value',
      {
        'main.tf': app(both),
        'variables.tf': 'variable "kind" {}\n',
        'terraform.tfvars': 'kind = "SystemAssigned, UserAssigned"\n',
      },
      ['MI401 main.tf:4'],
    ],
    [
      'what a module answers',
      {
        'main.tf': `module "id" {\n  source = "./modules/id"\n}\n${deployment('module.id.client')}`,
        'modules/id/main.tf': 'resource "azurerm_user_assigned_identity" "this" {\n  name = "till-id"\n}\n',
        'modules/id/outputs.tf':
          'output "client" {\n  value = azurerm_user_assigned_identity.this.principal_id\n}\n',
      },
      ['MI405 main.tf:6 <- modules/id/outputs.tf (The value comes from here.)'],
    ],
    [
      'what a module is given',
      {
        'main.tf': 'module "app" {\n  source = "./modules/app"\n  kind = "SystemAssigned, UserAssigned"\n}\n',
        'modules/app/main.tf': app(both),
        'modules/app/variables.tf': 'variable "kind" {\n  type = string\n}\n',
      },
      ['MI401 modules/app/main.tf:4'],
    ],
    [
      'what a module of Bicep answers',
      {
        'main.bicep': `module id 'modules/id.bicep' = {\n  name: 'id'\n}\n${deploymentBicep('id.outputs.client')}`,
        'modules/id.bicep':
          "resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {\n  name: 'till-id'\n}\noutput client string = id.properties.principalId\n",
      },
      ['MI405 main.bicep:6 <- modules/id.bicep (The value comes from here.)'],
    ],
    [
      'what a module of Bicep is given',
      {
        'main.bicep':
          "resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {\n  name: 'till-id'\n}\nmodule app './app.bicep' = {\n  name: 'app'\n  params: { identity: id.properties.principalId }\n}\n",
        'app.bicep': `param identity string\n${deploymentBicep('identity')}`,
      },
      ['MI405 app.bicep:4 <- main.bicep (The value comes from here.)'],
    ],
  ] as const)
    it(`are judged by ${what}`, async () => {
      assert.deepEqual(
        (await judged(files)).filter((one) => !one.includes('outputs.tf:')),
        expected,
      );
    });

  for (const [what, files] of [
    [
      'other folders have the name',
      {
        'a/main.tf': app(both),
        'b/variables.tf': 'variable "kind" {\n  default = "SystemAssigned, UserAssigned"\n}\n',
      },
    ],
    [
      'a value that is given takes the place of a default',
      {
        'main.tf': app(both),
        'terraform.tfvars': 'kind = "UserAssigned"\n',
        'variables.tf': 'variable "kind" {\n  default = "SystemAssigned, UserAssigned"\n}\n',
      },
    ],
    [
      'a value that is given takes the place of a default in the file itself',
      {
        'main.tf': `variable "kind" {\n  default = "SystemAssigned, UserAssigned"\n}\n${app(both)}`,
        'prod.auto.tfvars': 'kind = "UserAssigned"\n',
      },
    ],
    [
      'files are given by hand alone',
      { 'main.tf': app(both), 'prod.tfvars': 'kind = "SystemAssigned, UserAssigned"\n' },
    ],
    [
      'a module lies in a registry',
      { 'main.tf': `module "id" {\n  source = "Azure/id/azurerm"\n}\n${deployment('module.id.client')}` },
    ],
    [
      'names lead to each other',
      {
        'main.tf': app(both),
        'a.tf': 'locals {\n  a = local.b\n}\n',
        'b.tf': 'locals {\n  b = local.a\n}\nvariable "kind" {}\n',
      },
    ],
    [
      'modules use each other',
      {
        'a.bicep': "module b 'b.bicep' = {\n  name: 'b'\n}\noutput x string = b.outputs.x\n",
        'b.bicep': "module a 'a.bicep' = {\n  name: 'a'\n}\noutput x string = a.outputs.x\n",
      },
    ],
  ] as const)
    it(`are silent where ${what}`, async () => {
      assert.deepEqual(await judged(files), []);
    });

  it('have nobody judged again for what tells others nothing new: a resource, or the same text once more', async () => {
    const projects = await projectsOf({ 'main.tf': app(both), 'variables.tf': 'variable "kind" {}\n' });
    const { dependents } = await projects.read('main.tf', `${app(both)}${deployment('var.id')}`);
    assert.deepEqual(dependents, []);
    const same = await projects.read('variables.tf', 'variable "kind" {}\n');
    assert.deepEqual(same, { isChanged: false, dependents: [] });
  });

  it('are judged again when one of them changes, or goes', async () => {
    const files = {
      'main.tf': app(both),
      'variables.tf': 'variable "kind" {}\n',
      'other/main.tf': app(both),
    };
    const projects = await projectsOf(files);
    const { dependents } = await projects.read(
      'variables.tf',
      'variable "kind" {\n  default = "UserAssigned"\n}\n',
    );
    assert.deepEqual(dependents, ['main.tf']);
    assert.equal(projects.namesFor('main.tf'), projects.namesFor('main.tf'));
    assert.deepEqual(projects.forget('variables.tf').dependents, ['main.tf']);
    assert.deepEqual(projects.namesFor('main.tf'), []);
  });
});
