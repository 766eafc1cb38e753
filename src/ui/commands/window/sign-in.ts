import type { Cloud } from '../../../account/cloud';
import type { SignInKind } from '../../../account/sign-in';
import { Failure } from '../../../lifecycle/failure';
import type { Translate } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';

export const signIn: Command = async (deps) => {
  const { signIn: control, dialogs, t } = deps;
  if (control.kind === 'sandbox') {
    await dialogs.tell('info', t('The sandbox needs no sign-in. Close it to use your own Azure.'));
    return;
  }
  const cloud = control.unconfirmedCloud;
  if (cloud !== undefined) {
    if (!(await confirmCloud(deps, cloud))) return;
    if (await isSignedIn(deps)) return;
  }
  await control.signIn();
};

/** Whether the source has an account already, so that agreeing to its cloud was all that was missing. */
async function isSignedIn({ signIn: control }: CommandDependencies): Promise<boolean> {
  try {
    await control.listAll(AbortSignal.timeout(120_000));
    return true;
  } catch (error) {
    if (Failure.is(error, 'signed-out')) return false;
    throw error;
  }
}

export const signInToTenant: Command = async ({ signIn: control }, target) => {
  if (target?.kind === 'tenant') await control.signIn(target.tenant);
};

/** Shows the hosts of a custom cloud once in a profile; no token leaves for it before its user has agreed. */
async function confirmCloud(
  { signIn: control, dialogs, t }: CommandDependencies,
  cloud: Cloud,
): Promise<boolean> {
  const { armUrl, authorityUrl, armScope, springDomains } = cloud;
  const agreed = await dialogs.confirm({
    title: t('Send your Azure tokens to this custom cloud?'),
    detail: [
      t('Sign-in at {0}', authorityUrl),
      t('Tokens for {0}', armScope),
      t('are sent to {0} and to services below {1}.', armUrl, springDomains.join(', ')),
      t('Whoever runs these hosts can act as you there. Go on only if you or your administrator set them.'),
    ].join('\n\n'),
    action: t('Trust These Hosts'),
    warning: true,
  });
  if (agreed) await control.confirmCloud(cloud);
  return agreed;
}

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

function sourceWords(kind: SignInKind, t: Translate): { readonly label: string; readonly detail: string } {
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
    control.kinds.map((value) => ({
      ...sourceWords(value, t),
      ...(value === control.kind ? { description: t('in use') } : {}),
      value,
    })),
  );
  if (kind === undefined || kind === control.kind) return;
  if (kind === 'sandbox') await control.openSandbox();
  else {
    const wasSandbox = control.kind === 'sandbox';
    await control.choose(kind);
    if (wasSandbox) dialogs.status(t('The sandbox is closed: {0} is in use now', sourceWords(kind, t).label));
  }
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
