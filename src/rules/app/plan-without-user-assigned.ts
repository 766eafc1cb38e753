import { say } from '../../lifecycle/text';
import { hasUserAssigned } from '../../estate/app-identity';
import type { DeclaredIdentityFact } from '../fact';
import type { AppRule, LinkedFile } from '../rule';
import { mayHaveUserAssigned } from '../../hosts/spring/plans';

export const planWithoutUserAssigned: AppRule = {
  id: 'MI005',
  name: 'plan-without-user-assigned',
  title: say('User-assigned identities are wanted on the consumption plan, which has none.'),
  severity: 'warning',
  subject: 'app',
  *check({ app, files }) {
    if (mayHaveUserAssigned(app.plan)) return;
    const wishes = (files ?? []).flatMap((file) => wishesIn(file, app.name));
    if (wishes.length === 0 && !hasUserAssigned(app.identity)) return;
    yield {
      at: ['identity'],
      message: say(
        "'{0}' runs on the Standard consumption and dedicated plan, where user-assigned identities are not available. Use the system-assigned identity.",
        app.name,
      ),
      related: wishes.map(({ path, wish }) => ({
        path,
        span: wish.span,
        message: say('a user-assigned identity is wanted here'),
      })),
    };
  },
};

function wishesIn(
  { path, facts }: LinkedFile,
  app: string,
): readonly { readonly path: string; readonly wish: DeclaredIdentityFact }[] {
  return facts.flatMap((fact) =>
    fact.kind === 'declaredIdentity' && fact.type.includes('UserAssigned') && fact.app === app
      ? [{ path, wish: fact }]
      : [],
  );
}
