import type { SignInKind } from '../../account/sign-in';
import { Failure } from '../../lifecycle/failure';
import { signInKinds } from '../contributions';
import type { Translate } from '../words';
import type { Command } from './dependencies';

export const signIn: Command = async (deps) => {
  const { signIn: control, dialogs, t } = deps;
  if (control.kind === 'sandbox') {
    await dialogs.tell('info', t('The sandbox needs no sign-in. Close it to use your own Azure.'));
    return;
  }
  await control.signIn();
};

export const signInToTenant: Command = async ({ signIn: control }, target) => {
  if (target?.kind === 'tenant') await control.signIn(target.tenant);
};

/** VS Code lets no extension sign its accounts out; where it is done is said, and opened when there is such a place. */
export const signOut: Command = async (deps) => {
  const { signIn: control, dialogs, t } = deps;
  switch (control.kind) {
    case 'vscode': {
      const open = t('Manage Accounts');
      const message = t(
        'VS Code keeps the accounts: sign out in its Accounts menu, or take this extension off an account there.',
      );
      if ((await dialogs.tell('info', message, open)) === open) await dialogs.openPlace('accounts');
      return;
    }
    case 'azureCli':
      await dialogs.tell(
        'info',
        t('The Azure CLI keeps this account: run "az logout" in a terminal, then refresh.'),
      );
      return;
    case 'environment':
      await dialogs.tell(
        'info',
        t('This account comes from the AZURE_* environment variables: start VS Code without them.'),
      );
      return;
    case 'sandbox':
      await control.closeSandbox();
  }
};

export function sourceWords(
  kind: SignInKind,
  t: Translate,
): { readonly label: string; readonly detail: string } {
  switch (kind) {
    case 'vscode':
      return {
        label: t('VS Code accounts'),
        detail: t('The Microsoft accounts you signed in to VS Code with'),
      };
    case 'azureCli':
      return { label: t('Azure CLI'), detail: t('The account of "az login"') };
    case 'environment':
      return { label: t('Environment'), detail: t('A service principal from AZURE_* environment variables') };
    case 'sandbox':
      return {
        label: t('Sandbox'),
        detail: t('A small Azure on this machine with sample apps; no account needed'),
      };
  }
}

export const chooseSignIn: Command = async ({ signIn: control, dialogs, view, t }) => {
  const kind = await dialogs.pickOne<SignInKind>(
    { title: t('Choose Sign-In Source'), placeholder: t('Where shall Azure tokens come from?') },
    signInKinds.map((value) => ({
      ...sourceWords(value, t),
      ...(value === control.kind ? { description: t('in use') } : {}),
      value,
    })),
  );
  if (kind === undefined || kind === control.kind) return;
  if (kind === 'sandbox') await control.openSandbox();
  else await control.choose(kind);
  await view.focus();
};

export const openSandbox: Command = async ({ signIn: control, view }) => {
  if (control.kind !== 'sandbox') await control.openSandbox();
  await view.focus();
};

export const closeSandbox: Command = async ({ signIn: control, dialogs, t }) => {
  if (control.kind === 'sandbox') await control.closeSandbox();
  else await dialogs.tell('info', t('The sandbox is not open.'));
};

export const selectSubscriptions: Command = async (deps) => {
  const { signIn: control, dialogs, t } = deps;
  const selected = new Set(control.selected.map((id) => id.toLowerCase()));
  const picked = await dialogs.pickMany<string>(
    {
      title: t('Select Subscriptions'),
      placeholder: t('Subscriptions to show; choosing none or all shows all'),
    },
    control.listAll(AbortSignal.timeout(120_000)).then(({ subscriptions }) => {
      if (subscriptions.length === 0)
        throw new Failure({
          code: 'not-found',
          what: t('There is no subscription to choose from.'),
          why: t('The present sign-in reaches none.'),
          remedy: t('Choose another sign-in source.'),
          action: 'choose-sign-in',
        });
      return subscriptions.map((subscription) => {
        const value = `${subscription.tenantId}/${subscription.subscriptionId}`;
        return {
          label: subscription.name,
          description: subscription.accountLabel,
          detail: subscription.subscriptionId,
          picked: selected.size === 0 || selected.has(value.toLowerCase()),
          value,
        };
      });
    }),
  );
  if (picked === undefined) return;
  await control.select(picked);
};
