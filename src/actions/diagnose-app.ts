import { allApps, type FoundApp } from '../estate/lookup';
import { sameArmId } from '../estate/ids/arm-id';
import { resourceKey } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { Action } from './action';
import { printedDiagnosis } from './diagnose/as-report';
import { diagnose } from './diagnose/diagnose';

export const diagnoseApp: Action = {
  name: 'diagnose_app',
  title: 'Diagnose a Spring App',
  description:
    'Says for every service that the files of the folder linked to a Spring app name whether the app gets in with its managed identity: which identity the code asks for, whether the app has it, and what it may do there. Each is said to work, to be broken with the reason, or not to be known, with what that rests on and what mends it. Use it for a 403 or 401 of an app. No test token is asked for.',
  effect: 'reads',
  reaches: 'azure',
  input: {
    app: { description: 'The name of the app, or its resource ID.', required: true },
    service: {
      description: 'The name of its service, where several services have an app of that name.',
      required: false,
    },
  },
  run: async (ports, { app = '', service = '' }, signal) => {
    await ports.readApps(signal);
    const found = onlyApp(ports.snapshot(), app.trim(), service.trim());
    return printedDiagnosis(diagnose(await ports.readCase(resourceKey(found.app), signal)));
  },
};

/** Throws `Failure` where there is none, or more than one. */
function onlyApp(snapshot: EstateSnapshot, wanted: string, service: string): FoundApp {
  const isNamed = (name: string, given: string) => name.toLowerCase() === given.toLowerCase();
  const found = [...allApps(snapshot)].filter(
    (one) =>
      (wanted.startsWith('/') ? sameArmId(one.app.id, wanted) : isNamed(one.app.name, wanted)) &&
      (service === '' || isNamed(one.service.name, service)),
  );
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const what = say('The app cannot be diagnosed.');
  if (only === undefined)
    throw new Failure({
      code: 'not-found',
      what,
      why: say("There is no app '{0}' among those that were read.", wanted.slice(0, 200)),
    });
  throw new Failure({
    code: 'invalid',
    what,
    why: say(
      "Several services have an app '{0}': {1}.",
      only.app.name,
      found.map((one) => one.service.name).join(', '),
    ),
  });
}
