import { say } from '../../lifecycle/text';
import type { Memento } from 'vscode';
import type { Cloud } from '../../account/cloud';
import { cloudFingerprint } from '../../account/token-hosts';
import { Failure } from '../../lifecycle/failure';

const confirmedKey = 'sign-in.confirmedClouds';

/**
 * Which custom clouds the user agreed to send tokens to, remembered in this profile. Settings may come from a machine's
 * administrator, a synchronised profile or a recipe somebody copied; a token leaves only after its user has seen where it goes.
 */
export class CloudConsent {
  readonly #memento: Pick<Memento, 'get' | 'update'>;

  /** `memento` is that of the profile, which no folder can write. */
  constructor(memento: Pick<Memento, 'get' | 'update'>) {
    this.#memento = memento;
  }

  isMissing(cloud: Cloud): boolean {
    return cloud.name === 'Custom' && !this.#given.includes(cloudFingerprint(cloud));
  }

  async give(cloud: Cloud): Promise<void> {
    await this.#memento.update(confirmedKey, [...new Set([...this.#given, cloudFingerprint(cloud)])]);
  }

  get #given(): readonly string[] {
    const stored = this.#memento.get<unknown>(confirmedKey);
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
  }
}

export function notConfirmed({ armUrl, authorityUrl }: Cloud): Failure {
  return new Failure({
    code: 'refused',
    what: say('The custom cloud has not been confirmed in this profile.'),
    why: say(
      'Tokens would go to {0}, and sign-ins to {1}.',
      new URL(armUrl).host,
      new URL(authorityUrl).host,
    ),
    remedy: say('Sign in to look at its hosts and confirm them.'),
    action: 'sign-in',
  });
}
