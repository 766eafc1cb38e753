import { checkRule } from '../../../test/rules/check-rule';

const list = (count: number) =>
  Array.from({ length: count }, (_, i) => `azurerm_user_assigned_identity.id${i}.id`);
const app = (ids: string) => `resource "azurerm_spring_cloud_app" "orders" {
  identity {
    type         = "UserAssigned"
    identity_ids = ${ids}
  }
}`;

describe('MI404 too-many-user-assigned', () => {
  it('reports the twenty-first', async () => {
    await checkRule('main.tf', app(`[${list(20).join(', ')}]`));
    const [head, type, inner, ids, ...rest] = app(`[${list(21).join(', ')}]`).split('\n');
    await checkRule('main.tf', [head, type, inner, ids, '    ^^^^^^^^^^^^ MI404 error', ...rest].join('\n'));
  });

  it('follows variables', async () => {
    const [head, type, inner, ids, ...rest] = app('local.ids').split('\n');
    const locals = `locals {\n  ids = [${list(21).join(', ')}]\n}`;
    await checkRule(
      'main.tf',
      [locals, head, type, inner, ids, '    ^^^^^^^^^^^^ MI404', ...rest].join('\n'),
    );
  });

  it('is silent on what a loop makes', async () => {
    await checkRule('main.tf', app('[for one in var.all : one.id]'));
  });
});
