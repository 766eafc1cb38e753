import { sameId } from '../../estate/held-identity';
import { hasUserAssigned } from '../../estate/app-identity';
import { say, type Text } from '../../lifecycle/text';
import type { Fact } from '../../rules/fact';
import type { MovingApp } from './moving-app';

/** Something in a file that works in Azure Spring Apps and not in Azure Container Apps. */
export interface Break {
  readonly path: string;
  /** Offset of it in the file. */
  readonly at: number;
  readonly words: Text;
}

/** What of the app's files has to change; `undefined` where no folder is linked to it. */
export function breaksOf({ app, identities, files }: MovingApp): readonly Break[] | undefined {
  if (files === undefined) return undefined;
  const systemClientId = identities.find(({ kind }) => kind === 'system')?.clientId;
  const hasUsers = hasUserAssigned(app.identity);
  return files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => {
      const words = wordsOf(fact, { systemClientId, hasUsers });
      return words === undefined || !('span' in fact) ? [] : [{ path, at: fact.span.start, words }];
    }),
  );
}

function wordsOf(
  fact: Fact,
  app: { readonly systemClientId: string | undefined; readonly hasUsers: boolean },
): Text | undefined {
  if (fact.kind === 'clientId' && sameId(fact.value, app.systemClientId))
    return say(
      '{0} names the system-assigned identity. Container Apps takes a client ID for that of a user-assigned identity: name that of the new one.',
      fact.where,
    );
  if (fact.kind !== 'credential') return undefined;
  if (fact.via === 'imds')
    return say(
      'This asks the token endpoint of virtual machines itself. In Container Apps the endpoint is that of IDENTITY_ENDPOINT, with the header X-IDENTITY-HEADER: a library asks at the right place.',
    );
  if (fact.named) return undefined;
  return app.hasUsers
    ? say(
        'This names no identity. Container Apps then asks the system-assigned one only, and refuses where there is none: name the client ID.',
      )
    : say(
        'This names no identity, and the new one is user-assigned: Container Apps gives no token of it without its client ID.',
      );
}
