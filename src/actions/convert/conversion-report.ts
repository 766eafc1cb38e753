import { say, type Text } from '../../lifecycle/text';
import type { Report, ReportButton, ReportVerdict, VerdictMark } from '../../report/report';
import type { Conversion } from './conversion';
import { isConverted, stepNames, type StepName, type StepView } from './steps';

/** What a button of the page does: `do:assign`, `revert:grants`, `again`, `forget`. */
export type ConversionButton = `${'do' | 'revert'}:${StepName}` | 'again' | 'forget';

const marks: Readonly<Record<StepView['state'], VerdictMark>> = {
  done: 'good',
  open: 'warning',
  waiting: 'info',
  unknown: 'unknown',
};

/** The conversion as a page: each step with its state, what it rests on, and what can be done about it. Nothing runs by itself. */
export function conversionReport({ appName, identity }: Conversion, steps: readonly StepView[]): Report {
  const done = steps.filter(({ state }) => state === 'done').length;
  const isOver = isConverted(steps);
  const forget: ReportButton = { id: 'forget', title: isOver ? say('Finish') : say('Give Up...') };
  return {
    title: say("Convert '{0}' to '{1}'", appName, identity.name),
    blocks: [
      {
        kind: 'verdicts',
        verdicts: [
          {
            mark: isOver ? 'good' : 'info',
            text: isOver
              ? say("'{0}' goes by '{1}' now.", appName, identity.name)
              : say('{0} of {1} steps are done. Each asks before it changes something.', done, steps.length),
            buttons: [{ id: 'again', title: say('Look Again') }, forget],
          },
        ],
      },
      { kind: 'verdicts', title: say('Steps'), verdicts: steps.map(verdictOf) },
    ],
  };
}

function verdictOf({ name, state, text, evidence, can }: StepView): ReportVerdict {
  const number = stepNames.indexOf(name) + 1;
  const buttons = can.map((what): ReportButton => ({
    id: `${what}:${name}` satisfies ConversionButton,
    title: what === 'do' ? doWords[name] : revertWords[name],
  }));
  return { mark: marks[state], text: say('{0}. {1}', number, text), evidence, buttons };
}

const doWords: Readonly<Record<StepName, Text>> = {
  identity: say('Create...'),
  grants: say('Copy Grants...'),
  assign: say('Assign...'),
  verify: say('Fetch Test Token'),
  files: say('Change Client IDs...'),
  disable: say('Disable...'),
};

const revertWords: Readonly<Record<StepName, Text>> = {
  identity: say('Delete It...'),
  grants: say('Take Grants Back...'),
  assign: say('Remove...'),
  verify: say('Forget'),
  files: say('Undo'),
  disable: say('Enable Again...'),
};

/** The step a button is about; `undefined` for one of the page. */
export function stepOf(
  button: string,
): { readonly what: 'do' | 'revert'; readonly name: StepName } | undefined {
  const [what, word] = button.split(':');
  const name = stepNames.find((known) => known === word);
  return name !== undefined && (what === 'do' || what === 'revert') ? { what, name } : undefined;
}
