import { sameData } from '../../estate/frozen/keep-same';
import { folderOf } from '../../source/infra/names-elsewhere';
import type { BesideManifest, ManifestFile } from '../../source/manifest/manifest-file';
import { resolved } from './template-modules';

/** What one manifest tells others. */
interface Told {
  /** Of a compose file. */
  readonly images?: readonly string[];
  /** Of a kustomization: the variables that it fills in, and the files and folders it takes. */
  readonly filled?: readonly string[];
  readonly taken?: readonly string[];
}

/** Bases of bases of bases: what goes on is a circle. */
const mostSteps = 5;

/** What manifests tell one another: compose files of a folder run together, and a kustomization fills in what it takes. */
export class ManifestFolders {
  readonly #paths = new Set<string>();
  /** What those few tell that tell something; most manifests tell others nothing. */
  readonly #told = new Map<string, Told>();

  /** Takes in a manifest, or `undefined` where it is none any more. Gives the others it may matter to, where it tells something new. */
  take(path: string, file: ManifestFile | undefined): readonly string[] {
    const before = this.#told.get(path) ?? {};
    const told = file === undefined ? {} : toldBy(file);
    if (file === undefined) this.#paths.delete(path);
    else this.#paths.add(path);
    if (sameData(before, told)) return [];
    const past = this.#related(path);
    if (Object.keys(told).length === 0) this.#told.delete(path);
    else this.#told.set(path, told);
    return [...new Set([...past, ...this.#related(path)])];
  }

  around(path: string): BesideManifest {
    const folder = folderOf(path);
    const others = [...this.#told].filter(([other]) => other !== path);
    return {
      images: others.flatMap(([other, { images = [] }]) => (folderOf(other) === folder ? images : [])),
      filled: others.flatMap(([other, { filled = [] }]) =>
        filled.length > 0 && isAmong(path, this.#takenBy(other)) ? filled : [],
      ),
    };
  }

  #related(path: string): readonly string[] {
    const [folder, taken] = [folderOf(path), this.#takenBy(path)];
    return [...this.#paths].filter(
      (other) => other !== path && (folderOf(other) === folder || isAmong(other, taken)),
    );
  }

  /** The files and folders that a kustomization takes, at any remove. */
  #takenBy(kustomization: string): ReadonlySet<string | undefined> {
    const all = new Set<string | undefined>();
    let open = [kustomization];
    for (let step = 0; step < mostSteps && open.length > 0; step += 1) {
      const taken = open.flatMap((one) =>
        (this.#told.get(one)?.taken ?? []).map((name) => resolved(folderOf(one), name)),
      );
      for (const one of taken) all.add(one);
      if (taken.length === 0) break;
      const folders = new Set(taken);
      open = [...this.#told].flatMap(([other, { taken: own }]) =>
        own !== undefined && folders.has(folderOf(other)) ? [other] : [],
      );
    }
    return all;
  }
}

/** A folder's own kustomization is known only where it says something that matters: all that lies in the folder counts. */
function isAmong(path: string, taken: ReadonlySet<string | undefined>): boolean {
  return taken.has(path) || taken.has(folderOf(path));
}

function toldBy({ images, filled, taken }: ManifestFile): Told {
  return { ...(images && { images }), ...(filled && { filled }), ...(taken && { taken }) };
}
