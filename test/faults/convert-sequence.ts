import { conversionId, readConversion } from '../../src/actions/convert/conversion';
import { resourceKey } from '../../src/estate/resources';
import type { CommandStage } from '../double/commands';
import { command, has, heldByIdentity, isOn, target, type Sequence } from './sequence';

const [appName, identityName] = ['catalog', 'id-catalog'];
/** In the order of the page; each is pressed where the page offers it beside a step that is open. */
const steps = ['Copy Grants...', 'Assign...', 'Fetch Test Token', 'Disable...'];

/** What is kept of the conversion: over a reload as well. */
const keptOf = (stage: CommandStage) =>
  readConversion(stage.unfinished.get(conversionId(resourceKey(stage.app(appName).app)))?.rest);

/** Opens the conversion, or begins it; as somebody whose identity was made already takes that one. */
async function open(stage: CommandStage): Promise<boolean> {
  stage.reports.length = 0;
  const ways = [
    { wanted: ['Create new...', 'Shop Production', 'rg-shop', 'westeurope'], text: identityName },
    { wanted: ['Use one that is there...', identityName] },
  ];
  for (const way of ways) {
    await command(stage, 'convertIdentity', target(stage, appName), way);
    if (stage.reports.length > 0) return true;
  }
  return false;
}

/** Presses the buttons of the page one after the other, and none that it does not offer. */
async function press(stage: CommandStage): Promise<void> {
  for (const step of steps) {
    const isVerified = step === 'Fetch Test Token' && keptOf(stage)?.verified?.good === true;
    const button = stage.pages.at(-1)?.buttons.find(({ title }) => title === step);
    if (!isVerified) await button?.press();
  }
}

/** *Convert System-Assigned to User-Assigned...*: all of its steps, each pressed as the page offers it. */
export const convertSequence: Sequence = {
  name: 'convert',
  ofOthers: true,
  app: appName,
  run: async (stage) => {
    if (await open(stage)) await press(stage);
  },
  isDone: async (stage) =>
    (await has(stage, appName, identityName)) &&
    !(await isOn(stage, appName)) &&
    keptOf(stage)?.verified?.good === true &&
    // What the system-assigned identity held is held by the other one now: nothing was lost.
    (await heldByIdentity(stage, identityName)).length === 3,
};
