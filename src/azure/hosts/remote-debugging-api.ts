import { nameOf, type ArmId } from '../../estate/ids/arm-id';
import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import type {
  DebuggedDeployment,
  RemoteDebugging,
  RemoteDebuggingApi,
  SeenDebugging,
} from '../../tunnel/ports';
import { apiVersions } from '../api-versions';
import { untilDone } from '../operation-status';
import { objectOr } from '../read/json';
import { pathOf, type Answer, type Arm, type WriteAsk } from '../wire/arm';

/** Recorded changes took some ten seconds; a restart of the app may be part of it. */
const patience = {
  deadlineMs: 15 * 60_000,
  afterwards: say('Look at the deployment again in a while.'),
};

/** Remote debugging of deployments through ARM. */
export class AzureRemoteDebuggingApi implements RemoteDebuggingApi {
  readonly #arm: Arm;

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  async read(of: DebuggedDeployment, signal: AbortSignal): Promise<RemoteDebugging> {
    const what = say(
      "Could not read whether remote debugging of deployment '{0}' of '{1}' is on.",
      ...namesOf(of.id),
    );
    const answer = await this.#post(of, 'getRemoteDebuggingConfig', {
      what,
      signal,
      recheck: 'changes-nothing',
    });
    const { enabled, port } = objectOr(answer.body);
    if (typeof enabled === 'boolean') return { enabled, port: typeof port === 'number' ? port : 0 };
    throw new Failure({ code: 'unexpected', what, why: say('Azure did not say so in its answer.') });
  }

  async enable(of: SeenDebugging, port: number, signal: AbortSignal): Promise<RemoteDebugging> {
    const what = say("Could not enable remote debugging of deployment '{0}' of '{1}'.", ...namesOf(of.id));
    const answer = await this.#post(of, 'enableRemoteDebugging', {
      what,
      signal,
      body: { port },
      recheck: () => this.#recheck(of, { what, signal }),
    });
    await untilDone(this.#arm, answer, { access: of.subscription, what, signal, ...patience });
    return await this.read(of, signal);
  }

  async disable(of: SeenDebugging, signal: AbortSignal): Promise<RemoteDebugging> {
    const what = say("Could not disable remote debugging of deployment '{0}' of '{1}'.", ...namesOf(of.id));
    const answer = await this.#post(of, 'disableRemoteDebugging', {
      what,
      signal,
      recheck: () => this.#recheck(of, { what, signal }),
    });
    await untilDone(this.#arm, answer, { access: of.subscription, what, signal, ...patience });
    return await this.read(of, signal);
  }

  async #post(
    { subscription, id }: DebuggedDeployment,
    action: string,
    { body, ...ask }: Pick<WriteAsk, 'what' | 'signal' | 'recheck'> & { readonly body?: unknown },
  ): Promise<Answer> {
    const path = `${pathOf(id)}/${action}?api-version=${apiVersions.appPlatform}`;
    return await this.#arm.write({ method: 'POST', path, body }, { access: subscription, ...ask });
  }

  async #recheck(
    of: SeenDebugging,
    { what, signal }: { readonly what: Text; readonly signal: AbortSignal },
  ): Promise<void> {
    const now = await this.read(of, signal);
    if (now.enabled === of.seen.enabled && (!now.enabled || now.port === of.seen.port)) return;
    throw new Failure({
      code: 'conflict',
      what,
      why: now.enabled
        ? say('Somebody has turned it on meanwhile, at port {0}; nothing was sent.', now.port)
        : say('Somebody has turned it off meanwhile; nothing was sent.'),
      remedy: say('Look at the deployment as it is now, then decide anew.'),
      action: 'refresh',
    });
  }
}

/** Of a deployment, and of its app. */
function namesOf(id: ArmId): readonly [deployment: string, app: string] {
  return [nameOf(id), id.split('/').at(-3) ?? ''];
}
