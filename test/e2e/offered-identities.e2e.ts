import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../rig/until';
import { useStage } from '../rig/window/stage';
import { waitForFindings } from './findings';

const orders = ['Shop Production', 'shop', 'orders'];
const production = '/subscriptions/13b17762-8dac-4094-abf5-a17bd1e065dc/resourceGroups/rg-shop';
const links = {
  links: [
    ['orders', `${production}/providers/Microsoft.AppPlatform/Spring/shop/apps/orders`],
    ['pricing', `${production}/providers/Microsoft.AppPlatform/Spring/shop-enterprise/apps/pricing`],
  ].map(([folder, app]) => ({ folder, app })),
};
const build = `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example.shop</groupId>
  <artifactId>pricing</artifactId>
  <version>1</version>
</project>
`;

const vault = `package com.example.shop.pricing;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;

class Prices {
    SecretClient secrets() {
        return new SecretClientBuilder()
            .vaultUrl("https://kv-shop.vault.azure.net/")
            .credential(new ManagedIdentityCredentialBuilder().build())
            .buildClient();
    }
}
`;

const store = `package com.example.shop.orders;

import com.azure.data.appconfiguration.ConfigurationClient;
import com.azure.data.appconfiguration.ConfigurationClientBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;

class Flags {
    ConfigurationClient flags() {
        return new ConfigurationClientBuilder()
            .endpoint("https://appcs-harbor-shop.azconfig.io")
            .credential(new ManagedIdentityCredentialBuilder().build())
            .buildClient();
    }
}
`;

describe('identities that a finding offers', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  /** Writes the file, waits for its finding, and opens the list of fixes at the text; answers the identities it names. */
  async function offeredAt(file: string, text: string, at: string): Promise<readonly string[]> {
    const { workbench, workspace, window } = stage();
    const { page, quickFixes } = workbench;
    fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
    fs.writeFileSync(path.join(workspace, file), text);
    await window.host.run(
      async (vscode, { name, behind }) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const start = document.positionAt(document.getText().indexOf(behind) + 4);
        const selection = new vscode.Range(start, start);
        await vscode.window.showTextDocument(document, { selection, preview: false });
      },
      { name: path.join(workspace, file), behind: at },
    );
    await waitForFindings(stage(), file, 'MI101');
    return await until(page, async () => {
      const titles = await quickFixes.open();
      const named = titles.filter((title) => title.startsWith('Name identity'));
      // What they may do is read when the file is first judged.
      const isKnown = named.length > 1 && named.every((title) => /\) \(.+\)$/.test(title));
      if (isKnown) return { found: named };
      await quickFixes.close();
      return { instead: titles.join(' | ') };
    });
  }

  it('come ranked by access to what the file names, the one without it last and said so', async () => {
    const { workbench, workspace, screenshot } = stage();
    fs.writeFileSync(path.join(workspace, '.spring-identity.json'), JSON.stringify(links));
    fs.mkdirSync(path.join(workspace, 'pricing'), { recursive: true });
    fs.writeFileSync(path.join(workspace, 'pricing/pom.xml'), build);
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await workbench.tree.find(orders);
    await workbench.tree.find(['Shop Production', 'shop-enterprise', 'pricing']);

    const prices = `pricing/src/main/java/com/example/shop/pricing/Prices.java`;
    const [first = '', last = '', ...more] = await offeredAt(
      prices,
      vault,
      'ManagedIdentityCredentialBuilder()',
    );
    await screenshot('identities ranked by access');
    assert.match(first, /'id-billing'.*\(Key Vault Secrets User at kv-shop\)$/);
    assert.match(last, /'id-orders'.*\(no role found at kv-shop\)$/);
    assert.deepEqual(more, []);
    await stage().workbench.quickFixes.take(/Name identity/);
    await waitForFindings(stage(), prices);

    // By name the other one would come first.
    const flags = `orders/src/main/java/com/example/shop/orders/Flags.java`;
    const [reader = '', none = ''] = await offeredAt(flags, store, 'ManagedIdentityCredentialBuilder()');
    assert.match(reader, /'id-telemetry'.*\(App Configuration Data Reader at resource group 'rg-shop'\)$/);
    assert.match(none, /'id-orders'.*\(no role found at appcs-harbor-shop\)$/);
    await stage().workbench.quickFixes.take(/Name identity/);
    await waitForFindings(stage(), flags);
  });
});
