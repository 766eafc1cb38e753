import type { Memento } from 'vscode';
import type { ResourceKey } from '../estate/resources';
import type { EndpointForm } from '../token/environment';

const confirmedKey = 'endpoints.confirmed';
const kept = 500;

/** The apps whose tokens the user agreed to hand to local programs, and in which form; remembered in this profile. */
export class EndpointConsent {
  readonly #memento: Pick<Memento, 'get' | 'update'>;

  /** `memento` is that of the profile, which no folder can write. */
  constructor(memento: Pick<Memento, 'get' | 'update'>) {
    this.#memento = memento;
  }

  isGiven(app: ResourceKey, form: EndpointForm): boolean {
    // Whoever agreed to the form without a secret agreed to the one with it.
    return [form, 'imds'].some((one) => this.#given.includes(`${one} ${app}`));
  }

  async give(app: ResourceKey, form: EndpointForm): Promise<void> {
    const entry = `${form} ${app}`;
    const rest = this.#given.filter((one) => one !== entry);
    await this.#memento.update(confirmedKey, [entry, ...rest].slice(0, kept));
  }

  get #given(): readonly string[] {
    const stored = this.#memento.get<unknown>(confirmedKey);
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
  }
}
