import { writeDeclaration } from '../../src/identity/plan/declared';
import { declare } from '../../src/ui/commands/identity/declare';
import { attempt } from '../../src/ui/commands/run';
import { Agreeing } from './agreeing';
import { command, has, identityNamed, idOf, isOn, target, type Sequence } from './sequence';

/** Changes of the identities of apps, and of identities themselves. */
export const identitySequences: readonly Sequence[] = [
  {
    name: 'enable',
    app: 'gateway',
    run: (stage) => command(stage, 'enableSystemAssigned', target(stage, 'gateway')),
    isDone: (stage) => isOn(stage, 'gateway'),
  },
  {
    name: 'disable',
    app: 'catalog',
    run: (stage) => command(stage, 'disableSystemAssigned', target(stage, 'catalog')),
    isDone: async (stage) =>
      !(await isOn(stage, 'catalog')) &&
      // What could not be read is said to be so, never taken for nothing.
      stage.keeper.all.some(({ grants, unreadable }) => grants.length === 3 || unreadable.length > 0),
  },
  {
    name: 'assign',
    app: 'orders',
    run: (stage) =>
      command(stage, 'assignUserAssigned', target(stage, 'orders'), { wanted: ['id-newsletter'] }),
    isDone: async (stage) =>
      (await has(stage, 'orders', 'id-newsletter')) && has(stage, 'orders', 'id-orders'),
  },
  {
    name: 'remove',
    app: 'orders',
    run: (stage) => command(stage, 'removeUserAssigned', target(stage, 'orders'), { wanted: ['id-orders'] }),
    isDone: async (stage) =>
      !(await has(stage, 'orders', 'id-orders')) && has(stage, 'orders', 'id-telemetry'),
  },
  {
    name: 'declare',
    app: 'orders',
    // What could not be done leaves the document as it is; it is saved again then.
    run: async (stage) => {
      const shown = stage.app('orders');
      const userAssigned = shown.app.identity.userAssigned.filter(({ id }) => !id.endsWith('/id-telemetry'));
      const deps = stage.deps(new Agreeing([], '', stage.closing.signal));
      const save = async () => {
        await declare(deps, shown, writeDeclaration({ ...shown.app.identity, userAssigned }));
      };
      await attempt(deps, 'Save', save);
    },
    isDone: async (stage) =>
      !(await has(stage, 'orders', 'id-telemetry')) &&
      (await has(stage, 'orders', 'id-orders')) &&
      isOn(stage, 'orders'),
  },
  {
    name: 'create',
    app: 'gateway',
    run: (stage) =>
      command(stage, 'createUserAssigned', target(stage, 'gateway'), {
        wanted: ['Shop Production', 'rg-shop', 'westeurope'],
        text: 'id-made',
      }),
    isDone: async (stage) => (await identityNamed(stage, 'id-made')) !== undefined,
  },
  {
    name: 'delete',
    app: 'gateway',
    run: (stage) =>
      command(
        stage,
        'deleteUserAssigned',
        { kind: 'identity', identity: idOf(stage, 'id-newsletter') },
        { text: 'id-newsletter' },
      ),
    isDone: async (stage) => (await identityNamed(stage, 'id-newsletter')) === undefined,
  },
  {
    name: 'bulk',
    app: 'orders',
    more: ['catalog', 'payments'],
    run: (stage) => {
      const selection = ['orders', 'catalog', 'payments'].map((app) => target(stage, app));
      return command(stage, 'disableSystemAssigned', selection[0], { selection });
    },
    isDone: async (stage) =>
      (await Promise.all(['orders', 'catalog', 'payments'].map((app) => isOn(stage, app)))).every(
        (on) => !on,
      ),
  },
];
