import { armKey, type ArmId, type ArmKey } from '../../estate/ids/arm-id';
import { heldName } from '../../estate/held-identity';
import { scopeText } from '../../estate/scope-text';
import { say } from '../../lifecycle/text';
import type { Picture, PictureEdge, PictureNode, Words } from '../../report/report';
import { isAllRead, type Holding, type MappedIdentity } from './holdings';

const columns = { app: 0, identity: 1, grant: 2, target: 3 } as const;

/** App -> identities -> roles -> targets. A role stands once for each identity: whose it is at which target can be followed. */
export function mapPicture(holdings: readonly Holding[]): Picture {
  const drawing = new Drawing();
  for (const { found, identities } of holdings) {
    const app = drawing.box(columns.app, { label: found.app.name, detail: found.service.name });
    for (const identity of identities) drawing.join(app, drawing.identity(identity));
  }
  return drawing;
}

type Look = Pick<PictureNode, 'label' | 'detail' | 'mark'>;

/** Boxes are called by their number: a picture of all apps has a hundred thousand. */
class Drawing implements Picture {
  readonly nodes: PictureNode[] = [];
  readonly edges: PictureEdge[] = [];
  readonly #identities = new Map<MappedIdentity, string>();
  readonly #targets = new Map<ArmKey, string>();
  /** As they are spelled: most are spelled the same each time. */
  readonly #spelled = new Map<ArmId, string>();

  box(column: number, look: Look): string {
    const id = String(this.nodes.length);
    this.nodes.push({ id, column, ...look });
    return id;
  }

  join(from: string, to: string): void {
    this.edges.push({ from, to });
  }

  identity(identity: MappedIdentity): string {
    const known = this.#identities.get(identity);
    if (known !== undefined) return known;
    const id = this.box(columns.identity, lookOf(identity));
    this.#identities.set(identity, id);
    this.#grants(id, identity);
    return id;
  }

  #grants(holder: string, { grants }: MappedIdentity): void {
    const drawn = new Map<string, { readonly id: string; readonly targets: Set<string> }>();
    for (const { what, target, note } of grants) {
      const grant = drawn.get(what) ?? { id: this.#grant(holder, what, note), targets: new Set() };
      drawn.set(what, grant);
      const place = this.#target(target);
      if (grant.targets.has(place)) continue;
      grant.targets.add(place);
      this.join(grant.id, place);
    }
  }

  #grant(holder: string, what: string, note: Words | undefined): string {
    const id = this.box(columns.grant, { label: what, ...(note !== undefined && { detail: note }) });
    this.join(holder, id);
    return id;
  }

  #target(target: ArmId): string {
    const spelled = this.#spelled.get(target);
    if (spelled !== undefined) return spelled;
    const key = armKey(target);
    const id = this.#targets.get(key) ?? this.box(columns.target, { label: scopeText(target) });
    this.#targets.set(key, id);
    this.#spelled.set(target, id);
    return id;
  }
}

const [none, unknown, partly] = [say('no grant found'), say('what it was given'), say('all it was given')];

function lookOf(identity: MappedIdentity): Look {
  const { held, grants } = identity;
  const label = heldName(held);
  if (!isAllRead(identity)) return { label, mark: 'unknown', detail: grants.length === 0 ? unknown : partly };
  return grants.length === 0 ? { label, detail: none } : { label };
}
