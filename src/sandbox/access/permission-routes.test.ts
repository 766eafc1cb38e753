import assert from 'node:assert/strict';

import { codeOf, production, withSandbox } from '../../../test/sandbox/opened';
import { sealedRegistry } from '../sample/sample-targets';

const permissions = 'providers/Microsoft.Authorization/permissions?api-version=2022-04-01';
const eligible = 'providers/Microsoft.Authorization/roleEligibilityScheduleInstances';

describe('what the caller may do', () => {
  it('is everything, without what a deny assignment takes away at the scope or above', () =>
    withSandbox({}, async ({ asker }) => {
      const taken = async (scope: string) => {
        const answer = await asker.arm('GET', `${scope}/${permissions}`);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        const [element] = (answer.body as { value: { actions: string[]; notActions: string[] }[] }).value;
        assert.deepEqual(element?.actions, ['*']);
        return element.notActions;
      };
      assert.deepEqual(await taken(production), []);
      assert.deepEqual(await taken(`${production}/resourceGroups/rg-shop`), []);
      assert.deepEqual(await taken(sealedRegistry), ['Microsoft.Authorization/roleAssignments/write']);
    }));

  it('may be more once an eligible role is activated, told at its scope and below', () =>
    withSandbox({}, async ({ asker }) => {
      const roles = async (scope: string) => {
        const path = `${scope}/${eligible}?$filter=asTarget()&api-version=2020-10-01`;
        const { body } = await asker.arm('GET', path);
        return (body as { value: { properties: { roleDefinitionId: string } }[] }).value;
      };
      assert.deepEqual(await roles(production), []);
      const [role] = await roles(sealedRegistry);
      assert.match(role?.properties.roleDefinitionId ?? '', /f58310d9-a9f6-439a-9e8d-f62e7b41a168$/);
      const other = `${production}/${eligible}?$filter=asRequestor()&api-version=2020-10-01`;
      assert.equal(codeOf(await asker.arm('GET', other)), 'UnsupportedQuery');
    }));
});
