import { counted, say } from '../../lifecycle/text';
import { isMixed } from '../../estate/app-identity';
import { credentialsIn } from './credentials';
import type { AppRule } from '../rule';

/** The app's side of what MI101, MI112 and MI201 report in the files. */
export const ambiguousIdentity: AppRule = {
  id: 'MI603',
  name: 'ambiguous-identity',
  title: say('The app has several identities, and files ask for a token without naming one.'),
  severity: 'warning',
  subject: 'app',
  *check({ app, files }) {
    const { identity } = app;
    if (!isMixed(identity) && identity.userAssigned.length < 2) return;
    const places = credentialsIn(files, ({ named }) => !named);
    if (places.length === 0) return;
    yield {
      at: ['identity'],
      message: counted(
        places.length,
        "'{1}' has several identities, and {0} place in its files asks for a token without a client ID: which identity answers may change.",
        "'{1}' has several identities, and {0} places in its files ask for a token without a client ID: which identity answers may change.",
        app.name,
      ),
      related: places.slice(0, 10).map(({ path, credential }) => ({
        path,
        span: credential.span,
        message: say('no identity is named here'),
      })),
    };
  },
};
