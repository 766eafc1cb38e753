import { say } from '../../lifecycle/text';
import { nameOf } from '../../estate/ids/arm-id';
import type { AppRule } from '../rule';

/**
 * Silent unless files name at least one identity of the app (code that names none may use any of them) and all of them
 * were read.
 */
export const unusedUserAssigned: AppRule = {
  id: 'MI004',
  name: 'unused-user-assigned',
  title: say('A user-assigned identity of the app is named by no file, while others are.'),
  severity: 'hint',
  subject: 'app',
  *check({ app, files, partial }) {
    if (partial === true) return;
    const facts = (files ?? []).flatMap((file) => file.facts);
    const clientIds = new Set(
      facts.flatMap((fact) => (fact.kind === 'clientId' ? [fact.value.toLowerCase()] : [])),
    );
    const declared = new Set(
      facts.flatMap((fact) =>
        fact.kind === 'declaredIdentity' ? (fact.userAssigned ?? []).map((name) => name.toLowerCase()) : [],
      ),
    );
    const { userAssigned } = app.identity;
    const isNamed = ({ id, clientId }: (typeof userAssigned)[number]) =>
      (clientId !== undefined && clientIds.has(clientId.toLowerCase())) ||
      declared.has(nameOf(id).toLowerCase());
    if (!userAssigned.some(isNamed)) return;
    for (const identity of userAssigned.filter((one) => one.clientId !== undefined && !isNamed(one))) {
      yield {
        at: ['identity', 'userAssignedIdentities', identity.id],
        message: say(
          "No file of the linked folder names '{0}', while it names other identities of '{1}'. It may be left over.",
          nameOf(identity.id),
          app.name,
        ),
        fixes: [
          { kind: 'live', title: say('Remove user-assigned identities...'), action: 'removeUserAssigned' },
        ],
      };
    }
  },
};
