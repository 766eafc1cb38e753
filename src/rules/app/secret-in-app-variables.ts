import { say } from '../../lifecycle/text';
import { variablesPlace } from '../linked-app';
import type { AppRule } from '../rule';
import { secretNamed } from '../secret';

/** Variables by which `EnvironmentCredential`, the first of the default chain, signs in as somebody else. */
const ofServicePrincipal = new Set(['AZURE_CLIENT_SECRET', 'AZURE_PASSWORD']);

/** Only where the state of the app tells its variables. */
export const secretInAppVariables: AppRule = {
  id: 'MI608',
  name: 'secret-in-app-variables',
  title: say('A variable of the app holds a secret in clear.'),
  severity: 'warning',
  subject: 'app',
  *check({ app }) {
    for (const [name, value] of app.variables ?? []) {
      const found = secretNamed(name, value);
      if (found?.confidence !== 'high') continue;
      const isFirst = ofServicePrincipal.has(name.toUpperCase()) && app.identity.type !== 'None';
      yield {
        at: [...variablesPlace, name],
        message: isFirst
          ? say(
              "'{0}' is set in clear on '{1}', which has a managed identity: DefaultAzureCredential may use it before the identity, and everyone who may read the app reads it.",
              name,
              app.name,
            )
          : say(
              "'{0}' of '{1}' holds a secret in clear, for everyone who may read the app. Use a managed identity, or a reference to Key Vault.",
              name,
              app.name,
            ),
      };
    }
  },
};
