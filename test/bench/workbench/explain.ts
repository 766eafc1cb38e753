import { refusalsIn } from '../../../src/token/explain/recognise';
import { atMost, median, type Figure } from '../figure';

const refused = `com.azure.core.exception.HttpResponseException: Status code 403, "{"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=407cf236-77a6-48c3-ae7c-3e0adf94631d;oid=acfaae4f-b5a5-4eef-a6aa-f91b071cd2f3;iss=https://sts.windows.net/x/\\r\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\\r\\nVault: kv-orders;location=westeurope\\r\\n","innererror":{"code":"ForbiddenByRbac"}}}"`;

/** A megabyte of a log as Spring Boot writes it: an error with its stack trace every few hundred lines. */
function log(): string {
  const lines: string[] = [];
  let size = 0;
  for (let i = 0; size < 1_000_000; i += 1) {
    const line =
      i % 300 === 0
        ? `2025-09-02 08:14:21.337 ERROR 1 --- [main] o.s.boot.SpringApplication : failed\nCaused by: ${refused}\n\tat com.contoso.A.b(A.java:4)`
        : `2025-09-02 08:14:21.${String(i % 1000).padStart(3, '0')}  INFO 1 --- [nio-8080-exec-4] c.contoso.orders.OrderService : order ${i} stored in ${i % 90} ms`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

/** Recognising the errors of a log of one megabyte. */
export function measureExplain(): readonly Figure[] {
  const text = log();
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    const found = refusalsIn(text);
    if (found.length !== 1) throw new Error(`${found.length} errors were recognised instead of one.`);
    return performance.now() - startedAt;
  });
  return [atMost({ name: 'workbench.explain', unit: 'ms', value: median(times), goal: 200 })];
}
