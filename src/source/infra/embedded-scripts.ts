import type { Span } from '../span';
import type { InfraFile, Resource } from './infra-file';
import { possibleValues, soleValue } from './possible-values';
import { entryOf, valueAt, type ObjectValue, type Value } from './value';

/** A script that stands in a template as a text. */
export interface EmbeddedScript {
  readonly syntax: 'shell' | 'powershell';
  /** What is inside the quotes or marks. */
  readonly span: Span;
  /** What the template puts in before the script runs, in order. */
  readonly gaps: readonly Span[];
}

/**
 * Scripts that a template runs: Terraform's provisioners and deployment scripts of Azure. Those that are read from files are
 * judged there.
 */
export function embeddedScripts({ resources }: InfraFile): readonly EmbeddedScript[] {
  return resources.flatMap((resource) => [...provisioned(resource), ...deployed(resource)]);
}

function provisioned(resource: Resource): readonly EmbeddedScript[] {
  return resource.body.entries
    .filter(({ key }) => key === 'provisioner')
    .flatMap(({ value }) => {
      if (value.kind !== 'object') return [];
      // In JSON the kind of provisioner is a key.
      const body = valueAt(value, 'local-exec') ?? valueAt(value, 'remote-exec') ?? value;
      if (body.kind !== 'object') return [];
      const command = entryOf(body, 'command')?.value;
      const inline = entryOf(body, 'inline')?.value;
      const commands = inline?.kind === 'array' ? inline.items : command === undefined ? [] : [command];
      return commands.flatMap((one) => scriptIn(resource, one, interpreterOf(body)));
    });
}

function interpreterOf(body: ObjectValue): EmbeddedScript['syntax'] {
  const list = entryOf(body, 'interpreter')?.value;
  const [program] = list?.kind === 'array' ? list.items : [];
  const isPowerShell = program?.kind === 'literal' && /pwsh|powershell/i.test(String(program.value));
  return isPowerShell ? 'powershell' : 'shell';
}

const deploymentScript = 'microsoft.resources/deploymentscripts';
const inTerraform: ReadonlyMap<string, EmbeddedScript['syntax']> = new Map([
  ['azurerm_resource_deployment_script_azure_cli', 'shell'],
  ['azurerm_resource_deployment_script_azure_power_shell', 'powershell'],
]);

function deployed(resource: Resource): readonly EmbeddedScript[] {
  const { type, body, names } = resource;
  const syntax = inTerraform.get(type);
  if (syntax !== undefined) {
    const content = entryOf(body, 'script_content')?.value;
    return content === undefined ? [] : scriptIn(resource, content, syntax);
  }
  if (type !== deploymentScript) return [];
  const content = valueAt(body, 'properties', 'scriptContent');
  const kind = entryOf(body, 'kind')?.value;
  const told = kind === undefined ? undefined : soleValue(kind, names);
  if (content === undefined || told?.kind !== 'literal') return [];
  const isPowerShell = String(told.value).toLowerCase() === 'azurepowershell';
  return scriptIn(resource, content, isPowerShell ? 'powershell' : 'shell');
}

function scriptIn(
  { names }: Resource,
  value: Value,
  syntax: EmbeddedScript['syntax'],
): readonly EmbeddedScript[] {
  if (value.kind === 'text') {
    const gaps = value.parts.filter(({ kind }) => kind !== 'literal').map(({ span }) => span);
    return [{ syntax, span: value.span, gaps }];
  }
  return possibleValues(value, names)
    .filter((one) => one.kind === 'literal' && typeof one.value === 'string' && one.elsewhere === undefined)
    .map(({ span }) => ({ syntax, span, gaps: [] }));
}
