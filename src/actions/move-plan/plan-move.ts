import { isMixed } from '../../estate/app-identity';
import { heldName } from '../../estate/held-identity';
import { type Text, counted, listed, say } from '../../lifecycle/text';
import { roleNameOf } from '../../access/access-at';
import { asMarkdown } from '../../report/as-markdown';
import type { Block, Report, Words } from '../../report/report';
import { bicepFiles, type MovedApp, type PlannedFile } from './bicep';
import { breaksOf } from './breaks';
import { movedIdentities, placeOf, type MovedGrant, type MovingApp } from './moving-app';
import { versionFor } from './resource-versions';
import { terraformFiles } from './terraform';
import { parseScope } from '../../access/scope';
import { parseArmId } from '../../estate/ids/arm-id';

/** How apps get from Azure Spring Apps to Azure Container Apps with what their identities may do. */
export interface MovePlan {
  readonly report: Report;
  /** A folder of files: the report as a checklist, Bicep, Terraform. */
  readonly files: readonly PlannedFile[];
}

/** Plans the move of some apps. The same apps give the same plan. */
export function planMove(moving: readonly MovingApp[]): MovePlan {
  const apps = moving.map((one): MovedApp => ({ moving: one, identities: movedIdentities(one) }));
  const report = reportOf(apps);
  return {
    report,
    files: [{ path: 'README.md', text: asMarkdown(report) }, ...bicepFiles(apps), ...terraformFiles(apps)],
  };
}

function reportOf(apps: readonly MovedApp[]): Report {
  const [only] = apps;
  const title: Text =
    apps.length === 1 && only !== undefined
      ? say("Move of '{0}' to Azure Container Apps", only.moving.app.name)
      : say('Move of {0} apps to Azure Container Apps', apps.length);
  return {
    title,
    blocks: [
      {
        kind: 'paragraph',
        text: say(
          'User-assigned identities go along with all they were granted. A system-assigned identity stays behind with its app: in its place comes a new user-assigned one, which is given the same before the app starts there.',
        ),
      },
      { kind: 'list', title: say('In this order'), ordered: true, items: stepsOf(apps) },
      identityTable(apps),
      ...apps.flatMap(sectionOf),
    ],
  };
}

function stepsOf(apps: readonly MovedApp[]): readonly Words[] {
  const fresh = apps.flatMap(({ identities }) => identities.filter(({ becomes }) => becomes === 'new'));
  return [
    say(
      'Make the environment of Container Apps, in a region and network from which the targets can be reached.',
    ),
    say(
      'Give the environment an identity of its own where it takes certificates from a vault: Key Vault Secrets User there.',
    ),
    fresh.length === 0
      ? say('Nothing new has to be granted: all identities go along.')
      : counted(
          fresh.length,
          'Make {0} new user-assigned identity, and give it what the system-assigned one has.',
          'Make {0} new user-assigned identities, and give each what the system-assigned one has.',
        ),
    say('Databases know identities by users of their own: make one for each new identity.'),
    say(
      'Name the registry and the secrets of vaults in the parameters of the files: images are pulled and secrets read by the identity, not by password or value.',
    ),
    say(
      'Change the code and configuration named below, and set AZURE_CLIENT_ID to the client ID of the identity.',
    ),
    say('Start the app, and see with a test token that the identity is the one that is meant.'),
    say(
      'Only then stop the old app. Grants of a system-assigned identity are left over when its app is deleted: take them away.',
    ),
  ];
}

function identityTable(apps: readonly MovedApp[]): Block {
  return {
    kind: 'table',
    title: say('Identities'),
    head: [say('App'), say('Identity'), say('There'), say('May do')],
    rows: apps.flatMap(({ moving, identities }) =>
      identities.length === 0
        ? [[moving.app.name, say('none'), say('none'), '']]
        : identities.map(({ held, name, becomes, grants }): readonly Words[] => [
            moving.app.name,
            heldName(held),
            becomes === 'kept' ? say('goes along') : say("new: '{0}'", name),
            grants.length === 0 ? say('nothing that was read') : listed(grants.map(grantWords)),
          ]),
    ),
    missing: apps.flatMap(({ moving, identities }) =>
      identities.flatMap(({ held, unread }) =>
        unread.map((why) => say("'{0}' of '{1}': {2}", held.name, moving.app.name, why)),
      ),
    ),
  };
}

function grantWords(grant: MovedGrant): Text {
  return grant.kind === 'role'
    ? say('{0} at {1}', roleNameOf(grant.assignment), placeOf(grant))
    : say('access policy ({0}) at {1}', grant.permissions.join(', '), placeOf(grant));
}

function sectionOf({ moving, identities }: MovedApp): readonly Block[] {
  const breaks = breaksOf(moving);
  const byHand = identities
    .filter(({ becomes }) => becomes === 'new')
    .flatMap(({ grants }) => grants.filter((grant) => !isInBicep(grant)));
  return [
    {
      kind: 'section',
      title: say("What changes for '{0}'", moving.app.name),
      blocks: [
        ...(isMixed(moving.app.identity)
          ? [
              paragraph(
                say(
                  'The app has both kinds of identities. There all of them are user-assigned: code that names none gets no token.',
                ),
              ),
            ]
          : []),
        breaks === undefined
          ? paragraph(say('No folder is linked to this app: its code and configuration were not looked at.'))
          : breaks.length === 0
            ? paragraph(say('Nothing in its files was found that works here and not there.'))
            : {
                kind: 'table',
                title: say('Code and configuration'),
                head: [say('File'), say('What breaks there')],
                rows: breaks.map(({ path, words }) => [path, words]),
              },
        ...(byHand.length === 0
          ? []
          : [
              {
                kind: 'list' as const,
                title: say('To be granted by hand: these places are in no Bicep file'),
                items: byHand.map(grantWords),
              },
            ]),
        ...throughGroups(identities),
      ],
    },
  ];
}

/** What a new identity would lack though it is given all that the system-assigned one was given itself. */
function throughGroups(identities: MovedApp['identities']): readonly Block[] {
  const items = identities.flatMap(({ name, throughGroups: held }) =>
    held.map((assignment): Text =>
      say(
        "{0}, through group {1}: make '{2}' a member of it, or grant it the same.",
        grantWords({ kind: 'role', assignment }),
        assignment.principalId,
        name,
      ),
    ),
  );
  if (items.length === 0) return [];
  return [{ kind: 'list', title: say('Held through groups, which the new identity is not in'), items }];
}

function isInBicep(grant: MovedGrant): boolean {
  if (grant.kind === 'policy') return true;
  const { scope } = grant.assignment;
  const { kind } = parseScope(scope);
  return (
    kind === 'subscription' || kind === 'group' || versionFor(parseArmId(scope)?.type ?? '') !== undefined
  );
}

function paragraph(text: Text): Block {
  return { kind: 'paragraph', text };
}
