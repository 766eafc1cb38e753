import type { ChangeWitness } from './ports';

/** The witness of those who promise to change nothing: no such request of theirs leaves. */
export const readsOnly: ChangeWitness = {
  leaving: ({ method, resource }) =>
    Promise.reject(
      new Error(`A ${method} of ${resource} was about to leave, and only reading was promised.`),
    ),
};
