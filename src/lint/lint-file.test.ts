import assert from 'node:assert/strict';
import { findingsIn } from '../../test/rules/check-rule';

describe('the findings of a file', () => {
  it('tell what is wrong in one place once, however many things are made of it', async () => {
    const services = Array.from({ length: 50 }, (_, i) => `  a${i}:\n    <<: *base\n`).join('');
    const text = `services:\n  base: &base\n    image: shop/orders\n    environment:\n      AZURE_CLIENT_ID: orders-id\n${services}`;
    const found = await findingsIn('docker-compose.yml', text);

    assert.deepEqual(
      found.map(({ rule, span }) => [rule.id, text.slice(span.start, span.end)]),
      [['MI212', 'orders-id']],
    );
  });
});
