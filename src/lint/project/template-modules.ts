import { sameData } from '../../estate/frozen/keep-same';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { folderOf, givenName, scopeOf, type NameElsewhere } from '../../source/infra/names-elsewhere';
import { entryOf, type Value } from '../../source/infra/value';

/** A value of a name in another scope; `findElsewhere` follows it. */
function linkTo(scope: string, name: string, { span }: Value): Value {
  return { kind: 'reference', path: [`\n${scope}\n${name}`], span, leaf: span };
}

/** Templates of a workspace, and what those that make up one module, or use each other, tell one another. */
export class TemplateModules {
  readonly #files = new Map<string, InfraFile>();
  /** By path, as long as no template changes. */
  #known = new Map<string, readonly NameElsewhere[]>();

  /** Takes a template in, its new content, or `undefined` where it is none any more. Gives the others it may matter to, where it tells something new. */
  take(path: string, file: InfraFile | undefined): readonly string[] {
    const before = this.#files.get(path);
    if (sameData(told(before), told(file))) return [];
    const related = this.#related(path, before);
    if (file === undefined) this.#files.delete(path);
    else this.#files.set(path, file);
    this.#known = new Map();
    return [...new Set([...related, ...this.#related(path, file)])];
  }

  /** As `take`, where nothing was judged yet. */
  learn(path: string, file: InfraFile | undefined): void {
    if (file !== undefined) this.#files.set(path, file);
    this.#known = new Map();
  }

  /** Files of the same module, those that use it, and those it uses. */
  #related(path: string, file: InfraFile | undefined): readonly string[] {
    if (file === undefined) return [];
    const scope = scopeOf(file, path);
    const used = new Set([scope, ...this.#uses(path, file).map((use) => use.scope)]);
    return [...this.#files]
      .filter(([other, one]) => other !== path && this.#isRelated(other, one, { scope, used }))
      .map(([other]) => other);
  }

  #isRelated(
    path: string,
    file: InfraFile,
    to: { readonly scope: string; readonly used: ReadonlySet<string> },
  ): boolean {
    return to.used.has(scopeOf(file, path)) || this.#uses(path, file).some((use) => use.scope === to.scope);
  }

  /** What other files tell of the names in a template; the same list as long as none of them changes. */
  around(path: string): readonly NameElsewhere[] {
    const file = this.#files.get(path);
    if (file === undefined) return nothing;
    const known = this.#known.get(path) ?? this.#collect(scopeOf(file, path));
    this.#known.set(path, known);
    return known.length === 0 ? nothing : known;
  }

  /** Names of a scope and of those it uses, one step away, and what those who use it give to it. */
  #collect(scope: string): readonly NameElsewhere[] {
    const own = this.#inScope(scope);
    const isAlone = own.length === 1;
    const used = own.flatMap(([path, file]) => this.#uses(path, file));
    const users = [...this.#files].flatMap(([path, file]) =>
      this.#uses(path, file).filter((use) => use.scope === scope),
    );
    if (isAlone && used.length === 0 && users.length === 0) return nothing;
    return [
      // What is given comes before defaults.
      ...own.flatMap(([path, file]) => givenIn(scope, path, file)),
      ...own.flatMap(([path, file]) => namesIn(scope, path, file)),
      ...used.flatMap((use) => this.#outputs(scope, use)),
      ...users.flatMap((use) => this.#arguments(scope, use)),
    ];
  }

  #inScope(scope: string): readonly (readonly [string, InfraFile])[] {
    return [...this.#files].filter(([path, file]) => scopeOf(file, path) === scope);
  }

  #uses(path: string, file: InfraFile): readonly Use[] {
    return file.resources.flatMap((module) => {
      const source = module.type === 'module' ? module.source : undefined;
      // Modules of registries are not at hand.
      if (source === undefined || !/^\.{0,2}\/|\.bicep$/.test(source)) return [];
      const target = resolved(folderOf(path), source);
      return target === undefined ? [] : [{ path, file, module, scope: target }];
    });
  }

  /** What a module answers: `module.id.client_id`, `id.outputs.clientId`. */
  #outputs(from: string, { module, scope, file }: Use): readonly NameElsewhere[] {
    const files = this.#inScope(scope);
    const names = files.flatMap(([path, one]) => namesIn(scope, path, one));
    const outputs = files.flatMap(([path, one]) =>
      one.outputs.flatMap(({ key, value }): readonly NameElsewhere[] => {
        const [inner, outer] = [
          `output ${key}`,
          [...module.address, ...(file.language === 'bicep' ? ['outputs'] : []), key],
        ];
        return [
          { scope, name: inner, value, path },
          { scope: from, name: outer.join('.'), value: linkTo(scope, inner, value), path },
        ];
      }),
    );
    return [...names, ...outputs];
  }

  /** What a module is given by who uses it. */
  #arguments(scope: string, { path, file, module }: Use): readonly NameElsewhere[] {
    const from = scopeOf(file, path);
    const params = file.language === 'bicep' ? entryOf(module.body, 'params')?.value : module.body;
    if (params?.kind !== 'object') return [];
    const given = params.entries.flatMap(({ key, value }): readonly NameElsewhere[] => {
      const inner = `argument ${module.address.join('.')}.${key}`;
      const outer = file.language === 'bicep' ? key : `var.${key}`;
      return [
        { scope: from, name: inner, value, path },
        { scope, name: outer, value: linkTo(from, inner, value), path },
      ];
    });
    return [...this.#inScope(from).flatMap(([other, one]) => namesIn(from, other, one)), ...given];
  }
}

const nothing: readonly NameElsewhere[] = [];

/** What of a template others may be judged by, places included: findings lead to them. Files that tell each other the same as before would else have one another judged without end. */
function told(file: InfraFile | undefined): unknown {
  if (file === undefined) return undefined;
  const { language, resources, definitions, inputs, outputs, given } = file;
  const modules = resources.filter(({ type }) => type === 'module');
  return {
    language,
    definitions,
    inputs,
    outputs,
    given,
    modules: modules.map(({ address, source, body }) => ({ address, source, body })),
  };
}

interface Use {
  readonly path: string;
  readonly file: InfraFile;
  readonly module: Resource;
  readonly scope: string;
}

/** Values that files of a module give to its variables, whoever starts it. */
function givenIn(scope: string, path: string, { given }: InfraFile): readonly NameElsewhere[] {
  if (!/(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/i.test(path)) return [];
  return given.flatMap(({ key, value }) => [
    { scope, name: `var.${key}`, value, path },
    { scope, name: givenName(key), value, path },
  ]);
}

function namesIn(
  scope: string,
  path: string,
  { language, definitions, inputs }: InfraFile,
): readonly NameElsewhere[] {
  const isTerraform = language === 'terraform';
  return [
    ...definitions.map(({ key, value }) => ({
      scope,
      name: isTerraform ? `local.${key}` : key,
      value,
      path,
    })),
    ...inputs.flatMap(({ name, value }) =>
      value === undefined ? [] : [{ scope, name: isTerraform ? `var.${name}` : name, value, path }],
    ),
  ];
}

/** A path below the folder of the workspace; `undefined` for one that leads out of it. */
export function resolved(folder: string, source: string): string | undefined {
  const words = folder === '' ? [] : folder.split('/');
  for (const word of source.split('/')) {
    if (word === '..') {
      if (words.pop() === undefined) return undefined;
    } else if (word !== '.' && word !== '') words.push(word);
  }
  return words.join('/');
}
