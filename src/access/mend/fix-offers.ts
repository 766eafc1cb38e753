import { nameOf, type ArmId } from '../../estate/ids/arm-id';
import type { ClientId } from '../../estate/ids/ids';
import { say, type Text } from '../../lifecycle/text';
import { azLine } from './az-line';
import type { Broken, GivenRole, NameableId, NamedPlace, NameWay } from './broken';
import type { Shortfall } from './shortfall';

/** The last part of a page's address: access control, a vault's access policies, networking. */
export type PortalPage = 'users' | 'access_policies' | 'networking';

/** Something that mends what is broken, as plain data: who shows it makes a button of it, and asks before anything is changed. */
export type FixOffer = { readonly title: Text } & (
  | { readonly kind: 'assign'; readonly identity?: ArmId }
  | { readonly kind: 'enable-system' }
  /** Gives what is missing. */
  | { readonly kind: 'grant'; readonly shortfall: Shortfall }
  /** Looks until what was given is live. */
  | { readonly kind: 'follow'; readonly given: GivenRole }
  /** Puts a client ID where files name an identity. */
  | { readonly kind: 'name-client-id'; readonly clientId: ClientId; readonly at: readonly NamedPlace[] }
  | { readonly kind: 'copy'; readonly text: string }
  /** A page of the resource in the portal; its overview unless said. */
  | { readonly kind: 'open-portal'; readonly id: ArmId; readonly page?: PortalPage }
);

/** More identities than this are not offered one by one. */
const mostNames = 3;

/** What mends it, what will work first before the rest: the one place that leads from a cause to its remedies. */
export function fixesFor(broken: Broken): readonly FixOffer[] {
  switch (broken.because) {
    case 'no-access':
      return grants(broken.shortfall);
    case 'no-identity':
      return [
        { kind: 'enable-system', title: say('Enable System-Assigned...') },
        { kind: 'assign', title: say('Assign Identity...') },
      ];
    case 'not-assigned':
      return [assign(broken.identity), ...names(broken)];
    case 'misnamed':
      return [...names(broken), ...(broken.shortfall === undefined ? [] : grants(broken.shortfall))];
    case 'just-granted':
      return [{ kind: 'follow', title: say('Live Yet?'), given: broken.given }];
    case 'network':
      return [
        {
          kind: 'open-portal',
          title: say('Open Networking in Portal'),
          id: broken.target,
          page: 'networking',
        },
      ];
    case 'database':
      return [{ kind: 'copy', title: say('Copy Statement'), text: broken.statement }];
  }
}

function grants(shortfall: Shortfall): readonly FixOffer[] {
  const line = azLine(shortfall);
  const { target } = shortfall;
  return [
    { kind: 'grant', title: say('Grant...'), shortfall },
    ...(line === undefined ? [] : [{ kind: 'copy' as const, title: say('Copy az Command'), text: line }]),
    ...(target === undefined
      ? []
      : [openAccess(target, shortfall.mend.kind === 'policy' ? 'access_policies' : 'users')]),
  ];
}

/** Where people see and change who may do what at a resource. */
export function openAccess(id: ArmId, page: PortalPage = 'users'): FixOffer {
  return { kind: 'open-portal', title: say('Open Access Control'), id, page };
}

/** What is to be given, by the name people know it by. */
export function mendName(mend: Shortfall['mend']): string {
  return mend.kind === 'policy' ? `${mend.area} ${mend.permissions.join(', ')}` : mend.name;
}

/** Where no file names an identity and none can, the variable that does is copied. */
function names(broken: Misnamed): readonly FixOffer[] {
  const { meant, at = [] } = broken;
  const [first, ...others] = at;
  return meant.slice(0, mostNames).map((one): FixOffer => {
    if (first === undefined) return copied(one, 'nameBy' in broken ? broken.nameBy : undefined);
    const { clientId, name } = one;
    const title =
      others.length === 0 ? titleAt(first, name) : say("Name '{0}' in {1} Places", name, at.length);
    return { kind: 'name-client-id', title, clientId, at };
  });
}

function titleAt({ path, around }: NamedPlace, name: string): Text {
  return around === undefined
    ? say("Name '{0}' in {1}", name, path)
    : say("Name '{0}' by {1} in {2}", name, around.join('...'), path);
}

function copied({ clientId, name }: NameableId, by: NameWay = { variable: 'AZURE_CLIENT_ID' }): FixOffer {
  return by === 'unknown'
    ? { kind: 'copy', title: say("Copy Client ID of '{0}'", name), text: clientId }
    : {
        kind: 'copy',
        title: say("Copy {0} of '{1}'", by.variable, name),
        text: `${by.variable}=${clientId}`,
      };
}

type Misnamed = Extract<Broken, { readonly meant: unknown }>;

function assign(identity: ArmId | undefined): FixOffer {
  return identity === undefined
    ? { kind: 'assign', title: say('Assign Identity...') }
    : { kind: 'assign', title: say("Assign '{0}'...", nameOf(identity)), identity };
}
