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
  readonly #files = new Map<string, Told>();

  /** Takes in a manifest, or `undefined` where it is none any more. Gives the others it may matter to, where it tells something new. */
  take(path: string, file: ManifestFile | undefined): readonly string[] {
    const before = this.#files.get(path) ?? {};
    const told = file === undefined ? {} : toldBy(file);
    const related = () => [...this.#files.keys()].filter((other) => this.#isFor(path, other));
    const past = related();
    if (file === undefined) this.#files.delete(path);
    else this.#files.set(path, told);
    return sameData(before, told) ? [] : [...new Set([...past, ...related()])];
  }

  #isFor(path: string, other: string): boolean {
    return other !== path && (folderOf(other) === folderOf(path) || this.#takes(path, other));
  }

  around(path: string): BesideManifest {
    const folder = folderOf(path);
    const beside = [...this.#files].filter(([other]) => other !== path && folderOf(other) === folder);
    return {
      images: beside.flatMap(([, { images = [] }]) => images),
      filled: [...this.#files].flatMap(([other, { filled = [] }]) =>
        filled.length > 0 && this.#takes(other, path) ? filled : [],
      ),
    };
  }

  /** Whether a kustomization takes a file, at any remove. */
  #takes(kustomization: string, path: string): boolean {
    let open = [kustomization];
    for (let step = 0; step < mostSteps && open.length > 0; step += 1) {
      const taken = open.flatMap((one) =>
        (this.#files.get(one)?.taken ?? []).map((name) => resolved(folderOf(one), name)),
      );
      // A folder's own kustomization is known only where it says something that matters.
      if (taken.includes(path) || taken.includes(folderOf(path))) return true;
      open = [...this.#files].flatMap(([other, { taken: own }]) =>
        own !== undefined && taken.includes(folderOf(other)) ? [other] : [],
      );
    }
    return false;
  }
}

function toldBy({ images, filled, taken }: ManifestFile): Told {
  return { ...(images && { images }), ...(filled && { filled }), ...(taken && { taken }) };
}
