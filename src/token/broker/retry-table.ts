/**
 * What a client of the VM token endpoint should do with an error, from "How to use managed identities on a VM to
 * acquire an access token" (retry guidance): five tries with delays of about 0, 2, 6, 14 and 30 s; 410 lasts up to
 * 70 s; 5xx after at least one second; everything else is final.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#retry-guidance
 */
const backOff = [2_000, 6_000, 14_000, 30_000] as const;
const whileUpdating = [...backOff, 30_000] as const;
const afterServerError = [1_000, 2_000, 6_000, 14_000] as const;

/** The longest a `Retry-After` is obeyed; milliseconds. */
const patienceMs = 60_000;

/**
 * Milliseconds to wait before trying again after the given number of failed tries; `undefined` when the answer is to be
 * passed on. `retryAfter` is the header's value.
 */
export function retryDelay(status: number, tries: number, retryAfter?: string): number | undefined {
  const delay = delaysOf(status)[tries - 1];
  if (delay === undefined) return undefined;
  const asked = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0;
  return asked > patienceMs ? undefined : Math.max(delay, asked);
}

function delaysOf(status: number): readonly number[] {
  if (status === 404 || status === 429) return backOff;
  if (status === 410) return whileUpdating;
  return status >= 500 && status <= 599 ? afterServerError : [];
}
