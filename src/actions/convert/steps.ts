import type { NamedPlace } from '../../access/mend/broken';
import { hasSystem, userAssignedKeys } from '../../estate/app-identity';
import { armKey } from '../../estate/ids/arm-id';
import { sameId } from '../../estate/held-identity';
import type { SpringApp } from '../../estate/resources';
import { copiedLine, type CopyPlan } from '../../grants/plan/copy-plan';
import type { Grant } from '../../grants/grant';
import type { Failure } from '../../lifecycle/failure';
import { counted, say, type Text } from '../../lifecycle/text';
import { grantKey, type Conversion } from './conversion';

export const stepNames = ['identity', 'grants', 'assign', 'verify', 'files', 'disable'] as const;
export type StepName = (typeof stepNames)[number];

/** What Azure and the files say right now. */
export interface ConversionFacts {
  /** `undefined`: the app is gone. */
  readonly app: SpringApp | undefined;
  /** Whether the user-assigned identity is there. */
  readonly isThere: boolean;
  /** What the user-assigned identity lacks of what the system-assigned one holds. */
  readonly grants: CopyPlan | Failure;
  /** Where files name the client ID of the system-assigned identity. */
  readonly files: {
    readonly read: 'all' | 'some' | 'no-folder' | 'off';
    readonly places: readonly NamedPlace[];
  };
}

export interface StepView {
  readonly name: StepName;
  /** `waiting`: another step comes first. `unknown`: it cannot be told, and nobody else can tell for you. */
  readonly state: 'done' | 'open' | 'waiting' | 'unknown';
  readonly text: Text;
  readonly evidence: readonly Text[];
  readonly can: readonly ('do' | 'revert')[];
}

/** Where a conversion stands: worked out from what is there, so that a step that was done elsewhere counts, and one that was undone does not. */
export function stepsOf(conversion: Conversion, facts: ConversionFacts): readonly StepView[] {
  return [
    identityStep(conversion, facts),
    grantsStep(conversion, facts),
    assignStep(conversion, facts),
    verifyStep(conversion, facts),
    filesStep(conversion, facts),
    disableStep(conversion, facts),
  ];
}

/** Whether nothing is left to do; steps that cannot be told do not hold it up, since nobody could finish it otherwise. */
export function isConverted(steps: readonly StepView[]): boolean {
  const isEnded = ({ name, state }: StepView) =>
    state === 'done' || (state === 'unknown' && name !== 'disable' && name !== 'assign');
  return steps.every(isEnded);
}

type Step = (conversion: Conversion, facts: ConversionFacts) => StepView;

function view(
  name: StepName,
  state: StepView['state'],
  text: Text,
  { evidence = [], can = [] }: Partial<Pick<StepView, 'evidence' | 'can'>> = {},
): StepView {
  return { name, state, text, evidence, can };
}

function isAssigned({ identity }: Conversion, { app }: ConversionFacts): boolean {
  return app !== undefined && userAssignedKeys(app.identity).has(armKey(identity.id));
}

/** The system-assigned identity the conversion began with; one that was made anew since is another. */
function isSystemOn({ system }: Conversion, { app }: ConversionFacts): boolean {
  return app !== undefined && hasSystem(app.identity) && sameId(app.identity.principalId, system.principalId);
}

const identityStep: Step = (conversion, facts) => {
  const { name, made } = conversion.identity;
  if (!facts.isThere)
    return view('identity', 'open', say("The user-assigned identity '{0}' is gone: begin anew.", name));
  const text = made
    ? say("The user-assigned identity '{0}' was made for this.", name)
    : say("The user-assigned identity '{0}' was there.", name);
  return view('identity', 'done', text, { can: made && !isAssigned(conversion, facts) ? ['revert'] : [] });
};

/** What the conversion granted: what both hold now and the user-assigned one did not hold before. */
export function grantedBy({ had }: Pick<Conversion, 'had'>, { there }: CopyPlan): readonly Grant[] {
  return there.filter((grant) => !had.includes(grantKey(grant)));
}

const grantsStep: Step = (conversion, { grants, isThere }) => {
  if (!('missing' in grants))
    return view('grants', 'unknown', say('What the identities hold could not be read: {0}', grants.message));
  const { missing, differing, unread, there } = grants;
  const evidence = [
    ...unread,
    ...differing.map((grant) => say('Held with another condition, left as it is: {0}', copiedLine(grant))),
    ...missing.map((grant) => say('Missing: {0}', copiedLine(grant))),
    ...there.map((grant) => say('Held: {0}', copiedLine(grant))),
    say(
      'Databases keep their users themselves: make a user of the new identity where the app signs in to one.',
    ),
  ];
  const can: StepView['can'] = grantedBy(conversion, grants).length > 0 ? ['revert'] : [];
  if (!isThere)
    return view('grants', 'waiting', say('Grants are copied to an identity that is there.'), { evidence });
  if (missing.length > 0) {
    const text = counted(missing.length, '{0} grant is not copied yet.', '{0} grants are not copied yet.');
    return view('grants', 'open', text, { evidence, can: ['do', ...can] });
  }
  const text = say('The user-assigned identity holds what could be read of the system-assigned one.');
  return view('grants', unread.length + differing.length > 0 ? 'unknown' : 'done', text, { evidence, can });
};

const assignStep: Step = (conversion, facts) => {
  const { appName, identity } = conversion;
  if (facts.app === undefined) return view('assign', 'unknown', say("'{0}' is gone.", appName));
  if (isAssigned(conversion, facts))
    return view('assign', 'done', say("'{0}' has '{1}'.", appName, identity.name), {
      // Without it the app would be left with none once the other one is off.
      can: isSystemOn(conversion, facts) ? ['revert'] : [],
    });
  const text = say("'{0}' does not have '{1}' yet.", appName, identity.name);
  return view('assign', facts.isThere ? 'open' : 'waiting', text, { can: facts.isThere ? ['do'] : [] });
};

const verifyStep: Step = (conversion, facts) => {
  const { verified, identity, appName } = conversion;
  if (!isAssigned(conversion, facts))
    return view(
      'verify',
      'waiting',
      say("A test token as '{0}' can be asked for once the app has it.", identity.name),
    );
  if (verified === undefined)
    return view('verify', 'open', say("No test token as '{0}' was asked for yet.", identity.name), {
      can: ['do'],
    });
  const evidence = [say('{0}', verified.said)];
  if (verified.good)
    return view(
      'verify',
      'done',
      say("A token endpoint of '{0}' answered as '{1}'.", appName, identity.name),
      {
        evidence,
        can: ['do'],
      },
    );
  return view('verify', 'open', say("The test token as '{0}' was not good.", identity.name), {
    evidence,
    can: ['do'],
  });
};

const filesStep: Step = ({ system, identity }, { files }) => {
  const code = say(
    'Code and settings that name no client ID have to name {0} from now on.',
    identity.clientId,
  );
  if (files.read === 'off' || files.read === 'no-folder') {
    const text =
      files.read === 'off'
        ? say('Files are not judged in this window: what they name is not known.')
        : say('No folder is linked to the app: what its files name is not known.');
    return view('files', 'unknown', text, { evidence: [code] });
  }
  if (system.clientId === undefined)
    return view(
      'files',
      'unknown',
      say('Azure does not tell the client ID of the system-assigned identity.'),
      {
        evidence: [code],
      },
    );
  const evidence = [...new Set(files.places.map(({ path }) => path))].map((path) => say('{0}', path));
  if (files.places.length > 0) {
    const text = counted(
      files.places.length,
      '{0} place names the client ID of the system-assigned identity.',
      '{0} places name the client ID of the system-assigned identity.',
    );
    return view('files', 'open', text, { evidence: [...evidence, code], can: ['do'] });
  }
  const isAll = files.read === 'all';
  const text = say('No file that was read names the client ID of the system-assigned identity.');
  return view('files', isAll ? 'done' : 'unknown', text, { evidence: [code] });
};

const disableStep: Step = (conversion, facts) => {
  if (facts.app === undefined) return view('disable', 'unknown', say("'{0}' is gone.", conversion.appName));
  if (!hasSystem(facts.app.identity))
    return view('disable', 'done', say('The system-assigned identity is off.'), {
      evidence: [say('Turning it on again gives another principal, which holds nothing.')],
      can: ['revert'],
    });
  if (!isSystemOn(conversion, facts))
    return view(
      'disable',
      'unknown',
      say('The app has another system-assigned identity than when this began.'),
    );
  if (!isAssigned(conversion, facts))
    return view(
      'disable',
      'waiting',
      say('The system-assigned identity stays until the app has the other one.'),
    );
  return view('disable', 'open', say('The system-assigned identity is still on.'), { can: ['do'] });
};
