/** A config server's repository names files after apps: `config-repo/orders.yml` is of `config-repo#orders`. */
export const appMark = '#';

/**
 * Folders with settings of their own, and what their apps are called. Asked for every file and every module of a workspace, so each answer
 * is found once: what would take a look at all modules takes one at a map.
 */
export class ModuleNames {
  /** Modules with settings of their own. */
  readonly all: readonly string[];
  readonly #modules: ReadonlySet<string>;
  readonly #told: ReadonlyMap<string, readonly string[]>;
  readonly #names = new Map<string, readonly string[]>();
  readonly #called = new Map<string, ReadonlySet<string>>();

  /** `told`: what the settings of each module call its apps. */
  constructor(told: ReadonlyMap<string, readonly string[]>) {
    this.#told = told;
    this.all = [...told.keys()];
    this.#modules = new Set(this.all);
  }

  /** The names of a module's app in plain form: as its settings call it, and after its folder. */
  of(module: string): readonly string[] {
    const known = this.#names.get(module);
    if (known !== undefined) return known;
    const last = Math.max(module.lastIndexOf('/'), module.lastIndexOf(appMark));
    const names = [...(this.#told.get(module) ?? []), module.slice(last + 1)].map(plainName);
    const distinct = [...new Set(names)].filter((name) => name !== '');
    this.#names.set(module, distinct);
    return distinct;
  }

  isCalled(module: string, app: string): boolean {
    if (this.#modules.has(module)) return this.#calledSo(app).has(module);
    const plain = plainName(app);
    return this.of(module).some((name) => isSameName(name, plain));
  }

  isAnyCalled(app: string): boolean {
    return this.#calledSo(app).size > 0;
  }

  /** The nearest folder above a file that is a module with settings of its own, or `module`. */
  holding(path: string, module: string): string | undefined {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folder === module || this.#modules.has(folder)) return folder;
    }
    return undefined;
  }

  hasOther(module: string): boolean {
    return this.all.length > (this.#modules.has(module) ? 1 : 0);
  }

  #calledSo(app: string): ReadonlySet<string> {
    const plain = plainName(app);
    const known = this.#called.get(plain);
    if (known !== undefined) return known;
    const called = new Set(this.all.filter((one) => this.of(one).some((name) => isSameName(name, plain))));
    this.#called.set(plain, called);
    return called;
  }
}

export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** Folders are often called more than their app: `spring-petclinic-orders` and `orders`. */
function isSameName(name: string, app: string): boolean {
  return name === app || name.endsWith(`-${app}`) || app.endsWith(`-${name}`);
}
