// Registers both Microsoft authentication providers with accounts out of the JSON file named by STAND_IN_ENTRA:
//   { url, clientId, clientSecret, tenants, accounts: [{ id, label, tenants, signedIn, closedTenants? }] }
// Sessions carry tokens of the sandbox at `url`. An account sees its home tenant first; a tenant in `closedTenants` has no
// session until somebody signs in to it. A challenge is answered with a token that was asked for with its claims.
'use strict';
const fs = require('node:fs');
const https = require('node:https');
const vscode = require('vscode');

exports.activate = (context) => {
  const file = process.env.STAND_IN_ENTRA;
  if (file === undefined) return;
  const directory = new Directory(JSON.parse(fs.readFileSync(file, 'utf8')));
  for (const [id, label] of [
    ['microsoft', 'Microsoft'],
    ['microsoft-sovereign-cloud', 'Microsoft Sovereign Cloud'],
  ])
    context.subscriptions.push(
      vscode.authentication.registerAuthenticationProvider(id, label, new Provider(directory), {
        supportsMultipleAccounts: true,
        supportsChallenges: true,
      }),
    );
  const command = (name, run) =>
    context.subscriptions.push(vscode.commands.registerCommand(`standInAccounts.${name}`, run));
  command('signIn', (account) => directory.signIn(account));
  command('signOut', (account) => directory.signOut(account));
  command('allowTenant', (account, tenant) => directory.allow(account, tenant));
};

/** Who is signed in where; shared by both providers. */
class Directory {
  #changed = new vscode.EventEmitter();
  onDidChange = this.#changed.event;

  constructor(setup) {
    this.setup = setup;
    this.accounts = setup.accounts.map((account) => ({ closedTenants: [], ...account }));
  }

  signIn(id) {
    this.#change(id, (account) => (account.signedIn = true));
  }
  signOut(id) {
    this.#change(id, (account) => (account.signedIn = false));
  }
  allow(id, tenant) {
    this.#change(id, (account) => {
      account.signedIn = true;
      account.closedTenants = account.closedTenants.filter((closed) => closed !== tenant);
    });
  }

  /** Fires three times, as the real provider does: for what was added, changed, and once more after its cache moved. */
  #change(id, change) {
    const account = this.accounts.find((candidate) => candidate.id === id);
    if (account === undefined) throw new Error(`The stand-in has no account '${id}'.`);
    change(account);
    for (let times = 0; times < 3; times += 1) this.#changed.fire({ added: [], removed: [], changed: [] });
  }
}

class Provider {
  #directory;

  constructor(directory) {
    this.#directory = directory;
    this.onDidChangeSessions = directory.onDidChange;
  }

  async getSessions(scopes, options) {
    return this.#sessions(scopes, options?.account);
  }

  async createSession(scopes, options) {
    return this.#create(scopes, options?.account);
  }

  async getSessionsFromChallenges(constraint, options) {
    // A session that already proves the claims could be returned; the stand-in keeps none.
    void constraint;
    void options;
    return [];
  }

  async createSessionFromChallenges(constraint, options) {
    const claims = constraint.challenges
      .map(({ params }) => params.claims)
      .find((value) => value !== undefined);
    return this.#create(constraint.fallbackScopes ?? [], options?.account, claims);
  }

  async removeSession(sessionId) {
    this.#directory.signOut(sessionId.split('/')[0]);
  }

  async #sessions(scopes, wanted) {
    const sessions = [];
    for (const account of this.#directory.accounts) {
      if (!account.signedIn || (wanted !== undefined && wanted.id !== account.id)) continue;
      const tenant = tenantOf(scopes) ?? account.tenants[0];
      if (!account.tenants.includes(tenant) || account.closedTenants.includes(tenant)) continue;
      sessions.push(await this.#session(account, tenant, scopes ?? []));
    }
    return sessions;
  }

  async #create(scopes, wanted, claims) {
    const { accounts } = this.#directory;
    const account =
      accounts.find(({ id }) => id === wanted?.id) ??
      accounts.find(({ signedIn }) => !signedIn) ??
      accounts[0];
    const tenant = tenantOf(scopes) ?? account.tenants[0];
    const session = await this.#session(account, tenant, scopes, claims);
    this.#directory.allow(account.id, tenant);
    return session;
  }

  async #session(account, tenant, scopes, claims) {
    const { url, clientId, clientSecret } = this.#directory.setup;
    const scope = scopes.find((name) => name.endsWith('.default')) ?? `${url}/.default`;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
      ...(claims === undefined ? {} : { claims: Buffer.from(claims, 'base64').toString() }),
    });
    const { status, body } = await post(`${url}/${tenant}/oauth2/v2.0/token`, form.toString());
    if (status !== 200) throw new Error(body.error_description);
    return {
      id: `${account.id}/${tenant}`,
      accessToken: body.access_token,
      account: { id: account.id, label: account.label },
      scopes,
    };
  }
}

function tenantOf(scopes) {
  return scopes?.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);
}

// Not `fetch`: VS Code replaces it in the extension host by one that does not know NODE_EXTRA_CA_CERTS.
function post(url, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const options = { method: 'POST', headers, signal: AbortSignal.timeout(10_000) };
    const request = https.request(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, body: JSON.parse(text) }));
    });
    request.on('error', reject).end(body);
  });
}
