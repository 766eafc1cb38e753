import { armKey, type ArmId, type ArmKey } from '../estate/ids/arm-id';
import { sameData } from '../estate/frozen/keep-same';
import { Emitter } from '../lifecycle/emitter';
import type { FolderLink, StoredLink } from '../lint/links/folder-link';
import type { Settings } from './window/settings';

/** A link that a team has committed, and the file it stands in. */
export interface FileLink extends FolderLink {
  readonly file: string;
  /** The name of the workspace folder. */
  readonly root: string;
}

/** A link of a folder to an app, of the settings or of a file that a team shares. */
export type ShownLink = StoredLink | FileLink;

/** A link as the tree shows it. */
export interface LinkedFolder {
  readonly link: ShownLink;
  /** The folder is not on disk. */
  readonly isMissing: boolean;
}

/** Which folders are linked to which app, as settings and configuration files say it; none before the linter is loaded. */
export class KnownLinks {
  readonly #changed = new Emitter<ReadonlySet<ArmKey>>();
  #links: ReadonlyMap<ArmKey, readonly LinkedFolder[]> = new Map();
  /** Other folders are linked to these apps now. */
  readonly onDidChange = this.#changed.event;

  of(app: ArmId): readonly LinkedFolder[] {
    return this.#links.get(armKey(app)) ?? [];
  }

  /** Says what is linked; tells only of apps for which it is something else. */
  use(links: readonly LinkedFolder[]): void {
    const before = this.#links;
    const now = new Map<ArmKey, LinkedFolder[]>();
    for (const one of links) {
      const app = armKey(one.link.app);
      now.set(app, [...(now.get(app) ?? []), one]);
    }
    this.#links = now;
    const apps = new Set([...before.keys(), ...this.#links.keys()]);
    const anew = [...apps].filter((app) => !sameData(before.get(app), this.#links.get(app)));
    if (anew.length > 0) this.#changed.fire(new Set(anew));
  }
}

/** The links of the settings, as commands read and write them. */
export function linksIn(settings: Settings) {
  return {
    get all() {
      return settings.links;
    },
    set: (links: readonly StoredLink[]) => settings.setLinks(links),
  };
}
